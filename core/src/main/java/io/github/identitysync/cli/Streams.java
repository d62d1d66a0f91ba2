package io.github.identitysync.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a command reads and writes besides files.
 *
 * @param in the standard input
 * @param out results
 * @param err errors and progress
 * @param progress whether a person watches {@code err}, so that progress is worth a line
 */
record Streams(InputStream in, Output out, PrintStream err, boolean progress) {

  void print(String line) {
    out.print(line + "\n");
  }

  void complain(String line) {
    err.print("identitysync: " + line + "\n");
  }
}
