package io.github.identitysync.internal.disjointset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class NodesTest {

  private record Key(long high, long low) {}

  @Test
  void findsWhatAMapFinds() {
    Random random = new Random(1);
    checkAgainstMap(300_000, unused -> new Key(random.nextLong(), random.nextLong()));
  }

  @Test
  void findsKeysWhoseLowerHalvesDifferInFewBits() {
    checkAgainstMap(100_000, i -> new Key(0, i));
  }

  @Test
  void findsKeysWhoseTagsDifferInTheUpperBitsAlone() {
    checkAgainstMap(15_000, i -> new Key(7, i << 16));
  }

  @Test
  void findsKeysOfOneTag() {
    checkAgainstMap(2_000, i -> new Key(i % 3, 0xCAFE_F00DL | (i / 3) << 32));
  }

  @Test
  void keysAreToldApartWhoseTagsHaveEightBits() {
    Random random = new Random(6);
    checkAgainstMap(
        3_000,
        unused -> {
          int tag = random.nextInt(256) * 0x0101_0101;
          return new Key(random.nextLong(), (random.nextLong() << 32) | (tag & 0xFFFF_FFFFL));
        });
  }

  @Test
  void keysAreToldApartThatDifferInOneBit() {
    Nodes nodes = new Nodes();
    nodes.findOrAdd(0, 0, 0);
    for (int bit = 0; bit < 64; bit++) {
      assertThat(nodes.findOrAdd(1L << bit, 0, 0)).isEqualTo(2 * bit + 1);
      assertThat(nodes.findOrAdd(0, 1L << bit, 0)).isEqualTo(2 * bit + 2);
    }
    for (int bit = 0; bit < 64; bit++) {
      assertThat(nodes.find(1L << bit, 0, nodes.count())).isEqualTo(2 * bit + 1);
      assertThat(nodes.find(0, 1L << bit, nodes.count())).isEqualTo(2 * bit + 2);
    }
  }

  @Test
  void memoryIsBoundedWhereTagsShareTheirUpperBits() {
    int count = 40_000;
    Nodes nodes = new Nodes();
    for (long i = 0; i < count; i++) {
      nodes.findOrAdd(0, (i << 32) | (i % (1 << 14)), 0);
    }
    IndexSize size = IndexSize.of(nodes);
    assertThat(size.directory()).isEqualTo(1 << 18);
    assertThat(size.slots()).isLessThan(4 * count);
  }

  @Test
  void findsWhatAMapFindsWhateverWasExpected() {
    Random random = new Random(5);
    for (int expected : new int[] {0, 512, 513, 10_485, 10_486, 100_000}) {
      for (int count : new int[] {1, 2_000, 60_000}) {
        Nodes nodes = new Nodes();
        nodes.expectCount(expected);
        checkAgainstMap(nodes, count, unused -> new Key(random.nextLong(), random.nextLong()));
      }
    }
  }

  private static void checkAgainstMap(int count, LongFunction<Key> keys) {
    checkAgainstMap(new Nodes(), count, keys);
  }

  private static void checkAgainstMap(Nodes nodes, int count, LongFunction<Key> keys) {
    Map<Key, Integer> model = new HashMap<>();
    List<Key> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Key key = keys.apply(i);
      check(nodes, key, -1, nodes.count());
      Integer known = model.putIfAbsent(key, i);
      if (nodes.findOrAdd(key.high(), key.low(), -i) != (known == null ? i : known)) {
        throw new AssertionError("adding " + key);
      }
      if (known == null) {
        added.add(key);
      }
    }
    assertThat(nodes.count()).isEqualTo(count);
    for (int node = 0; node < count; node++) {
      Key key = added.get(node);
      check(nodes, key, node, count);
      check(nodes, key, node, node + 1);
      check(nodes, key, -1, node);
      if (nodes.keyHigh(node) != key.high()
          || nodes.keyLow(node) != key.low()
          || nodes.rank(node) != -node) {
        throw new AssertionError("fields of node " + node);
      }
    }
  }

  private static void check(Nodes nodes, Key key, int expected, int bound) {
    int found = nodes.find(key.high(), key.low(), bound);
    int guess = nodes.guess(key.low());
    nodes.touch(key.low());
    for (int first : new int[] {guess, nodes.count() - 1}) {
      if (first >= nodes.count() || nodes.find(key.high(), key.low(), bound, first) != expected) {
        throw new AssertionError(key + " below " + bound + " at a guess of " + first);
      }
    }
    if (found != expected) {
      throw new AssertionError(key + " below " + bound + ": " + found + ", not " + expected);
    }
  }

  @Test
  void aNodeKeepsItsFirstEdgeWhenItsRankFalls() {
    Nodes nodes = new Nodes();
    int node = nodes.findOrAdd(1, 2, 10);
    assertThat(nodes.firstEdge(node)).isEqualTo(Nodes.NONE);
    nodes.firstEdge(node, 7);
    nodes.lowerRank(node, 9);
    nodes.lowerRank(node, Long.MIN_VALUE);
    assertThat(nodes.firstEdge(node)).isEqualTo(7);
    assertThat(nodes.rank(node)).isEqualTo(Long.MIN_VALUE);
    assertThat(nodes.findOrAdd(1, 2, 8)).isEqualTo(node);
    assertThat(nodes.firstEdge(node)).isEqualTo(7);
  }

  @Test
  void ranksOnlyFall() {
    Nodes nodes = new Nodes();
    int node = nodes.findOrAdd(1, 2, 10);
    nodes.lowerRank(node, 11);
    assertThat(nodes.rank(node)).isEqualTo(10);
    nodes.lowerRank(node, -5);
    assertThat(nodes.rank(node)).isEqualTo(-5);
    nodes.lowerRank(node, 0);
    assertThat(nodes.rank(node)).isEqualTo(-5);
    assertThat(nodes.find(1, 2, 1)).isEqualTo(node);
  }

  @Test
  void precedenceIsByRankThenByKeyAsAnUnsignedNumber() {
    Nodes nodes = new Nodes();
    int[] inOrder = {
      nodes.findOrAdd(-1, -1, -2),
      nodes.findOrAdd(0, 1, 5),
      nodes.findOrAdd(0, Long.MAX_VALUE, 5),
      nodes.findOrAdd(0, Long.MIN_VALUE, 5),
      nodes.findOrAdd(0, -1, 5),
      nodes.findOrAdd(1, 0, 5),
      nodes.findOrAdd(Long.MIN_VALUE, 0, 5),
      nodes.findOrAdd(-1, 0, 5),
      nodes.findOrAdd(0, 0, 6)
    };
    for (int i = 0; i < inOrder.length; i++) {
      for (int j = 0; j < inOrder.length; j++) {
        assertThat(nodes.precedes(inOrder[i], inOrder[j])).isEqualTo(i < j);
      }
    }
  }
}
