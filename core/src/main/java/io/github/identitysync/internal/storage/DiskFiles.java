package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A directory of the operating system, held by at most one store of all processes.
 *
 * <p>The lock lies on a file that nothing else opens: closing any descriptor of a file drops the
 * POSIX locks that the process has on it. For the same reason a second opener in this process is
 * turned away before it touches that file.
 */
public final class DiskFiles implements StoreFiles {

  private static final String LOCK = "lock";

  /** The directories open in this process, by what the file system identifies them with. */
  private static final Set<Object> OPEN = new HashSet<>();

  private final Path directory;
  private final Object key;
  private final FileChannel lockChannel;

  private DiskFiles(Path directory, Object key, FileChannel lockChannel) {
    this.directory = directory;
    this.key = key;
    this.lockChannel = lockChannel;
  }

  /**
   * Takes the directory, creating it for the owner alone where there is none.
   *
   * @throws IdentitySyncException.Locked if a store of this or another process holds it
   * @throws IOException if it is not a directory, or cannot be created or locked
   */
  public static DiskFiles lock(Path path) throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new FileSystemException(path.toString(), null, "not a directory");
    }
    if (!Files.exists(path)) {
      create(path.toAbsolutePath());
    }
    Path directory = path.toRealPath();
    Object key =
        Objects.requireNonNullElse(
            Files.readAttributes(directory, BasicFileAttributes.class).fileKey(), directory);
    synchronized (OPEN) {
      if (!OPEN.add(key)) {
        throw new IdentitySyncException.Locked("the directory is open in this process");
      }
    }
    try {
      return new DiskFiles(directory, key, lockFile(directory));
    } catch (Throwable e) {
      release(key);
      throw e;
    }
  }

  private static void create(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent != null && !Files.exists(parent)) {
      create(parent);
    }
    try {
      Files.createDirectory(directory, ownerOnly(directory, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      // Another opener was faster; the lock decides between them.
    }
    if (parent != null) {
      syncDirectory(parent);
    }
  }

  private static FileChannel lockFile(Path directory) throws IOException {
    Path file = directory.resolve(LOCK);
    createFile(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw new IdentitySyncException.Locked("the directory is open in this process");
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw new IdentitySyncException.Locked("the directory is open in another process");
    }
    return channel;
  }

  private static void createFile(Path file) throws IOException {
    try {
      Files.createFile(file, ownerOnly(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      return;
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(directory.resolve(name));
  }

  @Override
  public StoreFile open(String name) throws IOException {
    Path file = directory.resolve(name);
    createFile(file);
    return new DiskFile(file);
  }

  /**
   * The directory itself may be new as well, also if an opener before this one made it and was
   * killed.
   */
  @Override
  public void sync() throws IOException {
    syncDirectory(directory);
    Path parent = directory.getParent();
    if (parent != null) {
      syncDirectory(parent);
    }
  }

  /** Windows cannot open a directory as a file, and needs no such sync. */
  private static void syncDirectory(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      lockChannel.close();
    } finally {
      release(key);
    }
  }

  private static void release(Object key) {
    synchronized (OPEN) {
      OPEN.remove(key);
    }
  }
}
