package io.github.identitysync.testing;

import java.util.Arrays;

/** The content of a file, immutable: a change makes a new content that shares the other chunks. */
public final class FaultBytes {

  private static final int CHUNK = 4096;

  static final FaultBytes EMPTY = new FaultBytes(0, new byte[0][]);

  private final long size;

  /** Null stands for zeros. */
  private final byte[][] chunks;

  private FaultBytes(long size, byte[][] chunks) {
    this.size = size;
    this.chunks = chunks;
  }

  /** Makes a content of some bytes. */
  public static FaultBytes of(byte[] bytes) {
    return EMPTY.write(0, bytes, 0, bytes.length);
  }

  /** Returns the length in bytes. */
  public long size() {
    return size;
  }

  /** Returns a copy of all bytes. */
  public byte[] toArray() {
    byte[] all = new byte[Math.toIntExact(size)];
    read(0, all, 0, all.length);
    return all;
  }

  void read(long position, byte[] target, int offset, int length) {
    int done = 0;
    while (done < length) {
      int within = (int) ((position + done) % CHUNK);
      int count = Math.min(length - done, CHUNK - within);
      byte[] chunk = chunks[(int) ((position + done) / CHUNK)];
      if (chunk == null) {
        Arrays.fill(target, offset + done, offset + done + count, (byte) 0);
      } else {
        System.arraycopy(chunk, within, target, offset + done, count);
      }
      done += count;
    }
  }

  FaultBytes write(long position, byte[] source, int offset, int length) {
    if (length == 0) {
      return this;
    }
    long newSize = Math.max(size, position + length);
    byte[][] changed = Arrays.copyOf(chunks, chunkCount(newSize));
    int done = 0;
    while (done < length) {
      int at = (int) ((position + done) / CHUNK);
      int within = (int) ((position + done) % CHUNK);
      int count = Math.min(length - done, CHUNK - within);
      byte[] chunk = changed[at] == null ? new byte[CHUNK] : changed[at].clone();
      System.arraycopy(source, offset + done, chunk, within, count);
      changed[at] = chunk;
      done += count;
    }
    return new FaultBytes(newSize, changed);
  }

  /** Returns the content cut to a length; shares all but the last chunk. */
  public FaultBytes truncate(long newSize) {
    if (newSize >= size) {
      return this;
    }
    byte[][] changed = Arrays.copyOf(chunks, chunkCount(newSize));
    int within = (int) (newSize % CHUNK);
    if (within != 0 && changed[changed.length - 1] != null) {
      byte[] last = Arrays.copyOf(changed[changed.length - 1], within);
      changed[changed.length - 1] = Arrays.copyOf(last, CHUNK);
    }
    return new FaultBytes(newSize, changed);
  }

  /** Returns the content with one bit changed. */
  public FaultBytes flipped(long position, int bit) {
    byte[] one = new byte[1];
    read(position, one, 0, 1);
    one[0] ^= (byte) (1 << bit);
    return write(position, one, 0, 1);
  }

  private static int chunkCount(long size) {
    return Math.toIntExact((size + CHUNK - 1) / CHUNK);
  }
}
