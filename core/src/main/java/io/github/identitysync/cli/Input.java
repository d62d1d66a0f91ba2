package io.github.identitysync.cli;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * One input of a {@link LoadCommand}: a file, or the standard input.
 *
 * @param name what to call it in messages
 * @param path the file; unused for the standard input
 * @param standard whether it is the standard input
 */
record Input(String name, Path path, boolean standard) {

  private static final String STANDARD = "-";
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int GZIP_MAGIC = 0x1f8b;

  /**
   * Names an input.
   *
   * @throws CommandException if it is a file that cannot be read
   */
  static Input of(String argument) {
    Path path = Stores.path(argument);
    if (argument.equals(STANDARD)) {
      return new Input("standard input", path, true);
    }
    Input input = new Input(Text.escape(argument), path, false);
    if (Files.isDirectory(path) || !Files.isReadable(path)) {
      throw new CommandException(
          ExitCode.BAD_INPUT, input.name + ": no such file, or not readable; nothing is applied");
    }
    return input;
  }

  /** Opens the input and unpacks it if its first bytes say that it is gzip. */
  InputStream open(InputStream standardInput) throws IOException {
    InputStream raw = standard ? standardInput : Files.newInputStream(path);
    try {
      InputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
      in.mark(2);
      int magic = in.read() << 8 | in.read();
      in.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(new Pipe(in), BUFFER_BYTES) : in;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * Never claims to have nothing available. The JDK takes that for the end of a gzip input, which
   * would cut off the later members of one that arrives through a pipe.
   */
  private static final class Pipe extends FilterInputStream {

    Pipe(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
