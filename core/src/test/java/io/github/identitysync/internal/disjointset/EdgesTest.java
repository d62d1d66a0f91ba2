package io.github.identitysync.internal.disjointset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EdgesTest {

  @Test
  void findsWhatAMapFinds() {
    Random random = new Random(2);
    Edges edges = new Edges(nodes(2_000), random.nextLong());
    Map<Long, Integer> model = new HashMap<>();
    List<long[]> added = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 300_000; i++) {
      int from = random.nextInt(2_000);
      int to = i % 4 == 0 ? from / 2 : Integer.MAX_VALUE - random.nextInt(2_000);
      long ends = ((long) from << 32) | to;
      int expected = model.getOrDefault(ends, -1);
      check(edges, from, to, edges.count(), expected);
      if (expected < 0) {
        model.put(ends, added.size());
        added.add(new long[] {from, to});
        times.add(3L * i);
      }
      if (edges.findOrAdd(from, to, 3L * i) != model.get(ends)) {
        throw new AssertionError("adding " + from + " to " + to);
      }
    }
    for (int edge = 0; edge < edges.count(); edge++) {
      int from = (int) added.get(edge)[0];
      int to = (int) added.get(edge)[1];
      check(edges, from, to, edges.count(), edge);
      check(edges, from, to, edge + 1, edge);
      check(edges, from, to, edge, -1);
      if (edges.from(edge) != from || edges.to(edge) != to || edges.time(edge) != times.get(edge)) {
        throw new AssertionError("fields of edge " + edge);
      }
    }
  }

  /** The tag is a bijection of the ends and the seed, cut to 32 bits; here it is undone. */
  @Test
  void edgesAreToldApartWhoseTagsHaveEightBits() {
    Random random = new Random(4);
    int nodeCount = 1 << 18;
    long seed = random.nextLong();
    Edges edges = new Edges(nodes(nodeCount), seed);
    Map<Long, Integer> model = new HashMap<>();
    for (int from = 0; from < nodeCount; from++) {
      edges.findOrAdd(from, 0, 0);
    }
    while (model.size() < 300) {
      int tag = random.nextInt(256) * 0x0101_0101;
      long ends = undone(((long) tag << 32) | (random.nextInt() & 0xFFFF_FFFFL)) ^ seed;
      int from = (int) (ends >>> 32);
      int to = (int) ends;
      if (from >= 0 && from < nodeCount && to > 0 && !model.containsKey(ends)) {
        check(edges, from, to, edges.count(), -1);
        model.put(ends, edges.findOrAdd(from, to, 0));
        assertThat(edges.guess(tag)).isNotNegative();
      }
    }
    assertThat(model.values()).doesNotHaveDuplicates();
    assertThat(edges.count()).isEqualTo(nodeCount + model.size());
    model.forEach(
        (ends, edge) -> check(edges, (int) (ends >>> 32), ends.intValue(), edges.count(), edge));
  }

  private static long undone(long tagged) {
    long h = tagged * inverse(0xc4ceb9fe1a85ec53L);
    h = (h ^ (h >>> 33)) * inverse(0xff51afd7ed558ccdL);
    return h ^ (h >>> 33);
  }

  /** The inverse of an odd number modulo 2^64, by Newton's method. */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int i = 0; i < 6; i++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  private static Nodes nodes(int count) {
    Nodes nodes = new Nodes();
    for (int i = 0; i < count; i++) {
      nodes.findOrAdd(0, i, 0);
    }
    return nodes;
  }

  @Test
  void theFirstEdgeOfANodeIsTheOneAddedFirst() {
    Edges edges = new Edges(nodes(3), 0);
    assertThat(edges.first(1, 0)).isEqualTo(-1);
    edges.findOrAdd(0, 1, 0);
    int first = edges.findOrAdd(1, 2, 0);
    edges.findOrAdd(1, 0, 0);
    assertThat(edges.first(1, edges.count())).isEqualTo(first);
    assertThat(edges.first(1, first)).isEqualTo(-1);
    assertThat(edges.first(2, edges.count())).isEqualTo(-1);
  }

  private static void check(Edges edges, int from, int to, int bound, int expected) {
    int found = edges.find(from, to, bound);
    if (found != expected) {
      throw new AssertionError(from + " to " + to + ": " + found + ", not " + expected);
    }
  }

  @Test
  void anEdgeHasADirection() {
    Edges edges = new Edges(nodes(3), 0);
    edges.findOrAdd(1, 2, 0);
    assertThat(edges.find(2, 1, 1)).isEqualTo(-1);
    assertThat(edges.findOrAdd(2, 1, 0)).isEqualTo(1);
    assertThat(edges.find(1, 2, 2)).isZero();
  }

  @Test
  void timesOnlyFall() {
    Edges edges = new Edges(nodes(3), 0);
    int edge = edges.findOrAdd(1, 2, 10);
    edges.lowerTime(edge, 11);
    assertThat(edges.time(edge)).isEqualTo(10);
    edges.lowerTime(edge, Long.MIN_VALUE);
    assertThat(edges.time(edge)).isEqualTo(Long.MIN_VALUE);
    assertThat(edges.find(1, 2, 1)).isEqualTo(edge);
  }
}
