package io.github.identitysync.internal.folder;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import org.jspecify.annotations.Nullable;

/** The identities of a folder's nodes, read from its blocks. */
public final class FolderNames {

  private final FolderState folder;
  private final BlockCache<NamedBlock> cache;

  FolderNames(FolderState folder, BlockCache<NamedBlock> cache) {
    this.folder = folder;
    this.cache = cache;
  }

  /** A block from the cache, or the bytes of the block with a key. */
  private record Found(@Nullable NamedBlock cached, int key, byte[] bytes) {}

  /**
   * Returns the identity of a published node. A block in the cache stays right: what joins blocks
   * changes where names stand, not which node they name.
   */
  public Identity name(int node) {
    Found found =
        folder.read(
            () -> {
              int key = folder.blockKey(node);
              NamedBlock cached = cache.get(folder.number(), key);
              return cached != null && cached.has(folder.number(), node)
                  ? new Found(cached, key, new byte[0])
                  : new Found(null, key, folder.block(key));
            });
    NamedBlock block = found.cached();
    if (block == null) {
      block = new NamedBlock(folder.number(), found.key(), found.bytes());
      if (!block.has(folder.number(), node)) {
        throw new IdentitySyncException.Corrupt(
            "I3: block " + found.key() + " of folder " + folder.number() + " lacks an identity");
      }
      if (found.bytes().length <= BlockCaches.MAX_BLOCK_BYTES) {
        cache.put(folder.number(), found.key(), block);
      }
    }
    return block.name(node);
  }
}
