package io.github.identitysync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Runs commands in this process. */
final class Cli {

  static final String LINKED =
      """
      {"folderId":"f","browserId":"b1","externalSystemType":"crm","externalSystemUserId":"u1"}
      {"folderId":"f","browserId":"b2","externalSystemType":"crm","externalSystemUserId":"u1"}
      {"folderId":"g","browserId":"b1","externalSystemType":"crm","externalSystemUserId":"u9"}
      """;

  private Cli() {}

  /** What a command left: its exit code, and what it wrote. */
  record Result(int code, String out, String err) {

    /** Asserts the exit code; the output is shown where it differs. */
    Result exits(ExitCode expected) {
      assertThat(code).as("out: %s err: %s", out, err).isEqualTo(expected.number);
      return this;
    }

    /** Returns the last word of the first line that starts with the label. */
    String value(String label) {
      return out.lines()
          .filter(line -> line.strip().startsWith(label))
          .map(line -> line.substring(line.lastIndexOf(' ') + 1))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + label + " in " + out));
    }
  }

  static Result run(Object... args) {
    return runWith(InputStream.nullInputStream(), args);
  }

  static Result runWith(InputStream in, Object... args) {
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            words,
            "UTF-8",
            new Streams(
                in, new Output(out), new PrintStream(err, false, StandardCharsets.UTF_8), false));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Verifies the store of a test, if the test made one. */
  static void verifyIfAny(Path store) {
    if (Stores.exists(store)) {
      run("verify", store).exits(ExitCode.DONE);
    }
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(utf8(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
