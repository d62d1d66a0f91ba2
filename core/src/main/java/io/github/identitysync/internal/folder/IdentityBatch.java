package io.github.identitysync.internal.folder;

import java.util.Arrays;

/**
 * What one call says about one folder: the names and keys of its identities, the nodes found for
 * them, and what applying it did. Filled by the caller's thread, then applied by the store's.
 *
 * <p>The identities are numbered; the number of one is called its side, as those of a sync record
 * are its two sides.
 */
public abstract sealed class IdentityBatch permits SyncBatch, UpdateBatch {

  static final int UNKNOWN = -1;

  /**
   * How many records are taken at a time through passes whose cache misses overlap: few enough that
   * what one pass brings into the cache is there for the next.
   */
  public static final int CHUNK = 64;

  private final FolderState folder;
  private final IdentityHash hash;
  private final ByteSink names;
  private int[] nameEnds;
  private long[] keys;
  private int[] nodes;
  private boolean[] settled;
  private int sides;
  private int newNodes;

  IdentityBatch(FolderState folder, int expectedSides) {
    int room = Math.max(expectedSides, 2);
    this.folder = folder;
    this.hash = folder.keys().identityHash();
    this.names = new ByteSink(32 * room);
    this.nameEnds = new int[room];
    this.keys = new long[2 * room];
    this.nodes = new int[room];
    this.settled = new boolean[room];
  }

  /** Returns the folder that the batch is about. */
  public final FolderState folder() {
    return folder;
  }

  /** Returns about how many bytes of names and values are to be written. */
  public long bytes() {
    return names.size();
  }

  /** Returns how many identities were new. */
  public final int newIdentities() {
    return newNodes;
  }

  /** Where the name of the next side is to be put, before {@link #endName}. */
  final ByteSink nameSink() {
    return names;
  }

  /** Adds a side, whose name was put, and returns its number. */
  final int endName() {
    if (sides == nodes.length) {
      nameEnds = Arrays.copyOf(nameEnds, 2 * sides);
      keys = Arrays.copyOf(keys, 2 * 2 * sides);
      nodes = Arrays.copyOf(nodes, 2 * sides);
      settled = Arrays.copyOf(settled, 2 * sides);
    }
    int side = sides++;
    nameEnds[side] = names.size();
    int start = nameStart(side);
    hash.hash(names.bytes(), start, names.size() - start);
    keys[2 * side] = hash.high();
    keys[2 * side + 1] = hash.low();
    nodes[side] = UNKNOWN;
    return side;
  }

  /** Takes the side that was added last away again. */
  final void dropLastSide() {
    sides--;
    names.cut(nameStart(sides));
  }

  final int sides() {
    return sides;
  }

  final byte[] names() {
    return names.bytes();
  }

  final int nameStart(int side) {
    return side == 0 ? 0 : nameEnds[side - 1];
  }

  final int nameEnd(int side) {
    return nameEnds[side];
  }

  final long keyHigh(int side) {
    return keys[2 * side];
  }

  final long keyLow(int side) {
    return keys[2 * side + 1];
  }

  final int node(int side) {
    return nodes[side];
  }

  final void node(int side, int node) {
    nodes[side] = node;
  }

  /** Whether an identity is known, and was seen as early as the batch says. */
  final boolean isSettled(int side) {
    return settled[side];
  }

  final void settled(int side, boolean isSettled) {
    settled[side] = isSettled;
  }

  final void countNode() {
    newNodes++;
  }

  /** The rank that the batch gives an identity. */
  abstract long rank(int side);
}
