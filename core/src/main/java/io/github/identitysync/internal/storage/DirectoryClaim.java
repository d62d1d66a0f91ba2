package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory that this process has taken for one store, under whatever name it is reached.
 *
 * <p>It is known by what the file system identifies it with. A file system may identify a new
 * directory as it did a deleted one, but not while a descriptor of the deleted one is open; so one
 * stays open for as long as the directory is taken.
 */
final class DirectoryClaim implements Closeable {

  private static final Set<Object> TAKEN = new HashSet<>();

  private final Object key;
  private final @Nullable FileChannel descriptor;

  private DirectoryClaim(Object key, @Nullable FileChannel descriptor) {
    this.key = key;
    this.descriptor = descriptor;
  }

  /**
   * Takes a directory.
   *
   * @throws IdentitySyncException.Locked if it is taken already
   */
  static DirectoryClaim take(Path directory) throws IOException {
    FileChannel descriptor = openDirectory(directory);
    try {
      Object fileKey = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
      DirectoryClaim claim =
          new DirectoryClaim(Objects.requireNonNullElse(fileKey, directory), descriptor);
      synchronized (TAKEN) {
        if (!TAKEN.add(claim.key)) {
          throw new IdentitySyncException.Locked("the directory is open in this process");
        }
      }
      return claim;
    } catch (Throwable e) {
      if (descriptor != null) {
        descriptor.close();
      }
      throw e;
    }
  }

  /** Opens a directory as a file, or returns null on Windows, which cannot and need not do so. */
  static @Nullable FileChannel openDirectory(Path directory) throws IOException {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? FileChannel.open(directory, StandardOpenOption.READ)
        : null;
  }

  /** Gives the directory up. */
  @Override
  public void close() throws IOException {
    synchronized (TAKEN) {
      TAKEN.remove(key);
    }
    if (descriptor != null) {
      descriptor.close();
    }
  }
}
