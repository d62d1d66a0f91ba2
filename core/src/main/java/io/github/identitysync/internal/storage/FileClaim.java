package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that this JVM has taken for one store, under whatever name it is reached.
 *
 * <p>Closing any descriptor of a file drops the POSIX locks that the process has on it. So a file
 * must be taken before it is opened, and given up after it is closed: then nothing in this JVM
 * opens a file on which a store holds a lock. Claims are system properties, as these are what all
 * class loaders of a JVM share; what names the file is how the file system identifies it.
 */
final class FileClaim implements Closeable {

  private static final String PREFIX = "io.github.identitysync.open.";

  private final String property;

  private FileClaim(String property) {
    this.property = property;
  }

  /**
   * Takes a file that exists.
   *
   * @throws IdentitySyncException.Locked if it is taken already
   */
  static FileClaim take(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    String property = PREFIX + (key == null ? file.toRealPath() : key);
    if (System.getProperties().putIfAbsent(property, "") != null) {
      throw lockedHere();
    }
    return new FileClaim(property);
  }

  static IdentitySyncException.Locked lockedHere() {
    return new IdentitySyncException.Locked("the store is open in this process");
  }

  /** Gives the file up. */
  @Override
  public void close() {
    System.getProperties().remove(property);
  }
}
