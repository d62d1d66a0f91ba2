package io.github.identitysync.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where results go, in UTF-8. After a failure nothing more is written. */
final class Output {

  private final OutputStream out;
  private @Nullable IOException failure;

  Output(OutputStream out) {
    this.out = new BufferedOutputStream(out);
  }

  void print(String text) {
    if (failure == null) {
      try {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  /** Writes what is still in memory; returns what failed since the beginning, or null. */
  @Nullable IOException finish() {
    if (failure == null) {
      try {
        out.flush();
      } catch (IOException e) {
        failure = e;
      }
    }
    return failure;
  }

  /** Returns whether the reader of a pipe went away, as {@code head} does when it has enough. */
  static boolean isBrokenPipe(IOException failure) {
    String message = failure.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("pipe");
  }
}
