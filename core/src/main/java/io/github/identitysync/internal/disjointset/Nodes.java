package io.github.identitysync.internal.disjointset;

/**
 * Nodes, numbered from 0, each with a 128-bit key that is found again and a rank that may fall.
 * Keys must be spread evenly: a keyed hash, not something that others choose.
 */
public final class Nodes extends TagIndex {

  private static final int HIGH = 0;
  private static final int LOW = 1;
  private static final int RANK = 2;

  private final LongRecords fields = new LongRecords(RANK + 1);

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

  /** Brings the index place of a key into the cache, given its lower half. */
  public int touch(long low) {
    return touch((int) low);
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
    if (node == MAX_COUNT) {
      throw new IllegalStateException("too many nodes");
    }
    fields.ensure(node + 1);
    fields.set(node, HIGH, high);
    fields.set(node, LOW, low);
    fields.set(node, RANK, rank);
    add((int) low, node);
    count++;
    return node;
  }

  @Override
  boolean matches(int node, long high, long low) {
    return fields.startsWith(node, high, low);
  }

  /** Returns the upper half of a node's key. */
  public long keyHigh(int node) {
    return fields.get(node, HIGH);
  }

  /** Returns the lower half of a node's key. */
  public long keyLow(int node) {
    return fields.get(node, LOW);
  }

  /** Returns a node's rank. */
  public long rank(int node) {
    return fields.get(node, RANK);
  }

  /** Lowers a node's rank; a higher one changes nothing. */
  public void lowerRank(int node, long rank) {
    if (rank < rank(node)) {
      fields.set(node, RANK, rank);
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
