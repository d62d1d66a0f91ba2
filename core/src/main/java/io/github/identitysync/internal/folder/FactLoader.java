package io.github.identitysync.internal.folder;

import io.github.identitysync.internal.disjointset.Edges;
import io.github.identitysync.internal.disjointset.Forest;
import io.github.identitysync.internal.disjointset.Nodes;
import io.github.identitysync.internal.storage.FactStore;
import io.github.identitysync.model.IdentitySyncException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads a folder's blocks in order into nodes and edges, unites what the edges join, and refuses
 * facts that no writer can have written (invariants 2 to 5). While the facts of some blocks are
 * added, the next blocks are read and hashed by other threads.
 */
final class FactLoader {

  /** How many blocks are read at a time: about 1.5 MiB. */
  private static final int READ_BLOCKS = 64;

  private final FolderState folder;
  private final Nodes nodes;
  private final Edges edges;
  private final Forest forest;

  /** Where what is read for the cache's sake goes, so that it is read. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  FactLoader(FolderState folder) {
    this.folder = folder;
    this.nodes = folder.nodes();
    this.edges = folder.edges();
    this.forest = folder.forest();
  }

  /** Loads every block, and finds the fields. */
  void load() {
    List<BlockFacts> blocks = read(0);
    while (!blocks.isEmpty()) {
      int next = blocks.get(blocks.size() - 1).blockKey() + 1;
      boolean isLast = blocks.size() < READ_BLOCKS;
      CompletableFuture<List<BlockFacts>> ahead =
          isLast
              ? CompletableFuture.completedFuture(List.of())
              : CompletableFuture.supplyAsync(() -> read(next));
      try {
        blocks.forEach(this::add);
      } finally {
        // Whatever happens, nobody reads the store for this folder once this method has ended.
        ahead.exceptionally(e -> List.of()).join();
      }
      blocks = join(ahead);
    }
    folder.fields().load();
    folder.publishCounts();
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Reads blocks from a key on; fewer than {@link #READ_BLOCKS} if there are no more. */
  private List<BlockFacts> read(int fromKey) {
    int number = folder.number();
    List<FactStore.Block> read = folder.store().blocks().read(number, fromKey, READ_BLOCKS);
    return read.parallelStream()
        .map(
            block ->
                new BlockFacts(number, block.index(), block.bytes(), folder.keys().identityHash()))
        .toList();
  }

  private void add(BlockFacts block) {
    BlockReader reader = block.reader();
    check(
        reader.firstNode() == nodes.count()
            && reader.firstEdge() == edges.count()
            && reader.firstTime() == folder.timeCount(),
        "I3",
        "has other counts than block " + block.blockKey() + " builds on");
    folder.blocks().add(block.blockKey(), reader.firstNode(), block.blockBytes());
    addNodes(block);
    addEdges(block);
    lowerTimes(block);
    folder.addTimes(reader.timeCount());
  }

  private void addNodes(BlockFacts block) {
    for (int from = 0; from < block.nodeCount(); from += IdentityBatch.CHUNK) {
      int to = Math.min(from + IdentityBatch.CHUNK, block.nodeCount());
      for (int i = from; i < to; i++) {
        touched += nodes.touch(block.keyLow(i));
      }
      for (int i = from; i < to; i++) {
        int next = nodes.count();
        int node = nodes.findOrAdd(block.keyHigh(i), block.keyLow(i), block.rank(i));
        check(node == next, "I4", "has identity " + next + " twice");
      }
    }
    forest.addUpTo(nodes.count());
  }

  private void addEdges(BlockFacts block) {
    for (int from = 0; from < block.edgeCount(); from += IdentityBatch.CHUNK) {
      int to = Math.min(from + IdentityBatch.CHUNK, block.edgeCount());
      for (int i = from; i < to; i++) {
        touched += nodes.touchNode(block.from(i)) + nodes.touchNode(block.to(i));
        touched += forest.touch(block.from(i)) + forest.touch(block.to(i));
      }
      for (int i = from; i < to; i++) {
        addEdge(block.from(i), block.to(i), block.time(i));
      }
    }
  }

  private void addEdge(int from, int to, long time) {
    int next = edges.count();
    check(
        Rank.isBrowser(nodes.rank(from)) && !Rank.isBrowser(nodes.rank(to)),
        "I5",
        "links identities of one kind with link " + next);
    check(edges.findOrAdd(from, to, time) == next, "I5", "has link " + next + " twice");
    forest.union(from, to);
  }

  private void lowerTimes(BlockFacts block) {
    BlockFacts.Earlier earlier = block.earlierNodes();
    for (int i = 0; i < earlier.count; i++) {
      int node = earlier.numbers[i];
      nodes.lowerRank(node, Rank.of(earlier.times[i], Rank.isBrowser(nodes.rank(node))));
      forest.rankFell(node);
    }
    earlier = block.earlierEdges();
    for (int i = 0; i < earlier.count; i++) {
      edges.lowerTime(earlier.numbers[i], earlier.times[i]);
    }
  }

  private void check(boolean holds, String invariant, String what) {
    if (!holds) {
      throw new IdentitySyncException.Corrupt(
          invariant + ": folder " + folder.number() + " " + what);
    }
  }
}
