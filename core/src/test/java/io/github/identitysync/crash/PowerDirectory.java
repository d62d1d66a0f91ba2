package io.github.identitysync.crash;

import io.github.identitysync.testing.FaultDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Directories of a {@link FaultDisk} as directories of the operating system. */
final class PowerDirectory {

  private PowerDirectory() {}

  /** Makes a directory that has what a disk has. */
  static void write(FaultDisk disk, Path directory) throws IOException {
    Files.createDirectory(directory);
    for (String name : disk.names()) {
      Path path = directory.resolve(name);
      if (disk.isDirectory(name)) {
        Files.createDirectory(path);
      } else {
        Files.write(path, disk.bytes(name).toArray());
      }
    }
  }

  /** Fails unless a directory has what a disk has. */
  static void compare(FaultDisk disk, Path directory) throws IOException {
    Set<String> names;
    try (Stream<Path> paths = Files.walk(directory)) {
      names =
          paths
              .filter(path -> !path.equals(directory))
              .map(path -> directory.relativize(path).toString())
              .collect(Collectors.toCollection(TreeSet::new));
    }
    if (!names.equals(disk.names())) {
      throw new IllegalStateException(
          "recorded were " + disk.names() + ", there are " + names + " in " + directory);
    }
    for (String name : names) {
      Path path = directory.resolve(name);
      boolean isSame =
          disk.isDirectory(name)
              ? Files.isDirectory(path)
              : Arrays.equals(disk.bytes(name).toArray(), Files.readAllBytes(path));
      if (!isSame) {
        throw new IllegalStateException(path + " is not what was recorded of it");
      }
    }
  }
}
