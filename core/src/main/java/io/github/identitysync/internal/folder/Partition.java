package io.github.identitysync.internal.folder;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** The profiles of a folder at one instant: their nodes, one profile behind the other. */
public final class Partition {

  private final int[] nodes;
  private final BitSet starts;
  private int count;

  Partition(int nodeCount) {
    this.nodes = new int[nodeCount];
    this.starts = new BitSet(nodeCount);
  }

  /** Adds a profile, its canonical node first. */
  void add(int first, int[] members) {
    starts.set(count);
    nodes[count++] = first;
    for (int member : members) {
      if (member != first) {
        nodes[count++] = member;
      }
    }
  }

  /** Returns where the profiles begin. */
  public IntStream starts() {
    return starts.stream();
  }

  /** Returns the nodes of the profile that begins at a place, the canonical one first. */
  int[] members(int start) {
    int next = starts.nextSetBit(start + 1);
    return Arrays.copyOfRange(nodes, start, next < 0 ? count : next);
  }
}
