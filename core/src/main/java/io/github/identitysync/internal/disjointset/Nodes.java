package io.github.identitysync.internal.disjointset;

/**
 * Nodes, numbered from 0, each with a 128-bit key that is found again and a rank that may fall.
 * Keys must be spread evenly: a keyed hash, not something that others choose.
 */
public final class Nodes extends TagIndex {

  private static final int STRIDE = 3;

  /** For each node the halves of its key, then its rank. */
  private final LongChunks fields = new LongChunks();

  private int count;

  /** Makes an empty set of nodes. */
  public Nodes() {}

  /** Returns how many nodes there are. */
  public int count() {
    return count;
  }

  /** Returns the node below a bound that has a key, or -1. */
  public int find(long high, long low, int bound) {
    return find((int) low, high, low, bound);
  }

  /**
   * Returns the node that the lower half of a key suggests, or -1; certain only after {@link
   * #find}.
   */
  public int guess(long low) {
    return guess((int) low);
  }

  /** Returns the node below a bound that has a key, or -1, looking at a guess first. */
  public int find(long high, long low, int bound, int guess) {
    return find((int) low, high, low, bound, guess);
  }

  /** Adds a node whose key is not there yet and returns its number. */
  public int add(long high, long low, long rank) {
    int node = count;
    if (node == Integer.MAX_VALUE - 1) {
      throw new IllegalStateException("too many nodes");
    }
    long at = (long) node * STRIDE;
    fields.ensure(at + STRIDE);
    fields.set(at, high);
    fields.set(at + 1, low);
    fields.set(at + 2, rank);
    add((int) low, node);
    count++;
    return node;
  }

  @Override
  boolean matches(int node, long high, long low) {
    return keyLow(node) == low && keyHigh(node) == high;
  }

  /** Returns the upper half of a node's key. */
  public long keyHigh(int node) {
    return fields.get((long) node * STRIDE);
  }

  /** Returns the lower half of a node's key. */
  public long keyLow(int node) {
    return fields.get((long) node * STRIDE + 1);
  }

  /** Returns a node's rank. */
  public long rank(int node) {
    return fields.get((long) node * STRIDE + 2);
  }

  /** Lowers a node's rank; a higher one changes nothing. */
  public void lowerRank(int node, long rank) {
    if (rank < rank(node)) {
      fields.set((long) node * STRIDE + 2, rank);
    }
  }

  /** Returns whether a node precedes another: by rank, then by key as an unsigned number. */
  public boolean precedes(int node, int other) {
    long rank = rank(node);
    long otherRank = rank(other);
    if (rank != otherRank) {
      return rank < otherRank;
    }
    int order = Long.compareUnsigned(keyHigh(node), keyHigh(other));
    return order < 0 || (order == 0 && Long.compareUnsigned(keyLow(node), keyLow(other)) < 0);
  }
}
