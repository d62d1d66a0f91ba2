package io.github.identitysync.internal.folder;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of all folders of a store that were used last. A block has one place where it can be; who
 * comes last has it. Callers make sure that what they find is what they look for.
 *
 * @param <B> the blocks, which do not change
 */
final class BlockCache<B> {

  private final AtomicReferenceArray<@Nullable B> blocks;

  /** Makes an empty cache with so many places. */
  BlockCache(int places) {
    this.blocks = new AtomicReferenceArray<>(places);
  }

  /** Returns what was put last at the place of a block, or null. */
  @Nullable B get(int folder, int key) {
    return blocks.get(place(folder, key));
  }

  /** Keeps a block, in the place of another. */
  void put(int folder, int key, B block) {
    blocks.set(place(folder, key), block);
  }

  /** The blocks of a folder lie side by side; where they begin is spread by the golden ratio. */
  private int place(int folder, int key) {
    return Integer.remainderUnsigned(folder * 0x9E37_79B9 + key, blocks.length());
  }
}
