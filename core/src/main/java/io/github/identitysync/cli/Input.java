package io.github.identitysync.cli;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * One input of a {@link LoadCommand}: a file or pipe, or the standard input.
 *
 * @param name what to call it in messages
 * @param path the file; unused for the standard input
 * @param standard whether it is the standard input
 */
record Input(String name, Path path, boolean standard) {

  private static final String STANDARD = "-";
  private static final String GZIP_SUFFIX = ".gz";
  private static final int BUFFER_BYTES = 64 << 10;

  /**
   * Names an input.
   *
   * @throws CommandException if it is a file that cannot be read
   */
  static Input of(String argument) {
    if (argument.equals(STANDARD)) {
      return new Input("standard input", Path.of(STANDARD), true);
    }
    Input input = new Input(Text.escape(argument), Stores.path(argument), false);
    try {
      input.checkReadable();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.BAD_INPUT,
          input.name + ": cannot be read: " + reason(e) + "; nothing is applied");
    }
    return input;
  }

  private void checkReadable() throws IOException {
    Path parent = path.getParent();
    if (parent != null && Files.isRegularFile(parent)) {
      throw new IOException("Not a directory"); // newer JDKs say that there is no such file
    }
    boolean directory = Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
    if (directory) {
      throw new IOException("it is a directory");
    } else if (!Files.isReadable(path)) {
      throw new AccessDeniedException(null);
    }
  }

  /** Returns why something cannot be read. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : Text.escape(reason);
  }

  /** Opens the input and unpacks it if its first bytes say that it is gzip. */
  InputStream open(InputStream standardInput) throws IOException {
    // A channel of the JDK 17 cannot read pipes.
    InputStream raw = standard ? standardInput : new FileInputStream(path.toFile());
    try {
      InputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
      in.mark(2);
      int first = in.read();
      int second = in.read();
      in.reset();
      if (first < 0 && name.endsWith(GZIP_SUFFIX)) {
        throw new IOException("it is empty, and gzip never is");
      }
      return GzipInput.beginsWith(first, second) ? new GzipInput(in) : in;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
