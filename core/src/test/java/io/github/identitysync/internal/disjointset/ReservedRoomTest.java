package io.github.identitysync.internal.disjointset;

import static io.github.identitysync.testing.Internals.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import org.junit.jupiter.api.Test;

/** What was made room for needs no larger array later, and so no memory. */
class ReservedRoomTest {

  /** More than one chunk of records has. */
  private static final int COUNT = 10_000;

  /** A time so far from the others that it is kept whole, which takes room. */
  private static final long FAR = Long.MIN_VALUE / 4;

  @Test
  void expectedNodesNeedNoMoreRoom() {
    Nodes nodes = new Nodes();
    nodes.expectCount(COUNT);
    Object directory = read(nodes, "directory");
    Object slots = read(Array.get(directory, 0), "slots");
    Object chunks = read(nodes, "fields", "chunks");
    add(nodes);
    assertThat(read(nodes, "directory")).isSameAs(directory);
    assertThat(read(Array.get(directory, 0), "slots")).isSameAs(slots);
    assertThat(read(nodes, "fields", "chunks")).isSameAs(chunks);
  }

  @Test
  void reservedSetsNeedNoMoreRoom() {
    Nodes nodes = new Nodes();
    add(nodes);
    Forest forest = new Forest(nodes);
    forest.reserve(COUNT);
    Object chunks = read(forest, "fields", "chunks");
    forest.addUpTo(COUNT);
    assertThat(read(forest, "fields", "chunks")).isSameAs(chunks);
  }

  @Test
  void ranksCanBeLoweredInTheRoomReserved() {
    Nodes nodes = new Nodes();
    add(nodes);
    nodes.reserveRanks(COUNT);
    Object chunks = read(nodes, "ranks", "whole", "chunks");
    for (int node = 0; node < COUNT; node++) {
      nodes.lowerRank(node, FAR - node);
    }
    assertThat(nodes.rank(COUNT - 1)).isEqualTo(FAR - (COUNT - 1));
    assertThat(read(nodes, "ranks", "whole", "chunks")).isSameAs(chunks);
  }

  @Test
  void timesCanBeLoweredInTheRoomReserved() {
    Nodes nodes = new Nodes();
    add(nodes);
    Edges edges = new Edges(nodes, 1);
    for (int node = 1; node <= COUNT; node++) {
      edges.findOrAdd(0, node, 0);
    }
    edges.reserveTimes(COUNT);
    Object chunks = read(edges, "times", "whole", "chunks");
    for (int edge = 0; edge < COUNT; edge++) {
      edges.lowerTime(edge, FAR - edge);
    }
    assertThat(edges.time(COUNT - 1)).isEqualTo(FAR - (COUNT - 1));
    assertThat(read(edges, "times", "whole", "chunks")).isSameAs(chunks);
  }

  private static void add(Nodes nodes) {
    for (int key = 0; key < COUNT; key++) {
      nodes.findOrAdd(0, key * 0x9E37_79B9L, 0);
    }
  }
}
