package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file of the operating system, held by one store of all processes, or by some that only read.
 *
 * <p>An interrupt closes a {@link FileChannel} under every thread that uses it, so only the store's
 * own thread may write; reads, which come from the caller's threads, go through a {@link
 * RandomAccessFile} of their own, which ignores interrupts.
 */
final class DiskFile implements StoreFile {

  /** The byte that is locked: far behind the end, since some systems let nobody read what is. */
  private static final long LOCKED_AT = Long.MAX_VALUE - 1;

  private final FileClaim claim;
  private final FileChannel channel;
  private final RandomAccessFile reader;

  private DiskFile(FileClaim claim, FileChannel channel, RandomAccessFile reader) {
    this.claim = claim;
    this.channel = channel;
    this.reader = reader;
  }

  /**
   * Opens a file that exists.
   *
   * @throws IdentitySyncException.Locked if a store of this or another process holds it
   */
  static DiskFile open(Path path, boolean readOnly) throws IOException {
    FileClaim claim = FileClaim.take(path);
    try {
      return open(path, readOnly, claim);
    } catch (Throwable e) {
      claim.close();
      throw e;
    }
  }

  private static DiskFile open(Path path, boolean readOnly, FileClaim claim) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path,
            readOnly
                ? Set.of(StandardOpenOption.READ)
                : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    try {
      lock(channel, readOnly);
      return new DiskFile(claim, channel, new RandomAccessFile(path.toFile(), "r"));
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, boolean shared) throws IOException {
    try {
      if (channel.tryLock(LOCKED_AT, 1, shared) == null) {
        throw new IdentitySyncException.Locked("the store is open in another process");
      }
    } catch (OverlappingFileLockException e) {
      throw FileClaim.lockedHere();
    }
  }

  @Override
  public long size() throws IOException {
    synchronized (reader) {
      return reader.length();
    }
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) throws IOException {
    synchronized (reader) {
      reader.seek(position);
      int done = 0;
      while (done < length) {
        int count = reader.read(target, offset + done, length - done);
        if (count < 0) {
          throw new EOFException();
        }
        done += count;
      }
    }
  }

  /** What writes as {@link FileChannel#write(ByteBuffer, long)} does, perhaps not all at once. */
  interface Target {

    /** Writes some of the bytes, and returns how many. */
    int write(ByteBuffer source, long position) throws IOException;
  }

  static void writeAll(Target target, long position, ByteBuffer source) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += target.write(source, at);
    }
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    writeAll(channel::write, position, source);
  }

  @Override
  public void sync() throws IOException {
    channel.force(false);
  }

  @Override
  public void truncate(long size) throws IOException {
    channel.truncate(size);
  }

  /** Closing the descriptors ends the lock; only then may another opener of this JVM come. */
  @Override
  public void close() throws IOException {
    try (claim;
        channel) {
      reader.close();
    }
  }
}
