package io.github.identitysync.internal.folder;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of fields that were read or written last, of all folders of a store. A block has one place
 * where it can be; who comes last has it. What is kept never becomes wrong: blocks do not change,
 * and one that is asked for is told by its serial number.
 */
public final class FieldCache {

  /** A block larger than this is not kept. */
  private static final int MAX_BLOCK_BYTES = 2 * FieldBlockWriter.TARGET_BYTES;

  private final AtomicReferenceArray<FieldBlock> blocks;

  /**
   * Makes an empty cache.
   *
   * @param bytes about how much it may keep
   */
  public FieldCache(long bytes) {
    this.blocks =
        new AtomicReferenceArray<>(Math.toIntExact(bytes / FieldBlockWriter.TARGET_BYTES));
  }

  /** Returns a block, or null if it is not here. */
  @Nullable FieldBlock get(int folder, int key, long serial) {
    if (blocks.length() == 0) {
      return null;
    }
    FieldBlock block = blocks.get(place(folder, key));
    return block != null && block.is(folder, key, serial) ? block : null;
  }

  /** Keeps a block, in the place of another. */
  void put(FieldBlock block) {
    if (blocks.length() > 0 && block.bytes().length <= MAX_BLOCK_BYTES) {
      blocks.set(place(block.folder(), block.key()), block);
    }
  }

  /** The blocks of a folder lie side by side; where they begin is spread by the golden ratio. */
  private int place(int folder, int key) {
    return Integer.remainderUnsigned(folder * 0x9E37_79B9 + key, blocks.length());
  }
}
