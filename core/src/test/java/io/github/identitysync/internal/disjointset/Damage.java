package io.github.identitysync.internal.disjointset;

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

  /** Changes how many sets a forest thinks it has. */
  public static void addToSets(Forest forest, int more) {
    add(forest, "sets", more);
  }

  /** Changes how large a forest thinks its largest set is. */
  public static void addToLargest(Forest forest, int more) {
    add(forest, "largest", more);
  }

  private static void add(Forest forest, String counter, int more) {
    try {
      Field field = field(Forest.class, counter);
      field.setInt(forest, field.getInt(forest) + more);
    } catch (ReflectiveOperationException e) {
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
    try {
      Object directory = field(TagIndex.class, "directory").get(index);
      for (int i = 0; i < Array.getLength(directory); i++) {
        Object segment = Array.get(directory, i);
        long[] slots = (long[]) field(segment.getClass(), "slots").get(segment);
        Arrays.fill(slots, 0);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IntRecords fields(Forest forest) {
    try {
      return (IntRecords) field(Forest.class, "fields").get(forest);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
