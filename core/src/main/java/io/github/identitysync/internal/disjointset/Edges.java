package io.github.identitysync.internal.disjointset;

/**
 * Edges, numbered from 0, each an ordered pair of nodes that is found again, with a time that may
 * fall.
 */
public final class Edges extends TagIndex {

  /** Both nodes in one number. */
  private static final int ENDS = 0;

  private static final int TIME = 1;

  private final LongRecords fields = new LongRecords(TIME + 1);

  private final long seed;
  private int count;

  /**
   * Makes an empty set of edges.
   *
   * @param seed secret, so that nobody can choose nodes whose edges collide in the index
   */
  public Edges(long seed) {
    this.seed = seed;
  }

  /** Returns how many edges there are. */
  public int count() {
    return count;
  }

  /** Returns the edge below a bound between two nodes, or -1. */
  public int find(int from, int to, int bound) {
    long ends = ends(from, to);
    return find(tag(ends), ends, 0, bound);
  }

  /** Brings the index place of an edge into the cache. */
  public int touch(int from, int to) {
    return touch(tag(ends(from, to)));
  }

  /** Returns the edge that two nodes suggest, or -1; certain only after {@link #find}. */
  public int guess(int from, int to) {
    return guess(tag(ends(from, to)));
  }

  /** Returns the edge below a bound between two nodes, or -1, looking at a guess first. */
  public int find(int from, int to, int bound, int guess) {
    long ends = ends(from, to);
    return find(tag(ends), ends, 0, bound, guess);
  }

  /** Adds an edge that is not there yet and returns its number. */
  public int add(int from, int to, long time) {
    int edge = count;
    if (edge == MAX_COUNT) {
      throw new IllegalStateException("too many edges");
    }
    long ends = ends(from, to);
    fields.ensure(edge + 1);
    fields.set(edge, ENDS, ends);
    fields.set(edge, TIME, time);
    add(tag(ends), edge);
    count++;
    return edge;
  }

  private static long ends(int from, int to) {
    return ((long) from << Integer.SIZE) | to;
  }

  /**
   * The finalizer of MurmurHash3 (Appleby, public domain), which spreads every bit over all of
   * them.
   */
  private int tag(long ends) {
    long h = ends ^ seed;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) (h >>> Integer.SIZE);
  }

  @Override
  boolean matches(int edge, long ends, long unused) {
    return fields.get(edge, ENDS) == ends;
  }

  /** Returns the node an edge starts from. */
  public int from(int edge) {
    return (int) (fields.get(edge, ENDS) >>> Integer.SIZE);
  }

  /** Returns the node an edge leads to. */
  public int to(int edge) {
    return (int) fields.get(edge, ENDS);
  }

  /** Returns an edge's time. */
  public long time(int edge) {
    return fields.get(edge, TIME);
  }

  /** Lowers an edge's time; a higher one changes nothing. */
  public void lowerTime(int edge, long time) {
    if (time < time(edge)) {
      fields.set(edge, TIME, time);
    }
  }
}
