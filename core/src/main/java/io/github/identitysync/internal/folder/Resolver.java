package io.github.identitysync.internal.folder;

import io.github.identitysync.internal.disjointset.Edges;
import io.github.identitysync.internal.disjointset.Forest;
import io.github.identitysync.internal.disjointset.Nodes;

/**
 * Looks up what a batch or a question names. Cache misses are what it costs, so each step is done
 * for a chunk of it before the next one: what the steps wait for then overlaps.
 */
final class Resolver {

  private final FolderState folder;
  private final Nodes nodes;
  private final Edges edges;

  /** Where what is read for the cache's sake goes, so that it is read. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  Resolver(FolderState folder) {
    this.folder = folder;
    this.nodes = folder.nodes();
    this.edges = folder.edges();
  }

  /** Returns whether the batch says nothing new. */
  boolean resolve(SyncBatch batch) {
    int known = 0;
    for (int from = 0; from < batch.count(); from += IdentityBatch.CHUNK) {
      int start = from;
      int end = Math.min(from + IdentityBatch.CHUNK, batch.count());
      // Facts are only added, so what was known to one chunk is known when the last one is looked
      // up.
      known += folder.read(() -> resolve(batch, start, end));
    }
    return known == batch.count();
  }

  /** Finds nodes and edges of the records, and returns how many say nothing new. */
  private int resolve(SyncBatch batch, int from, int to) {
    int firstSide = SyncBatch.SIDES * from;
    int endSide = SyncBatch.SIDES * to;
    for (int side = firstSide; side < endSide; side++) {
      batch.node(side, IdentityBatch.UNKNOWN); // Another attempt may have come this far.
    }
    findNodes(batch, firstSide, endSide, SyncBatch.SIDES);
    followFirstEdges(batch, from, to);
    findNodes(batch, firstSide + 1, endSide, SyncBatch.SIDES);
    int known = 0;
    int end = folder.visibleEdges();
    for (int i = from; i < to; i++) {
      int edge = SyncBatch.UNKNOWN;
      if (batch.identitiesSettled(i)) {
        edge = edges.find(batch.browser(i), batch.external(i), end);
      }
      boolean isKnown = edge >= 0 && edges.time(edge) <= batch.time(i);
      batch.edge(i, isKnown ? edge : SyncBatch.UNKNOWN);
      known += isKnown ? 1 : 0;
    }
    return known;
  }

  /**
   * Most records repeat the first link of their browser, which leads to the external identity
   * without a search in the index.
   */
  private void followFirstEdges(SyncBatch batch, int from, int to) {
    int end = folder.visibleEdges();
    for (int i = from; i < to; i++) {
      batch.edge(i, batch.browser(i) < 0 ? SyncBatch.UNKNOWN : edges.first(batch.browser(i), end));
    }
    for (int i = from; i < to; i++) {
      if (batch.edge(i) >= 0) {
        batch.node(SyncBatch.SIDES * i + 1, edges.to(batch.edge(i)));
      }
    }
    for (int side = SyncBatch.SIDES * from + 1; side < SyncBatch.SIDES * to; side += 2) {
      int node = batch.node(side);
      if (node >= 0 && !nodes.matches(node, batch.keyHigh(side), batch.keyLow(side))) {
        batch.node(side, IdentityBatch.UNKNOWN);
      }
    }
  }

  /** Returns whether two identities, given their keys, are known and of one profile. */
  boolean sameProfile(long high, long low, long otherHigh, long otherLow) {
    Forest forest = folder.forest();
    int end = folder.visibleNodes();
    touched += nodes.touch(low) + nodes.touch(otherLow);
    int node = nodes.guess(low);
    int otherNode = nodes.guess(otherLow);
    if (node >= 0 && node < end && otherNode >= 0 && otherNode < end) {
      touched += nodes.touchNode(node) + nodes.touchNode(otherNode);
      touched += forest.touch(node) + forest.touch(otherNode);
    }
    node = nodes.find(high, low, end, node);
    otherNode = nodes.find(otherHigh, otherLow, end, otherNode);
    return node >= 0 && otherNode >= 0 && forest.root(node) == forest.root(otherNode);
  }

  /** Returns whether the batch says nothing new. */
  boolean resolve(UpdateBatch batch) {
    int sides = batch.sides();
    int[] found = new int[sides];
    long[] ranks = new long[sides];
    FolderFields.Places places =
        folder.read(
            () -> {
              for (int from = 0; from < sides; from += IdentityBatch.CHUNK) {
                findNodes(batch, from, Math.min(from + IdentityBatch.CHUNK, sides), 1);
              }
              for (int side = 0; side < sides; side++) {
                found[side] = batch.node(side);
                ranks[side] = found[side] < 0 ? UpdateBatch.UNSEEN : nodes.rank(found[side]);
              }
              return folder.fields().places(found);
            });
    boolean known = true;
    for (int side = 0; side < sides; side++) {
      FieldSet before = folder.fields().read(places, side);
      if (before == null) {
        known = false; // moved meanwhile; the store's thread will read them
      } else {
        known &= !batch.join(side, ranks[side], places.serials()[side], before);
      }
    }
    return known;
  }

  /** Finds the nodes of every so manieth side, where the batch has a guess already or none. */
  private void findNodes(IdentityBatch batch, int from, int to, int step) {
    for (int side = from; side < to; side += step) {
      if (batch.node(side) < 0) {
        touched += nodes.touch(batch.keyLow(side));
      }
    }
    for (int side = from; side < to; side += step) {
      if (batch.node(side) < 0) {
        batch.node(side, nodes.guess(batch.keyLow(side)));
      }
    }
    int end = folder.visibleNodes();
    for (int side = from; side < to; side += step) {
      int node = batch.node(side);
      if (node >= 0 && node < end) {
        touched += nodes.touchNode(node);
      }
    }
    for (int side = from; side < to; side += step) {
      int node = nodes.find(batch.keyHigh(side), batch.keyLow(side), end, batch.node(side));
      batch.node(side, node);
      batch.settled(side, node >= 0 && nodes.rank(node) <= batch.rank(side));
    }
  }
}
