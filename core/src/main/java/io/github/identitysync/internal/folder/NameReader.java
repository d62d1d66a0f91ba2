package io.github.identitysync.internal.folder;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the identities of nodes from their blocks, and keeps the blocks it read last. For one
 * thread.
 */
public final class NameReader {

  private static final int KEPT_BLOCKS = 64;
  private static final int PARTS = 4;

  private final FolderState folder;
  private final Map<Integer, NamedBlock> kept =
      new LinkedHashMap<>(KEPT_BLOCKS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, NamedBlock> eldest) {
          return size() > KEPT_BLOCKS;
        }
      };

  NameReader(FolderState folder) {
    this.folder = folder;
  }

  /** A block and where in it the parts of its nodes' names are. */
  private static final class NamedBlock implements BlockReader.Facts {
    final int firstNode;
    final byte[] bytes;
    final int[] parts;
    private int next;

    NamedBlock(BlockReader reader, byte[] bytes) {
      this.firstNode = reader.firstNode();
      this.bytes = bytes;
      this.parts = new int[reader.nodeCount() * PARTS];
      reader.readNodes(this);
    }

    @Override
    public void node(
        long time, byte[] from, int typeOffset, int typeLength, int idOffset, int idLength) {
      parts[next++] = typeOffset;
      parts[next++] = typeLength;
      parts[next++] = idOffset;
      parts[next++] = idLength;
    }

    @Override
    public void edge(int from, int to, long time) {}

    @Override
    public void nodeTime(int node, long time) {}

    @Override
    public void edgeTime(int edge, long time) {}

    boolean has(int node) {
      return node >= firstNode && node - firstNode < parts.length / PARTS;
    }

    Identity name(int node) {
      int at = (node - firstNode) * PARTS;
      return Names.identity(bytes, parts[at], parts[at + 1], parts[at + 2], parts[at + 3]);
    }
  }

  /** Where a block stands, and its bytes if it is not among the ones kept. */
  private record Found(int key, byte @Nullable [] bytes) {}

  /**
   * Returns the identity of a published node. Blocks that are kept stay valid: what joins blocks
   * changes where names stand, not which node they name.
   */
  public synchronized Identity name(int node) {
    Found found =
        folder.read(
            () -> {
              int key = folder.blockKey(node);
              NamedBlock block = kept.get(key);
              return block != null && block.has(node)
                  ? new Found(key, null)
                  : new Found(key, folder.block(key));
            });
    byte[] bytes = found.bytes();
    if (bytes != null) {
      kept.put(
          found.key(), new NamedBlock(new BlockReader(folder.number(), found.key(), bytes), bytes));
    }
    NamedBlock block = kept.get(found.key());
    if (block == null || !block.has(node)) {
      throw new IdentitySyncException.Corrupt(
          "I3: block " + found.key() + " of folder " + folder.number() + " lacks an identity");
    }
    return block.name(node);
  }
}
