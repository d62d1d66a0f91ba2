package io.github.identitysync.cli;

import io.github.identitysync.IdentitySync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Opens the store that a command names. */
final class Stores {

  private static final String BASE_FILE = "identities.db";

  private Stores() {}

  /**
   * Returns the path that an argument of the command line says.
   *
   * @throws CommandException if it says none, as an unset variable of the shell does
   */
  static Path path(String argument) {
    if (argument.isBlank()) {
      throw CommandException.usage("the path of a store or file is blank");
    } else if (argument.startsWith("-")) {
      throw CommandException.usage(
          "unknown option: %s; a path that begins so is written ./%s"
              .formatted(Text.escape(argument), Text.escape(argument)));
    }
    try {
      Path path = Path.of(argument);
      if (!path.isAbsolute()) {
        Arguments.checkWorkingDirectory();
      }
      return path;
    } catch (InvalidPathException e) {
      throw CommandException.usage("not a path: " + Text.escape(argument));
    }
  }

  static boolean exists(Path store) {
    return Files.exists(store.resolve(BASE_FILE));
  }

  /**
   * Opens a store for reading. What may be one and cannot be looked at is for opening to explain.
   *
   * @throws CommandException if there is none
   */
  static IdentitySync openReadOnly(Path store) {
    if (isMissing(store)) {
      throw new CommandException(
          ExitCode.NOT_FOUND, "there is no store in " + Text.escape(store.toString()));
    }
    return IdentitySync.openReadOnly(store);
  }

  /**
   * Returns whether there is surely no store. Newer JDKs say of what would lie below a file that
   * there is none; that is for opening to explain.
   */
  private static boolean isMissing(Path store) {
    try {
      Files.readAttributes(store.resolve(BASE_FILE), BasicFileAttributes.class);
      return false;
    } catch (NoSuchFileException e) {
      return !Files.isRegularFile(store);
    } catch (IOException e) {
      return false;
    }
  }
}
