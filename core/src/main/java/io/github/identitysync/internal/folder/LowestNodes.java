package io.github.identitysync.internal.folder;

import io.github.identitysync.internal.disjointset.Forest;
import java.util.Arrays;

/** The nodes that are the lowest of their profiles, as a walk down from some node finds them. */
final class LowestNodes {

  /** How many nodes are looked at in one reading. */
  private static final int STEPS = 1 << 12;

  private final FolderState folder;
  private int[] nodes = {};
  private int count;
  private int end;

  /**
   * Walks until so many are found, or no node is left.
   *
   * @param start the node above the first one to look at
   */
  LowestNodes(FolderState folder, int start, int limit) {
    this.folder = folder;
    this.end = start;
    while (count < limit && end > 0) {
      walk(limit - count);
    }
  }

  private void walk(int room) {
    int from = end;
    int to = Math.max(0, from - STEPS);
    int[] found = folder.read(() -> find(from, to, room));
    if (count + found.length > nodes.length) {
      nodes = Arrays.copyOf(nodes, Math.max(2 * count, count + found.length));
    }
    System.arraycopy(found, 0, nodes, count, found.length);
    count += found.length;
    end = found.length == room ? nodes[count - 1] : to;
  }

  private int[] find(int from, int to, int room) {
    Forest forest = folder.forest();
    int[] found = new int[Math.min(room, from - to)];
    int next = 0;
    for (int node = from - 1; node >= to && next < found.length; node--) {
      if (forest.lowest(forest.root(node)) == node) {
        found[next++] = node;
      }
    }
    return Arrays.copyOf(found, next);
  }

  /** Returns the nodes found, the highest first. */
  int[] nodes() {
    return Arrays.copyOf(nodes, count);
  }

  /** Returns the lowest node that was looked at, or the start if that was none. */
  int end() {
    return end;
  }
}
