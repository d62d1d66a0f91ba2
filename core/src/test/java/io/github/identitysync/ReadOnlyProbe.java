package io.github.identitysync;

import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens a store, says what it has and whether it can be changed, and stays until it is killed. */
final class ReadOnlyProbe {

  private ReadOnlyProbe() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[arguments.length - 1]);
    boolean writing = arguments[0].equals("--open");
    try (IdentitySync sync =
        writing
            ? IdentitySync.open(directory, Stores.options())
            : IdentitySync.openReadOnly(directory, Stores.options())) {
      System.out.println("links " + sync.folder("folder").stats().links());
      if (writing) {
        sync.apply(List.of(SyncRecord.of("folder", "another", "crm", "u")));
      }
      System.in.read();
    } catch (IdentitySyncException e) {
      System.out.println(e);
    }
  }
}
