package io.github.identitysync.internal.disjointset;

/**
 * A partition of nodes into sets, each with its members and the one of them that precedes the
 * others. Joining and finding take amortized near-constant time, listing members takes time
 * proportional to their number.
 */
public final class Forest {

  /*
   * Disjoint-set forest with union by size and path halving (Tarjan, van Leeuwen: "Worst-case Analysis of Set
   * Union Algorithms", JACM 31(2), 1984). The members of a set form a ring; swapping the successors of one
   * member of each of two rings makes them one.
   *
   * Invariants: from every node the parents lead to a root; the root of a set knows its size and its first
   * member, and the successor of the root knows its lowest one; the successors from a node lead through every
   * member of its set, once, and back to it.
   *
   * Union by size alone bounds every path by the logarithm of the set's size. Readers rely on that: they do not
   * halve paths, which would be writing.
   */
  /** The parent of a node, or minus the size of its set at a root. */
  private static final int PARENT = 0;

  private static final int SUCCESSOR = 1;

  /** At a root the first member of its set. */
  private static final int FIRST = 2;

  /** At the successor of a root, unless that is the root itself: the lowest member of its set. */
  private static final int LOWEST = FIRST;

  private final IntRecords fields = new IntRecords(FIRST + 1);

  private final Nodes nodes;
  private int count;
  private int sets;
  private int largest;

  /** Makes a forest without nodes. */
  public Forest(Nodes nodes) {
    this.nodes = nodes;
  }

  /** Returns how many nodes were added. */
  public int count() {
    return count;
  }

  /** Returns how many sets there are. */
  public int sets() {
    return sets;
  }

  /** Returns the size of the largest set, or 0 where there is none. */
  public int largest() {
    return largest;
  }

  /** Makes room, so that adding the nodes below a number cannot fail. */
  public void reserve(int end) {
    fields.ensure(end);
  }

  /** Adds the nodes below a number that are not there yet, each as a set of its own. */
  public void addUpTo(int end) {
    fields.ensure(end);
    for (int node = count; node < end; node++) {
      fields.set(node, PARENT, -1);
      fields.set(node, SUCCESSOR, node);
      fields.set(node, FIRST, node);
    }
    sets += end - count;
    largest = Math.max(largest, Math.min(end, 1));
    count = end;
  }

  /** Returns the root of a node's set without changing anything. */
  public int root(int node) {
    int at = node;
    int parent = parent(at);
    while (parent >= 0) {
      at = parent;
      parent = parent(at);
    }
    return at;
  }

  /** Returns whether a node's path to its root has at most so many steps. */
  public boolean depthWithin(int node, int steps) {
    int at = node;
    for (int i = 0; i <= steps; i++) {
      at = parent(at);
      if (at < 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the root of a node's set and shortens the path to it. */
  private int find(int node) {
    int at = node;
    int parent = parent(at);
    while (parent >= 0) {
      int grandparent = parent(parent);
      if (grandparent < 0) {
        return parent;
      }
      fields.set(at, PARENT, grandparent);
      at = grandparent;
      parent = parent(at);
    }
    return at;
  }

  /**
   * Joins the sets of two nodes.
   *
   * @return whether they were two
   */
  public boolean union(int node, int other) {
    int root = find(node);
    int child = find(other);
    if (root == child) {
      return false;
    }
    if (size(root) < size(child)) {
      join(other, child, root);
    } else {
      join(node, root, child);
    }
    return true;
  }

  /** Joins a set, given by its root, to another one, of which a member is given as well. */
  private void join(int member, int root, int child) {
    int size = size(root) + size(child);
    int first = first(root);
    int childFirst = first(child);
    int childLowest = lowest(child);
    // As a rule the root is lower, which tells that the lowest stays, without waiting for its
    // memory.
    boolean lowestMoves = member == root || childLowest < root;
    int lowest = lowestMoves ? Math.min(lowest(root), childLowest) : root;
    fields.set(root, PARENT, -size);
    fields.set(child, PARENT, root);
    int successor = successor(member);
    fields.set(member, SUCCESSOR, successor(child));
    fields.set(child, SUCCESSOR, successor);
    if (lowestMoves) {
      fields.set(successor(root), LOWEST, lowest);
    }
    if (nodes.precedes(childFirst, first)) {
      fields.set(root, FIRST, childFirst);
    }
    sets--;
    largest = Math.max(largest, size);
  }

  /** Takes note that a node may now precede the first member of its set. */
  public void rankFell(int node) {
    int root = find(node);
    if (nodes.precedes(node, first(root))) {
      fields.set(root, FIRST, node);
    }
  }

  /** Brings a node's place into the cache; the result says nothing. */
  public int touch(int node) {
    return parent(node);
  }

  private int parent(int node) {
    return fields.get(node, PARENT);
  }

  /** Returns the size of the set that a root stands for. */
  public int size(int root) {
    return -parent(root);
  }

  /** Returns the member that precedes all others of the set that a root stands for. */
  public int first(int root) {
    return fields.get(root, FIRST);
  }

  /**
   * Returns the lowest member of the set that a root stands for. As long as sets are only joined it
   * never rises.
   */
  public int lowest(int root) {
    int successor = successor(root);
    return successor == root ? root : fields.get(successor, LOWEST);
  }

  /** Returns the member that follows a node in the ring of its set. */
  public int successor(int node) {
    return fields.get(node, SUCCESSOR);
  }

  /** Returns the members of the set that a root stands for, in no particular order. */
  public int[] members(int root) {
    int[] members = new int[Math.max(size(root), 0)];
    int node = root;
    for (int i = 0; i < members.length; i++) {
      members[i] = node;
      node = successor(node);
    }
    return members;
  }
}
