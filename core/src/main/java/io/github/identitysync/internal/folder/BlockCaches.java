package io.github.identitysync.internal.folder;

/** The blocks that a store keeps in memory, of all of its folders. */
public final class BlockCaches {

  /** Of so many bytes, one is for names; identities have more in fields than in names. */
  private static final int SHARES = 4;

  /** Blocks that are larger than this are not kept. */
  static final int MAX_BLOCK_BYTES = 2 * BlockWriter.TARGET_BYTES;

  /** With fewer, blocks are read again for every identity of a profile. */
  private static final int FEWEST_BLOCKS = 64;

  private final BlockCache<NamedBlock> names;
  private final BlockCache<FieldBlock> fields;

  /**
   * Makes empty caches.
   *
   * @param bytes about how much they may keep; a few blocks are kept in any case
   */
  public BlockCaches(long bytes) {
    long ofNames = bytes / SHARES;
    this.names = new BlockCache<>(places(ofNames, NamedBlock.USUAL_BYTES));
    this.fields = new BlockCache<>(places(bytes - ofNames, FieldBlockWriter.TARGET_BYTES));
  }

  private static int places(long bytes, int blockBytes) {
    return Math.toIntExact(Math.max(bytes / blockBytes, FEWEST_BLOCKS));
  }

  BlockCache<NamedBlock> names() {
    return names;
  }

  BlockCache<FieldBlock> fields() {
    return fields;
  }
}
