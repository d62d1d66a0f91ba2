package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Tries to take a directory and its base file, says whether it has it, and keeps it until it is
 * killed.
 */
final class LockProbe {

  static final String TAKEN = "taken";
  static final String LOCKED = "locked";

  private LockProbe() {}

  public static void main(String[] arguments) throws IOException {
    try (DiskFiles files = DiskFiles.lock(Path.of(arguments[0]));
        StoreFile base = files.open("identities.db")) {
      System.out.println(TAKEN);
      System.in.read();
      base.sync();
    } catch (IdentitySyncException.Locked e) {
      System.out.println(LOCKED);
    }
  }
}
