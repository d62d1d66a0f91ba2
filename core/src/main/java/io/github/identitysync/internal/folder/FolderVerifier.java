package io.github.identitysync.internal.folder;

import io.github.identitysync.internal.disjointset.Edges;
import io.github.identitysync.internal.disjointset.Forest;
import io.github.identitysync.internal.disjointset.Nodes;
import io.github.identitysync.internal.storage.FactStore;
import io.github.identitysync.model.IdentitySyncException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compares a folder in memory with its facts: reads the blocks again, finds the connected
 * components without a disjoint-set, and checks the invariants that docs/ARCHITECTURE.md numbers.
 * For the store's thread.
 */
public final class FolderVerifier {

  private final FolderState folder;
  private final FolderState facts;
  private final Nodes nodes;
  private final Edges edges;
  private final Forest forest;

  private FolderVerifier(FolderState folder, FolderState facts) {
    this.folder = folder;
    this.facts = facts;
    this.nodes = folder.nodes();
    this.edges = folder.edges();
    this.forest = folder.forest();
  }

  /**
   * Verifies a folder of the catalog.
   *
   * @param inMemory the folder in memory, or null where it is not
   * @return how many blocks it has, of facts, of fields, and the roll of those
   * @throws IdentitySyncException.Corrupt naming the invariant that does not hold
   */
  public static int verify(FactStore store, String id, int number, @Nullable FolderState inMemory) {
    FolderState facts = new FolderState(store, new BlockCaches(0), id, number).load();
    FolderState folder = inMemory != null && inMemory.isLoaded() ? inMemory : facts;
    new FolderVerifier(folder, facts).verify();
    int fieldBlocks = facts.fields().directory().count();
    return facts.blocks().count() + fieldBlocks + (fieldBlocks > 0 ? 1 : 0);
  }

  private void verify() {
    checkFacts();
    checkIndexes();
    checkForest();
  }

  private void checkFacts() {
    Nodes expected = facts.nodes();
    Edges expectedEdges = facts.edges();
    check(
        folder.visibleNodes() == expected.count()
            && nodes.count() == expected.count()
            && folder.visibleEdges() == expectedEdges.count()
            && edges.count() == expectedEdges.count()
            && forest.count() == expected.count(),
        "I6",
        "has other counts in memory than in its facts");
    for (int node = 0; node < expected.count(); node++) {
      check(
          nodes.keyHigh(node) == expected.keyHigh(node)
              && nodes.keyLow(node) == expected.keyLow(node)
              && nodes.rank(node) == expected.rank(node),
          "I6",
          "differs from its facts in identity " + node);
    }
    for (int edge = 0; edge < expectedEdges.count(); edge++) {
      check(
          edges.from(edge) == expectedEdges.from(edge)
              && edges.to(edge) == expectedEdges.to(edge)
              && edges.time(edge) == expectedEdges.time(edge),
          "I6",
          "differs from its facts in link " + edge);
    }
    check(folder.blocks().count() == facts.blocks().count(), "I6", "has other blocks in memory");
    for (int i = 0; i < facts.blocks().count(); i++) {
      check(folder.blocks().sameAt(i, facts.blocks()), "I6", "has other blocks in memory");
    }
    check(
        folder.fields().directory().same(facts.fields().directory(), expected.count()),
        "I12",
        "has other fields in memory than in its blocks");
    facts.fields().verify();
  }

  private void checkIndexes() {
    for (int node = 0; node < nodes.count(); node++) {
      check(
          nodes.find(nodes.keyHigh(node), nodes.keyLow(node), nodes.count()) == node,
          "I7",
          "does not find identity " + node);
    }
    for (int edge = 0; edge < edges.count(); edge++) {
      check(
          edges.find(edges.from(edge), edges.to(edge), edges.count()) == edge,
          "I7",
          "does not find link " + edge);
    }
  }

  private void checkForest() {
    int[] component = components();
    int[] firstOf = new int[nodes.count()];
    int[] sizeOf = new int[nodes.count()];
    Arrays.fill(firstOf, -1);
    int sets = 0;
    for (int node = 0; node < nodes.count(); node++) {
      int label = component[node];
      sets += sizeOf[label]++ == 0 ? 1 : 0;
      if (firstOf[label] < 0 || nodes.precedes(node, firstOf[label])) {
        firstOf[label] = node;
      }
    }
    int largest = 0;
    int[] labelOfRoot = new int[nodes.count()];
    Arrays.fill(labelOfRoot, -1);
    for (int node = 0; node < nodes.count(); node++) {
      int root = root(node);
      int label = component[node];
      if (labelOfRoot[root] < 0) {
        labelOfRoot[root] = label;
        checkRing(root, component);
      }
      check(labelOfRoot[root] == label, "I8", "joins identity " + node + " without a link");
      check(forest.size(root) == sizeOf[label], "I8", "does not join all linked to " + node);
      check(forest.first(root) == firstOf[label], "I10", "has another canonical identity");
      check(forest.lowest(root) == label, "I10", "has another lowest identity");
      largest = Math.max(largest, sizeOf[label]);
    }
    check(forest.sets() == sets && forest.largest() == largest, "I11", "counts wrongly");
  }

  /** Follows the parents, of which there are fewer than nodes. */
  private int root(int node) {
    check(forest.depthWithin(node, nodes.count()), "I8", "has no root for identity " + node);
    return forest.root(node);
  }

  private void checkRing(int root, int[] component) {
    int node = root;
    int steps = 0;
    do {
      check(component[node] == component[root], "I9", "has a stranger in a ring");
      node = forest.successor(node);
      steps++;
    } while (node != root && steps <= forest.size(root));
    check(steps == forest.size(root), "I9", "has a ring that misses members");
  }

  /** Labels every node with the lowest of its connected component, by breadth-first search. */
  private int[] components() {
    int count = nodes.count();
    int[] starts = new int[count + 1];
    for (int edge = 0; edge < edges.count(); edge++) {
      starts[edges.from(edge)]++;
      starts[edges.to(edge)]++;
    }
    int sum = 0;
    for (int i = 0; i <= count; i++) {
      sum += starts[i];
      starts[i] = sum;
    }
    int[] neighbours = new int[sum];
    for (int edge = 0; edge < edges.count(); edge++) {
      neighbours[--starts[edges.from(edge)]] = edges.to(edge);
      neighbours[--starts[edges.to(edge)]] = edges.from(edge);
    }
    int[] label = new int[count];
    Arrays.fill(label, -1);
    int[] queue = new int[count];
    for (int node = 0; node < count; node++) {
      int head = 0;
      int tail = 0;
      if (label[node] < 0) {
        label[node] = node;
        queue[tail++] = node;
      }
      while (head < tail) {
        int at = queue[head++];
        for (int i = starts[at]; i < starts[at + 1]; i++) {
          if (label[neighbours[i]] < 0) {
            label[neighbours[i]] = node;
            queue[tail++] = neighbours[i];
          }
        }
      }
    }
    return label;
  }

  private void check(boolean holds, String invariant, String what) {
    if (!holds) {
      throw new IdentitySyncException.Corrupt(
          invariant + ": folder " + folder.number() + " " + what);
    }
  }
}
