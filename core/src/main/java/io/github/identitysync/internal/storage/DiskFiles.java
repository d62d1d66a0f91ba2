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
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory of the operating system, held by at most one store of all processes.
 *
 * <p>The lock lies on a file that nothing else opens: closing any descriptor of a file drops the
 * POSIX locks that the process has on it. For the same reason a second opener in this process is
 * turned away before it touches that file.
 */
public final class DiskFiles implements StoreFiles {

  private static final String LOCK = "lock";

  private final Path directory;
  private final DirectoryClaim claim;
  private final FileChannel lockChannel;

  private DiskFiles(Path directory, DirectoryClaim claim, FileChannel lockChannel) {
    this.directory = directory;
    this.claim = claim;
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
    DirectoryClaim claim = DirectoryClaim.take(directory);
    try {
      return new DiskFiles(directory, claim, lockFile(directory));
    } catch (Throwable e) {
      claim.close();
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

  private static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = DirectoryClaim.openDirectory(directory)) {
      if (channel != null) {
        channel.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (claim) {
      lockChannel.close();
    }
  }
}
