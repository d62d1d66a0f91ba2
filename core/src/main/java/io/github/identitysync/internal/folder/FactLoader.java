package io.github.identitysync.internal.folder;

import io.github.identitysync.internal.disjointset.Edges;
import io.github.identitysync.internal.disjointset.Forest;
import io.github.identitysync.internal.disjointset.Nodes;
import io.github.identitysync.model.IdentitySyncException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Reads a folder's blocks in order into nodes and edges, unites what the edges join, and refuses
 * facts that no writer can have written (invariants 2 to 5). While the facts of some blocks are
 * added, the next blocks are read and hashed by other threads.
 */
final class FactLoader {

  /** How many blocks are read at a time: up to about 1.5 MiB. */
  private static final int READ_BLOCKS = 64;

  /** How many times as much is read ahead. */
  private static final int AHEAD = 3;

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
    int[] keys = folder.store().blocks().indexes(folder.number());
    check(keys.length > 0, "I3", "lacks its blocks, of which there are ", keys.length);
    int lastKey = keys[keys.length - 1];
    BlockReader last = new BlockReader(folder.number(), lastKey, folder.block(lastKey));
    // Before so much memory is taken: a node takes more than a byte.
    check(
        last.firstNode() <= (long) keys.length * BlockWriter.TARGET_BYTES,
        "I3",
        "has other counts than it builds on in block ",
        lastKey);
    nodes.expectCount(last.firstNode() + last.nodeCount());
    loadBlocks(keys);
    folder.fields().load();
    folder.publishCounts();
  }

  private void loadBlocks(int[] keys) {
    Deque<SharedTask<List<BlockFacts>>> ahead = new ArrayDeque<>();
    int toRead = 0;
    try {
      while (!ahead.isEmpty() || toRead < keys.length) {
        while (ahead.size() < AHEAD && toRead < keys.length) {
          int end = Math.min(toRead + READ_BLOCKS, keys.length);
          int[] some = Arrays.copyOfRange(keys, toRead, end);
          SharedTask<List<BlockFacts>> reading = new SharedTask<>(() -> read(some));
          ahead.add(reading);
          reading.offer();
          toRead = end;
        }
        ahead.remove().join().forEach(this::add);
      }
    } finally {
      // Nobody reads the store for this folder once this method has ended.
      ahead.forEach(SharedTask::cancel);
    }
  }

  private List<BlockFacts> read(int[] keys) {
    IdentityHash hash = folder.keys().identityHash();
    return Arrays.stream(keys)
        .mapToObj(key -> new BlockFacts(folder.number(), key, folder.block(key), hash))
        .toList();
  }

  private void add(BlockFacts block) {
    BlockReader reader = block.reader();
    check(
        reader.firstNode() == nodes.count()
            && reader.firstEdge() == edges.count()
            && reader.firstTime() == folder.timeCount(),
        "I3",
        "has other counts than it builds on in block ",
        block.blockKey());
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
        check(node == next, "I4", "has an identity twice, first as ", node);
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
        "links identities of one kind with link ",
        next);
    int edge = edges.findOrAdd(from, to, time);
    check(edge == next, "I5", "has a link twice, first as ", edge);
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

  private void check(boolean holds, String invariant, String what, int number) {
    if (!holds) {
      throw new IdentitySyncException.Corrupt(
          invariant + ": folder " + folder.number() + " " + what + number);
    }
  }
}
