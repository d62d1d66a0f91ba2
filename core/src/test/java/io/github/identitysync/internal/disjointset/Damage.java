package io.github.identitysync.internal.disjointset;

import io.github.identitysync.testing.Internals;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Arrays;

/** Makes a forest or an index wrong, as only a defect could. */
public final class Damage {

  /** The fields of a forest. */
  private static final int PARENT = 0;

  private static final int SUCCESSOR = 1;
  private static final int FIRST = 2;

  private Damage() {}

  /** Sets a node's parent, or minus the size of its set. */
  public static void setParent(Forest forest, int node, int parent) {
    fields(forest).set(node, PARENT, parent);
  }

  /** Sets the node that follows in the ring. */
  public static void setSuccessor(Forest forest, int node, int successor) {
    fields(forest).set(node, SUCCESSOR, successor);
  }

  /** Sets the first member of a root's set. */
  public static void setFirst(Forest forest, int root, int first) {
    fields(forest).set(root, FIRST, first);
  }

  /** Sets the lowest member of a root's set, which has more than one. */
  public static void setLowest(Forest forest, int root, int lowest) {
    fields(forest).set(forest.successor(root), FIRST, lowest);
  }

  /** Changes how many sets a forest thinks it has. */
  public static void addToSets(Forest forest, int more) {
    add(forest, "sets", more);
  }

  /** Changes how large a forest thinks its largest set is. */
  public static void addToLargest(Forest forest, int more) {
    add(forest, "largest", more);
  }

  private static void add(Forest forest, String counter, int more) {
    Field field = Internals.field(forest, counter);
    try {
      field.setInt(forest, field.getInt(forest) + more);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Removes everything from the index that finds nodes; they themselves stay. */
  public static void emptyIndex(Nodes nodes) {
    clear(nodes);
  }

  /** Lets a node forget its first edge; the edge itself stays. */
  public static void forgetFirstEdge(Nodes nodes, int node) {
    nodes.firstEdge(node, Nodes.NONE);
  }

  /** Removes everything from the index that finds edges; they themselves stay. */
  public static void emptyIndex(Edges edges) {
    clear(edges);
  }

  private static void clear(TagIndex index) {
    Object directory = Internals.read(index, "directory");
    for (int i = 0; i < Array.getLength(directory); i++) {
      Arrays.fill((long[]) Internals.read(Array.get(directory, i), "slots"), 0);
    }
  }

  private static IntRecords fields(Forest forest) {
    return (IntRecords) Internals.read(forest, "fields");
  }
}
