package io.github.identitysync;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;

/** A page of a base file, as docs/FORMAT.md describes it, that can be changed without a trace. */
final class ForgedPage {

  private static final int SUPERBLOCKS = 2 * 4096;
  private static final int BYTES = 4096;
  private static final int CONTENT = BYTES - 8;
  private static final int STORE_ID_AT = 16;

  private final ByteBuffer base;
  private final int page;
  private final int start;

  private ForgedPage(ByteBuffer base, int page) {
    this.base = base;
    this.page = page;
    this.start = SUPERBLOCKS + page * BYTES;
  }

  static ForgedPage at(byte[] base, int page) {
    return new ForgedPage(ByteBuffer.wrap(base), page);
  }

  static int count(byte[] base) {
    return (base.length - SUPERBLOCKS) / BYTES;
  }

  boolean isEmpty() {
    return base.slice(start, CONTENT).equals(ByteBuffer.allocate(CONTENT));
  }

  /** Makes some random changes, of bytes or of whole numbers, most of them where something is. */
  void change(Random random) {
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = place(random);
      if (random.nextBoolean()) {
        base.put(at, (byte) random.nextInt(256));
      } else {
        int aligned = start + (at - start) / Long.BYTES * Long.BYTES;
        base.putLong(aligned, number(aligned, random));
      }
    }
    seal();
  }

  private int place(Random random) {
    int at = start + random.nextInt(CONTENT);
    for (int tries = 0; tries < 100 && base.get(at) == 0; tries++) {
      at = start + random.nextInt(CONTENT);
    }
    return at;
  }

  /** Returns another number of the page, one that differs in a bit or two, or any. */
  private long number(int at, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> base.getLong(start + place(random) % (CONTENT / Long.BYTES) * Long.BYTES);
      case 1 -> base.getLong(at) ^ 1L << random.nextInt(Long.SIZE);
      case 2 -> // the sum of the bits, which MapDB looks at, stays even or odd
          base.getLong(at) ^ 1L << random.nextInt(Long.SIZE) ^ 1L << random.nextInt(Long.SIZE);
      default -> random.nextLong();
    };
  }

  private void seal() {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, base.getLong(storeIdAt()) ^ page));
    crc.update(base.slice(start, CONTENT));
    base.putInt(start + CONTENT, (int) crc.getValue());
  }

  /** The superblock of epoch 1 is the first that is written, and stands in the second place. */
  private static int storeIdAt() {
    return 4096 + STORE_ID_AT;
  }
}
