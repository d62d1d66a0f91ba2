package io.github.identitysync.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A random-access file. Reads may come from any thread and are safe beside a write; writes, syncs
 * and truncations come from one thread at a time.
 */
public interface StoreFile extends AutoCloseable {

  /** Returns the length in bytes. */
  long size() throws IOException;

  /**
   * Fills a part of an array.
   *
   * @throws java.io.EOFException if the file ends before
   */
  void read(long position, byte[] target, int offset, int length) throws IOException;

  /** Writes all remaining bytes of the buffer, extending the file where it ends before. */
  void write(long position, ByteBuffer source) throws IOException;

  /** Makes every earlier write and truncation durable. */
  void sync() throws IOException;

  /** Cuts the file to a length, or leaves it as it is where it is shorter. */
  void truncate(long size) throws IOException;

  @Override
  void close() throws IOException;
}
