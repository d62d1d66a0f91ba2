package io.github.identitysync.internal.disjointset;

/**
 * Nodes, numbered from 0, each with a 128-bit key that is found again, a rank that may fall, and
 * the first of the edges that start from it. Keys must be spread evenly: a keyed hash, not
 * something that others choose.
 */
public final class Nodes extends TagIndex {

  /** Stands for no edge. */
  static final int NONE = -1;

  private static final int HIGH = 0;
  private static final int LOW = 1;

  /** The code of the rank, then the first edge. */
  private static final int RANK_AND_EDGE = 2;

  private final LongRecords fields = new LongRecords(RANK_AND_EDGE + 1);
  private final FrameOfReference ranks = new FrameOfReference();

  private int count;

  /** Makes an empty set of nodes. */
  public Nodes() {}

  /** Returns how many nodes there are. */
  public int count() {
    return count;
  }

  /** Makes room for so many nodes at once; there can be more or fewer. */
  public void expectCount(int nodes) {
    expect(nodes);
    fields.ensure(nodes);
  }

  /** Returns the node below a bound that has a key, or -1. */
  public int find(long high, long low, int bound) {
    return find((int) low, high, low, bound);
  }

  /** Brings the index place of a key into the cache, given its lower half. */
  public int touch(long low) {
    return touch((int) low);
  }

  /** Brings a node into the cache; the result says nothing. */
  public int touchNode(int node) {
    return (int) fields.get(node, LOW);
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

  /**
   * Returns the node that has a key; if there is none, adds one with the given rank, whose number
   * is the {@link #count} before.
   */
  public int findOrAdd(long high, long low, long rank) {
    if (count == MAX_COUNT) {
      throw new IllegalStateException("too many nodes");
    }
    fields.ensure(count + 1);
    int node = findOrAdd((int) low, high, low, count);
    if (node == count) {
      fields.set(node, HIGH, high);
      fields.set(node, LOW, low);
      set(node, ranks.add(node, rank), NONE);
      count++;
    }
    return node;
  }

  private void set(int node, int rankCode, int edge) {
    fields.set(node, RANK_AND_EDGE, (long) rankCode << Integer.SIZE | (edge & 0xFFFF_FFFFL));
  }

  /** Returns whether a node has a key. */
  @Override
  public boolean matches(int node, long high, long low) {
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

  private int rankCode(int node) {
    return (int) (fields.get(node, RANK_AND_EDGE) >>> Integer.SIZE);
  }

  /** Returns a node's rank. */
  public long rank(int node) {
    return ranks.value(node, rankCode(node));
  }

  /** Makes room, so that lowering the ranks of so many nodes cannot fail. */
  public void reserveRanks(int nodes) {
    ranks.reserve(nodes);
  }

  /** Lowers a node's rank; a higher one changes nothing. */
  public void lowerRank(int node, long rank) {
    int code = rankCode(node);
    if (rank < ranks.value(node, code)) {
      set(node, ranks.replace(node, code, rank), firstEdge(node));
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

  /** Returns the edge that was added first of those that start from a node, or -1. */
  int firstEdge(int node) {
    return (int) fields.get(node, RANK_AND_EDGE);
  }

  void firstEdge(int node, int edge) {
    set(node, rankCode(node), edge);
  }
}
