package io.github.identitysync.cli;

import io.github.identitysync.IdentitySync;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens the store that a command names. */
final class Stores {

  private static final String BASE_FILE = "identities.db";

  private Stores() {}

  static Path path(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw CommandException.usage("not a path: " + Text.escape(argument));
    }
  }

  static boolean exists(Path store) {
    return Files.exists(store.resolve(BASE_FILE));
  }

  /**
   * Opens a store for reading.
   *
   * @throws CommandException if there is none
   */
  static IdentitySync openReadOnly(Path store) {
    if (Files.notExists(store.resolve(BASE_FILE))) {
      throw new CommandException(
          ExitCode.NOT_FOUND, "there is no store in " + Text.escape(store.toString()));
    }
    return IdentitySync.openReadOnly(store);
  }
}
