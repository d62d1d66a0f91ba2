package io.github.identitysync.internal.disjointset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForestTest {

  /** Quick-find: for each node the label of its set. */
  private int[] label = {};

  private final Nodes nodes = new Nodes();
  private final Forest forest = new Forest(nodes);

  @Test
  void anEmptyForestHasNothing() {
    assertThat(forest.count()).isZero();
    assertThat(forest.sets()).isZero();
    assertThat(forest.largest()).isZero();
    forest.addUpTo(0);
    assertThat(forest.largest()).isZero();
  }

  @Test
  void agreesWithQuickFindInRandomHistories() {
    for (int seed = 0; seed < 30; seed++) {
      ForestTest fresh = new ForestTest();
      fresh.run(new Random(seed), 40, 60, 1);
    }
  }

  @Test
  void agreesWithQuickFindInALongHistory() {
    run(new Random(99), 3_000, 4_000, 500);
  }

  @Test
  void aChainOfJoinsKeepsPathsShort() {
    int count = 1 << 14;
    addNodes(count, new Random(0));
    for (int step = 1; step < count; step *= 2) {
      for (int node = 0; node + step < count; node += 2 * step) {
        assertThat(forest.union(node + step, node)).isTrue();
      }
    }
    for (int node = 0; node < count; node++) {
      assertThat(forest.depthWithin(node, 14)).isTrue();
    }
    assertThat(forest.largest()).isEqualTo(count);
  }

  @Test
  void theDepthOfANodeIsTheLengthOfItsPath() {
    addNodes(2, new Random(0));
    forest.union(0, 1);
    int root = forest.root(0);
    int child = forest.successor(root);
    assertThat(forest.depthWithin(root, 0)).isTrue();
    assertThat(forest.depthWithin(child, 0)).isFalse();
    assertThat(forest.depthWithin(child, 1)).isTrue();
  }

  private void run(Random random, int steps, int nodesAtATime, int checkEvery) {
    for (int step = 0; step < steps; step++) {
      switch (random.nextInt(8)) {
        case 0 -> addNodes(random.nextInt(nodesAtATime / 10 + 1), random);
        case 1 -> lowerRank(random);
        default -> union(random);
      }
      if (step % checkEvery == 0) {
        check();
      }
    }
    check();
  }

  private void addNodes(int count, Random random) {
    int before = label.length;
    label = Arrays.copyOf(label, before + count);
    for (int node = before; node < label.length; node++) {
      nodes.findOrAdd(random.nextLong(), random.nextLong(), random.nextInt(5));
      label[node] = node;
    }
    forest.addUpTo(label.length);
  }

  private void lowerRank(Random random) {
    if (label.length > 0) {
      int node = random.nextInt(label.length);
      nodes.lowerRank(node, nodes.rank(node) - random.nextInt(5));
      forest.rankFell(node);
    }
  }

  private void union(Random random) {
    if (label.length > 0) {
      int node = random.nextInt(label.length);
      int other = random.nextInt(label.length);
      int from = label[other];
      int to = label[node];
      assertThat(forest.union(node, other)).isEqualTo(from != to);
      for (int i = 0; i < label.length; i++) {
        label[i] = label[i] == from ? to : label[i];
      }
    }
  }

  private void check() {
    int[] sizes = new int[label.length];
    int[] firsts = new int[label.length];
    int[] lowests = new int[label.length];
    int[] roots = new int[label.length];
    Arrays.fill(firsts, -1);
    for (int node = 0; node < label.length; node++) {
      int set = label[node];
      lowests[set] = sizes[set]++ == 0 ? node : lowests[set];
      roots[set] = forest.root(node);
      if (firsts[set] < 0 || nodes.precedes(node, firsts[set])) {
        firsts[set] = node;
      }
    }
    for (int node = 0; node < label.length; node++) {
      int depth = 31 - Integer.numberOfLeadingZeros(sizes[label[node]]);
      if (forest.root(node) != roots[label[node]] || !forest.depthWithin(node, depth)) {
        throw new AssertionError("root of node " + node);
      }
    }
    for (int set = 0; set < label.length; set++) {
      if (sizes[set] > 0) {
        assertThat(forest.size(roots[set])).isEqualTo(sizes[set]);
        assertThat(forest.first(roots[set])).isEqualTo(firsts[set]);
        assertThat(forest.lowest(roots[set])).isEqualTo(lowests[set]);
        checkMembers(set, roots[set], sizes[set]);
      }
    }
    assertThat(forest.count()).isEqualTo(label.length);
    assertThat(forest.sets()).isEqualTo((int) Arrays.stream(sizes).filter(s -> s > 0).count());
    assertThat(forest.largest()).isEqualTo(Arrays.stream(sizes).max().orElse(0));
  }

  private void checkMembers(int set, int root, int size) {
    int[] members = forest.members(root);
    assertThat(members).hasSize(size).doesNotHaveDuplicates();
    assertThat(Arrays.stream(members).allMatch(member -> label[member] == set)).isTrue();
    assertThat(forest.successor(members[size - 1])).isEqualTo(root);
  }
}
