package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Tells whether the files still belong to this opening: each opening that may write puts a higher
 * number over that of the one before. This is a fencing token, for when a lock was lost: whoever
 * finds another's number has been displaced, and must neither write nor trust what it reads.
 *
 * <p>Two openings that read the same number at once are told apart by random bits.
 */
final class OpenerNumber {

  /** Where it stands in the file: in a sector of its own. */
  static final int AT = 2048;

  private static final int NUMBER_AT = 0;
  private static final int NONCE_AT = 8;
  private static final int CHECKSUM_AT = 16;
  static final int BYTES = 24;

  private final StoreFile file;
  private final long storeId;
  private byte[] own = new byte[BYTES];

  OpenerNumber(StoreFile file, long storeId) {
    this.file = file;
    this.storeId = storeId;
  }

  /** Makes the files belong to this opening; what it read of them before may be out of date. */
  void take() throws IOException {
    byte[] found = read();
    byte[] next = new byte[BYTES];
    Bytes.putLong(next, NUMBER_AT, isWhole(found) ? Bytes.getLong(found, NUMBER_AT) + 1 : 1);
    Bytes.putLong(next, NONCE_AT, new SecureRandom().nextLong());
    Bytes.putInt(next, CHECKSUM_AT, checksum(next));
    file.write(AT, ByteBuffer.wrap(next));
    own = next;
  }

  /** Notes to whom the files belong, for an opening that only reads. */
  void note() throws IOException {
    own = read();
  }

  /**
   * Checks that the files belong to the same opening as before.
   *
   * @throws IdentitySyncException.Displaced if not
   */
  void check() throws IOException {
    if (!Arrays.equals(own, read())) {
      throw new IdentitySyncException.Displaced();
    }
  }

  private byte[] read() throws IOException {
    byte[] bytes = new byte[BYTES];
    file.read(AT, bytes, 0, BYTES);
    return bytes;
  }

  /** A loss of power may have cut the write of a number; then there is none. */
  private boolean isWhole(byte[] bytes) {
    return Bytes.getInt(bytes, CHECKSUM_AT) == checksum(bytes);
  }

  private int checksum(byte[] bytes) {
    return Bytes.checksum(storeId, bytes, 0, CHECKSUM_AT);
  }
}
