package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The base file: two superblocks, of which the newer counts, then numbered pages with checksums.
 *
 * <p>A page is {@link #PAGE_DATA} bytes of content, a CRC-32C over them seeded with the store's id
 * and the page's number, and four zero bytes. A superblock goes over the older of the two, so one
 * is whole at any instant.
 */
final class PageFile implements AutoCloseable {

  /** The bytes that a page takes in the file. */
  static final int PAGE_BYTES = 4096;

  /**
   * The bytes of content in a page: a multiple of 8, so that no aligned number lies across two
   * pages.
   */
  static final int PAGE_DATA = PAGE_BYTES - 8;

  private static final int CHECKSUM_AT = PAGE_DATA;
  private static final int PAGES_AT = 2 * Superblock.BYTES;

  private final StoreFile file;

  PageFile(StoreFile file) {
    this.file = file;
  }

  /**
   * Reads the newer superblock.
   *
   * @return null if neither is whole
   * @throws IdentitySyncException.UnsupportedFormat if the newest is of another format version
   */
  @Nullable Superblock readSuperblock() throws IOException {
    Superblock even = readSuperblock(0);
    Superblock odd = readSuperblock(1);
    if (even == null || odd == null) {
      return even == null ? odd : even;
    }
    return odd.epoch() > even.epoch() ? odd : even;
  }

  /**
   * Returns whether the file holds nothing but what a cut-off creation of a store may have left.
   */
  boolean mayBeUnfinished() throws IOException {
    byte[] start = new byte[(int) Math.min(file.size(), Superblock.BYTES + 1)];
    file.read(0, start, 0, start.length);
    return Superblock.mayBeUnfinished(start);
  }

  private @Nullable Superblock readSuperblock(int slot) throws IOException {
    long position = (long) slot * Superblock.BYTES;
    if (file.size() < position + Superblock.BYTES) {
      return null;
    }
    byte[] block = new byte[Superblock.BYTES];
    file.read(position, block, 0, block.length);
    return Superblock.decode(block);
  }

  /** Writes a superblock over the older one and makes it durable. */
  void writeSuperblock(Superblock superblock) throws IOException {
    file.write((superblock.epoch() & 1) * Superblock.BYTES, ByteBuffer.wrap(superblock.encode()));
    file.sync();
  }

  /**
   * Reads consecutive pages as they are in the file, each {@link #PAGE_BYTES} long; whether they
   * are whole is told by {@link #isWhole}.
   *
   * @throws IdentitySyncException.Corrupt if the file ends before
   */
  void readPages(long first, int count, byte[] target) throws IOException {
    try {
      file.read(position(first), target, 0, count * PAGE_BYTES);
    } catch (EOFException e) {
      throw new IdentitySyncException.Corrupt("the base file ends before page " + first, e);
    }
  }

  /** Returns whether a page read from the file is the one of that number of that store. */
  static boolean isWhole(long storeId, long page, byte[] bytes, int offset) {
    return Bytes.getInt(bytes, offset + CHECKSUM_AT) == checksum(storeId, page, bytes, offset)
        && Bytes.getInt(bytes, offset + CHECKSUM_AT + 4) == 0;
  }

  /** Completes the checksums of consecutive pages and writes them. */
  void writePages(long storeId, long first, int count, byte[] pages) throws IOException {
    for (int i = 0; i < count; i++) {
      int offset = i * PAGE_BYTES;
      Bytes.putInt(pages, offset + CHECKSUM_AT, checksum(storeId, first + i, pages, offset));
      Bytes.putInt(pages, offset + CHECKSUM_AT + 4, 0);
    }
    file.write(position(first), ByteBuffer.wrap(pages, 0, count * PAGE_BYTES));
  }

  void sync() throws IOException {
    file.sync();
  }

  private static int checksum(long storeId, long page, byte[] bytes, int offset) {
    return Bytes.checksum(storeId ^ page, bytes, offset, PAGE_DATA);
  }

  private static long position(long page) {
    return PAGES_AT + page * PAGE_BYTES;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
