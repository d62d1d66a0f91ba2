package io.github.identitysync.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The descriptors that this process has open, where Linux lists them. Some come and go without a
 * test's doing: the JVM reads the limits of its container again and again.
 */
public final class Descriptors {

  private static final Path ALL = Path.of("/proc/self/fd");

  private Descriptors() {}

  /** Returns whether the system lists them. */
  public static boolean areListed() {
    return Files.isDirectory(ALL);
  }

  /** Returns how many there are. */
  public static long count() throws IOException {
    try (Stream<Path> all = Files.list(ALL)) {
      return all.count();
    }
  }

  /**
   * Returns for what in a directory there are descriptors: the name of a file that lies in it, or
   * an empty name for the directory itself, as often as it is open.
   */
  public static List<String> under(Path directory) throws IOException {
    Path real = directory.toRealPath();
    try (Stream<Path> all = Files.list(ALL)) {
      return all.flatMap(descriptor -> target(descriptor).stream())
          .filter(target -> target.startsWith(real))
          .map(target -> real.relativize(target).toString())
          .toList();
    }
  }

  private static Optional<Path> target(Path descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor));
    } catch (IOException e) {
      return Optional.empty(); // closed meanwhile
    }
  }
}
