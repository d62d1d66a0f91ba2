package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the operating system, held by at most one store of all processes, or by stores
 * that only read it.
 *
 * <p>Every file is locked when it is opened. The file {@code lock} is the first; since the others
 * are locked as well, neither a store without that file nor a directory that leads to the same
 * files by links lets a second opener in.
 */
public final class DiskFiles implements StoreFiles {

  private static final String LOCK = "lock";

  private final Path directory;
  private final @Nullable String readOnlyReason;

  /** Null in a directory that is only read and has no such file, as a copy may lack it. */
  private final @Nullable DiskFile lock;

  private DiskFiles(Path directory, @Nullable String readOnlyReason) throws IOException {
    this.directory = directory;
    this.readOnlyReason = readOnlyReason;
    this.lock = readOnlyReason == null || exists(LOCK) ? open(LOCK) : null;
  }

  /**
   * Takes the directory, creating it for the owner alone where there is none.
   *
   * @throws IdentitySyncException.Locked if a store of this or another process holds it
   * @throws IOException if it is not a directory, or cannot be created or locked
   */
  public static DiskFiles lock(Path path) throws IOException {
    if (!isDirectory(path)) {
      create(path.toAbsolutePath());
    }
    return new DiskFiles(path.toRealPath(), null);
  }

  /**
   * Takes the directory for reading alone, beside others that do so. Creates nothing.
   *
   * @param reason why nothing may be written
   * @throws IdentitySyncException.Locked if a store that writes holds it, or one of this process
   * @throws IOException if there is none, or if it cannot be read
   */
  public static DiskFiles lockForReading(Path path, String reason) throws IOException {
    if (!isDirectory(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return new DiskFiles(path.toRealPath(), reason);
  }

  private static boolean isDirectory(Path path) throws IOException {
    BasicFileAttributes attributes = attributes(path);
    if (attributes != null && !attributes.isDirectory()) {
      throw new NotDirectoryException(path.toString());
    }
    return attributes != null;
  }

  /** Returns what is there, or null for nothing; what cannot be told is an exception. */
  private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static void create(Path directory) throws IOException {
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(directory.toString(), null, "a symbolic link leads nowhere");
    }
    Path parent = directory.getParent();
    if (parent != null && !isDirectory(parent)) {
      create(parent);
    } else if (parent != null) {
      syncEntry(parent);
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

  /**
   * Makes a directory durable that an opener before this one may have made, and then been killed.
   * Where this one may not write, that one made nothing.
   */
  private static void syncEntry(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent != null && Files.isWritable(parent)) {
      syncDirectory(parent);
    }
  }

  private static void createFile(Path file) throws IOException {
    try {
      Files.createFile(file, ownerOnly(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      return;
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    if (!isPosix(path)) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  @Override
  public @Nullable String readOnlyReason() {
    return readOnlyReason;
  }

  @Override
  public boolean exists(String name) throws IOException {
    return attributes(directory.resolve(name)) != null;
  }

  @Override
  public DiskFile open(String name) throws IOException {
    Path file = directory.resolve(name);
    boolean readOnly = readOnlyReason != null;
    if (!readOnly) {
      createFile(file);
    }
    return DiskFile.open(file, readOnly);
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

  /** Windows cannot open a directory, and need not sync one. */
  private static void syncDirectory(Path directory) throws IOException {
    if (isPosix(directory)) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
