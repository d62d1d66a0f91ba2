package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a store before anything else can be read.
 *
 * @param storeId random; every checksum of the store is seeded with it, so that no part of another
 *     store passes
 * @param secret the 16 bytes that key the hashes of identities
 * @param epoch one more than there were checkpoints; 0 while the store is being created
 * @param sequence the number of the last commit that the base file contains
 * @param pages how many pages the base file has
 * @param journalBytes the length that the journal has at least
 */
record Superblock(
    long storeId, byte[] secret, long epoch, long sequence, long pages, long journalBytes) {

  static final int FORMAT_VERSION = 1;
  static final int SECRET_BYTES = 16;

  /** The bytes of a superblock in its file. */
  static final int BYTES = 4096;

  private static final long MAGIC = 0x4944_5359_4E43_4442L; // "IDSYNCDB"
  private static final int VERSION_AT = 8;
  private static final int CHECKSUM_AT = 12;
  private static final int STORE_ID_AT = 16;
  private static final int EPOCH_AT = 24;
  private static final int SEQUENCE_AT = 32;
  private static final int PAGES_AT = 40;
  private static final int JOURNAL_BYTES_AT = 48;
  private static final int SECRET_AT = 56;

  byte[] encode() {
    byte[] block = new byte[BYTES];
    Bytes.putLong(block, 0, MAGIC);
    Bytes.putInt(block, VERSION_AT, FORMAT_VERSION);
    Bytes.putLong(block, STORE_ID_AT, storeId);
    Bytes.putLong(block, EPOCH_AT, epoch);
    Bytes.putLong(block, SEQUENCE_AT, sequence);
    Bytes.putLong(block, PAGES_AT, pages);
    Bytes.putLong(block, JOURNAL_BYTES_AT, journalBytes);
    System.arraycopy(secret, 0, block, SECRET_AT, SECRET_BYTES);
    Bytes.putInt(block, CHECKSUM_AT, checksum(block));
    return block;
  }

  /**
   * Reads a superblock.
   *
   * @return null if the bytes are not a whole superblock
   * @throws IdentitySyncException.UnsupportedFormat if they are one of another format version
   */
  static @Nullable Superblock decode(byte[] block) {
    int version = Bytes.getInt(block, VERSION_AT);
    if (Bytes.getLong(block, 0) != MAGIC || version == 0) {
      return null;
    }
    if (version != FORMAT_VERSION) {
      throw new IdentitySyncException.UnsupportedFormat(
          "format version " + version + "; this library reads version " + FORMAT_VERSION);
    }
    if (Bytes.getInt(block, CHECKSUM_AT) != checksum(block)) {
      return null;
    }
    return new Superblock(
        Bytes.getLong(block, STORE_ID_AT),
        Arrays.copyOfRange(block, SECRET_AT, SECRET_AT + SECRET_BYTES),
        Bytes.getLong(block, EPOCH_AT),
        Bytes.getLong(block, SEQUENCE_AT),
        Bytes.getLong(block, PAGES_AT),
        Bytes.getLong(block, JOURNAL_BYTES_AT));
  }

  /** Returns whether the bytes may be what a cut-off first write of a superblock left. */
  static boolean mayBeUnfinished(byte[] start) {
    byte[] magic = new byte[Long.BYTES];
    Bytes.putLong(magic, 0, MAGIC);
    for (int i = 0; i < start.length; i++) {
      boolean isField = i >= magic.length && i < SECRET_AT + SECRET_BYTES;
      if (start[i] != 0 && !isField && (i >= magic.length || start[i] != magic[i])) {
        return false;
      }
    }
    return start.length <= BYTES;
  }

  /** The checksum lies inside the block; it is computed as if its own bytes were zero. */
  private static int checksum(byte[] block) {
    byte[] copy = block.clone();
    Bytes.putInt(copy, CHECKSUM_AT, 0);
    return Bytes.checksum(0, copy, 0, BYTES);
  }
}
