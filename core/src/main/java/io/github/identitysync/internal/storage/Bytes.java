package io.github.identitysync.internal.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Big-endian numbers in byte arrays, and checksums over them. */
final class Bytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void putLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  /** Returns the CRC-32C of a number followed by a part of an array. */
  static int checksum(long seed, byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    byte[] prefix = new byte[Long.BYTES];
    putLong(prefix, 0, seed);
    crc.update(prefix, 0, prefix.length);
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
