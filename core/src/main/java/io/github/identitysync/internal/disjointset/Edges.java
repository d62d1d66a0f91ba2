package io.github.identitysync.internal.disjointset;

/**
 * Edges, numbered from 0, each an ordered pair of nodes that is found again, with a time that may
 * fall.
 *
 * <p>The first edge of a node is found through the node, others through an index: in a graph where
 * most nodes have at most one, the index stays small.
 */
public final class Edges extends TagIndex {

  private static final int FROM = 0;
  private static final int TO = 1;

  /** The code of the time. */
  private static final int TIME = 2;

  private final Nodes nodes;
  private final IntRecords fields = new IntRecords(TIME + 1);
  private final FrameOfReference times = new FrameOfReference();

  private final long seed;
  private int count;

  /**
   * Makes an empty set of edges.
   *
   * @param nodes that the edges are between
   * @param seed secret, so that nobody can choose nodes whose edges collide in the index
   */
  public Edges(Nodes nodes, long seed) {
    this.nodes = nodes;
    this.seed = seed;
  }

  /** Returns how many edges there are. */
  public int count() {
    return count;
  }

  /** Returns the first edge below a bound that starts from a node, or -1. */
  public int first(int from, int bound) {
    int first = nodes.firstEdge(from);
    return first < bound ? first : Nodes.NONE;
  }

  /** Returns the edge below a bound between two nodes, or -1. */
  public int find(int from, int to, int bound) {
    int first = first(from, bound);
    if (first < 0 || to(first) == to) {
      return first;
    }
    long ends = ends(from, to);
    return find(tag(ends), ends, 0, bound);
  }

  /**
   * Returns the edge between two nodes; if there is none, adds one with the given time, whose
   * number is the {@link #count} before.
   */
  public int findOrAdd(int from, int to, long time) {
    int first = nodes.firstEdge(from);
    if (first >= 0 && to(first) == to) {
      return first;
    }
    if (count == MAX_COUNT) {
      throw new IllegalStateException("too many edges");
    }
    fields.ensure(count + 1);
    int edge = count;
    if (first < 0) {
      nodes.firstEdge(from, edge);
    } else {
      long ends = ends(from, to);
      edge = findOrAdd(tag(ends), ends, 0, edge);
    }
    if (edge == count) {
      fields.set(edge, FROM, from);
      fields.set(edge, TO, to);
      fields.set(edge, TIME, times.add(edge, time));
      count++;
    }
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
    return ends(from(edge), to(edge)) == ends;
  }

  /** Returns the node an edge starts from. */
  public int from(int edge) {
    return fields.get(edge, FROM);
  }

  /** Returns the node an edge leads to. */
  public int to(int edge) {
    return fields.get(edge, TO);
  }

  /** Returns an edge's time. */
  public long time(int edge) {
    return times.value(edge, fields.get(edge, TIME));
  }

  /** Makes room, so that lowering the times of so many edges cannot fail. */
  public void reserveTimes(int edges) {
    times.reserve(edges);
  }

  /** Lowers an edge's time; a higher one changes nothing. */
  public void lowerTime(int edge, long time) {
    int code = fields.get(edge, TIME);
    if (time < times.value(edge, code)) {
      fields.set(edge, TIME, times.replace(edge, code, time));
    }
  }
}
