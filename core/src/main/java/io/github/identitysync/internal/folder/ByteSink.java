package io.github.identitysync.internal.folder;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes, with the encodings that names and facts are made of. */
final class ByteSink {

  private byte[] bytes;
  private int size;

  ByteSink(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** The bytes written so far are the first {@link #size()} of these. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Takes away what lies behind a size. */
  void cut(int toSize) {
    size = toSize;
  }

  private void ensure(int more) {
    if (more > bytes.length - size) {
      int needed = Math.addExact(size, more);
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, 1 << 30)));
    }
  }

  void put(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  void putZeros(int count) {
    ensure(count);
    Arrays.fill(bytes, size, size + count, (byte) 0);
    size += count;
  }

  /**
   * Writes an unsigned number, seven bits a byte, lowest first, the high bit telling that more
   * follow.
   */
  void putVarint(long value) {
    ensure(10);
    if ((value & ~0x7FL) == 0) {
      bytes[size++] = (byte) value;
    } else {
      putLongVarint(value);
    }
  }

  private void putLongVarint(long value) {
    byte[] target = bytes;
    int at = size;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    size = at;
  }

  /** Writes a signed number so that small magnitudes take few bytes. */
  void putSigned(long value) {
    putVarint((value << 1) ^ (value >> 63));
  }

  /** Writes the UTF-8 of a string. */
  void putUtf8(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    put(utf8, 0, utf8.length);
  }
}
