package io.github.identitysync.internal.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;

/** Says in words why the operating system refused something; the JDK's messages often do not. */
public final class IoReason {

  /** What a directory or file system says that takes no more bytes, or none at all. */
  private static final List<String> UNWRITABLE =
      List.of("no space left", "quota exceeded", "read-only file system", "not permitted");

  private IoReason() {}

  /** Returns the reason, without the name of the file. */
  public static String of(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (e instanceof FileSystemException known && known.getReason() != null) {
      return lowered(known.getReason());
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    String message = e.getMessage();
    if (message == null || message.isEmpty() || e instanceof FileSystemException) {
      return e.getClass().getSimpleName();
    }
    // Such a message is the name of the file, and then the reason in brackets.
    int reason = e instanceof FileNotFoundException ? message.lastIndexOf('(') : -1;
    return lowered(reason < 0 ? message : message.substring(reason + 1, message.length() - 1));
  }

  /** The system's messages begin like sentences; here they end one. */
  private static String lowered(String reason) {
    return reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
  }

  /** Returns whether the files may be read all the same: only writing is refused. */
  public static boolean isUnwritable(IOException e) {
    String reason = of(e).toLowerCase(Locale.ROOT);
    return e instanceof AccessDeniedException || UNWRITABLE.stream().anyMatch(reason::contains);
  }
}
