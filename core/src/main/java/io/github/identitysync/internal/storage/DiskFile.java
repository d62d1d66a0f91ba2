package io.github.identitysync.internal.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of the operating system.
 *
 * <p>An interrupt closes a {@link FileChannel} under every thread that uses it, so only the store's
 * own thread may write; reads, which come from the caller's threads, go through a {@link
 * RandomAccessFile} of their own, which ignores interrupts.
 */
final class DiskFile implements StoreFile {

  private final FileChannel channel;
  private final RandomAccessFile reader;

  DiskFile(Path path) throws IOException {
    channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      reader = new RandomAccessFile(path.toFile(), "r");
    } catch (IOException e) {
      channel.close();
      throw e;
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

  @Override
  public void close() throws IOException {
    try (channel) {
      reader.close();
    }
  }
}
