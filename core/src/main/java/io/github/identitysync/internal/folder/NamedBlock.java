package io.github.identitysync.internal.folder;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;

/** A block of facts, and where in it the parts of its nodes' names are. */
final class NamedBlock implements BlockReader.Facts {

  /** What a settled block and its parts take, or somewhat less. */
  static final int USUAL_BYTES = 32 << 10;

  private static final int PARTS = 4;

  private final int folder;
  private final int key;
  private final int firstNode;
  private final byte[] bytes;
  private final int[] parts;
  private int next;

  /** Reads a block. */
  NamedBlock(int folder, int key, byte[] bytes) {
    BlockReader reader = new BlockReader(folder, key, bytes);
    this.folder = folder;
    this.key = key;
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

  /** Whether it has the name of a folder's node. */
  boolean has(int ofFolder, int node) {
    return folder == ofFolder && node >= firstNode && node - firstNode < parts.length / PARTS;
  }

  /** Returns the identity of a node that it has. */
  Identity name(int node) {
    int at = (node - firstNode) * PARTS;
    try {
      return Names.identity(bytes, parts[at], parts[at + 1], parts[at + 2], parts[at + 3]);
    } catch (IllegalArgumentException e) {
      throw new IdentitySyncException.Corrupt(
          "I2: block " + key + " of folder " + folder + " has an identity that cannot be", e);
    }
  }
}
