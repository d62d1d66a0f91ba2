package io.github.identitysync.internal.folder;

/** The facts of a block as numbers, with the key of each identity in the place of its name. */
final class BlockFacts implements BlockReader.Facts {

  private final BlockReader reader;
  private final int blockKey;
  private final int blockBytes;
  private final IdentityHash hash;
  private final ByteSink name = new ByteSink(64);

  private final long[] keys;
  private final long[] ranks;
  private final int[] ends;
  private final long[] times;
  private final Earlier earlierNodes;
  private final Earlier earlierEdges;
  private int nodeCount;
  private int edgeCount;

  /** Numbers of nodes or edges, each with a time that is earlier than the one it had. */
  static final class Earlier {
    final int[] numbers;
    final long[] times;
    int count;

    private Earlier(int room) {
      numbers = new int[room];
      times = new long[room];
    }

    private void add(int number, long time) {
      numbers[count] = number;
      times[count++] = time;
    }
  }

  /**
   * Reads a block.
   *
   * @throws io.github.identitysync.model.IdentitySyncException.Corrupt if it is damaged
   */
  BlockFacts(int folder, int key, byte[] bytes, IdentityHash hash) {
    this.reader = new BlockReader(folder, key, bytes);
    this.blockKey = key;
    this.blockBytes = bytes.length;
    this.hash = hash;
    this.keys = new long[2 * reader.nodeCount()];
    this.ranks = new long[reader.nodeCount()];
    this.ends = new int[2 * reader.edgeCount()];
    this.times = new long[reader.edgeCount()];
    this.earlierNodes = new Earlier(reader.nodeTimeCount());
    this.earlierEdges = new Earlier(reader.edgeTimeCount());
    reader.read(this);
  }

  @Override
  public void node(
      long time, byte[] bytes, int typeOffset, int typeLength, int idOffset, int idLength) {
    name.clear();
    name.putVarint(typeLength);
    name.put(bytes, typeOffset, typeLength);
    name.put(bytes, idOffset, idLength);
    hash.hash(name.bytes(), 0, name.size());
    keys[2 * nodeCount] = hash.high();
    keys[2 * nodeCount + 1] = hash.low();
    ranks[nodeCount++] = Rank.of(time, typeLength == 0);
  }

  @Override
  public void edge(int from, int to, long time) {
    ends[2 * edgeCount] = from;
    ends[2 * edgeCount + 1] = to;
    times[edgeCount++] = time;
  }

  @Override
  public void nodeTime(int node, long time) {
    earlierNodes.add(node, time);
  }

  @Override
  public void edgeTime(int edge, long time) {
    earlierEdges.add(edge, time);
  }

  /** Returns the reader of the block, which knows what it builds on. */
  BlockReader reader() {
    return reader;
  }

  int blockKey() {
    return blockKey;
  }

  int blockBytes() {
    return blockBytes;
  }

  int nodeCount() {
    return nodeCount;
  }

  long keyHigh(int node) {
    return keys[2 * node];
  }

  long keyLow(int node) {
    return keys[2 * node + 1];
  }

  long rank(int node) {
    return ranks[node];
  }

  int edgeCount() {
    return edgeCount;
  }

  int from(int edge) {
    return ends[2 * edge];
  }

  int to(int edge) {
    return ends[2 * edge + 1];
  }

  long time(int edge) {
    return times[edge];
  }

  Earlier earlierNodes() {
    return earlierNodes;
  }

  Earlier earlierEdges() {
    return earlierEdges;
  }
}
