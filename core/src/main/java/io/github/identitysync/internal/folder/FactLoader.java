package io.github.identitysync.internal.folder;

import io.github.identitysync.internal.disjointset.Edges;
import io.github.identitysync.internal.disjointset.Nodes;
import io.github.identitysync.model.IdentitySyncException;

/**
 * Reads a folder's blocks in order into nodes and edges, and refuses facts that no writer can have
 * written (invariants 2 to 5).
 */
final class FactLoader implements BlockReader.Facts {

  private final FolderState folder;
  private final Nodes nodes;
  private final Edges edges;
  private final IdentityHash hash;
  private final ByteSink name = new ByteSink(64);

  FactLoader(FolderState folder) {
    this.folder = folder;
    this.nodes = folder.nodes();
    this.edges = folder.edges();
    this.hash = folder.keys().identityHash();
  }

  /** Loads every block, unites what the edges join, and finds the fields. */
  void load() {
    folder.store().blocks().forEach(folder.number(), this::loadBlock);
    folder.fields().load();
    folder.forest().addUpTo(nodes.count());
    for (int edge = 0; edge < edges.count(); edge++) {
      folder.forest().union(edges.from(edge), edges.to(edge));
    }
    folder.publishCounts();
  }

  private void loadBlock(int key, byte[] bytes) {
    BlockReader reader = new BlockReader(folder.number(), key, bytes);
    check(
        reader.firstNode() == nodes.count()
            && reader.firstEdge() == edges.count()
            && reader.firstTime() == folder.timeCount(),
        "I3",
        "has other counts than block " + key + " builds on");
    folder.blocks().add(key, reader.firstNode(), bytes.length);
    reader.read(this);
    folder.addTimes(reader.timeCount());
  }

  @Override
  public void node(
      long time, byte[] bytes, int typeOffset, int typeLength, int idOffset, int idLength) {
    name.clear();
    name.putVarint(typeLength);
    name.put(bytes, typeOffset, typeLength);
    name.put(bytes, idOffset, idLength);
    hash.hash(name.bytes(), 0, name.size());
    check(
        nodes.find(hash.high(), hash.low(), nodes.count()) < 0,
        "I4",
        "has identity " + nodes.count() + " twice");
    nodes.add(hash.high(), hash.low(), Rank.of(time, typeLength == 0));
  }

  @Override
  public void edge(int from, int to, long time) {
    check(
        Rank.isBrowser(nodes.rank(from)) && !Rank.isBrowser(nodes.rank(to)),
        "I5",
        "links identities of one kind with link " + edges.count());
    check(edges.find(from, to, edges.count()) < 0, "I5", "has link " + edges.count() + " twice");
    edges.add(from, to, time);
  }

  @Override
  public void nodeTime(int node, long time) {
    nodes.lowerRank(node, Rank.of(time, Rank.isBrowser(nodes.rank(node))));
  }

  @Override
  public void edgeTime(int edge, long time) {
    edges.lowerTime(edge, time);
  }

  private void check(boolean holds, String invariant, String what) {
    if (!holds) {
      throw new IdentitySyncException.Corrupt(
          invariant + ": folder " + folder.number() + " " + what);
    }
  }
}
