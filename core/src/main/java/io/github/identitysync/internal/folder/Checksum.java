package io.github.identitysync.internal.folder;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The CRC-32C at the front of a block, of all that follows it. */
final class Checksum {

  static final int BYTES = Integer.BYTES;

  private Checksum() {}

  /** Puts the checksum in front of a block. */
  static void set(byte[] block) {
    ByteBuffer.wrap(block).putInt(0, of(block));
  }

  /** Returns whether a block is longer than its checksum, and has the right one. */
  static boolean isRight(byte[] block) {
    return block.length > BYTES && ByteBuffer.wrap(block).getInt(0) == of(block);
  }

  private static int of(byte[] block) {
    CRC32C crc = new CRC32C();
    crc.update(block, BYTES, block.length - BYTES);
    return (int) crc.getValue();
  }
}
