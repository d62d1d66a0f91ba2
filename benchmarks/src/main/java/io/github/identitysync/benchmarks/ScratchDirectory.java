package io.github.identitysync.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A new directory for the store of one measurement. */
record ScratchDirectory(Path path) {

  /** Makes one in the given directory; empty for the system's default. */
  static ScratchDirectory create(String parent) throws IOException {
    return new ScratchDirectory(
        parent.isEmpty()
            ? Files.createTempDirectory("identity-sync-")
            : Files.createTempDirectory(Path.of(parent), "identity-sync-"));
  }

  /** Returns where the store is to be, which does not exist yet. */
  Path store() {
    return path.resolve("store");
  }

  /** Returns how many bytes the files of the store have. */
  long bytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(store())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /** Copies a directory, to where there is nothing yet. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
