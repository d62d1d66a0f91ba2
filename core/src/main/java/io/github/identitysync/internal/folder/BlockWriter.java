package io.github.identitysync.internal.folder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packs facts of a folder into blocks. Nodes and edges are numbered in the order in which they are
 * written, from the folder's first block on.
 *
 * <p>A block holds its place (folder, key), how many nodes, edges and earlier times the blocks
 * before it have, and four sections: new nodes, new edges, earlier times of nodes, earlier times of
 * edges. Times are differences to the time before in the section, nodes in edges are differences to
 * the block's first node.
 */
final class BlockWriter {

  /**
   * A block is closed once it has more bytes than this; one more fact still fits into a MapDB
   * record.
   */
  static final int TARGET_BYTES = 24 << 10;

  /** A block of this size or more is not rewritten to join it with others. */
  static final int SETTLED_BYTES = 12 << 10;

  /** More types in one block than this are written out at each use. */
  static final int MAX_TYPES = 64;

  private final int folder;
  private final List<Block> blocks = new ArrayList<>();
  private final ByteSink nodes = new ByteSink(1 << 10);
  private final ByteSink edges = new ByteSink(1 << 8);
  private final ByteSink nodeTimes = new ByteSink(1 << 4);
  private final ByteSink edgeTimes = new ByteSink(1 << 4);
  private final List<byte[]> types = new ArrayList<>();
  private int key;
  private int firstNode;
  private int firstEdge;
  private long firstTime;
  private int nodeCount;
  private int edgeCount;
  private int nodeTimeCount;
  private int edgeTimeCount;
  private long base;
  private long lastNodeTime;
  private long lastEdgeTime;
  private long lastEarlierNodeTime;
  private long lastEarlierEdgeTime;

  /**
   * Begins a block.
   *
   * @param key the key of the first block; further ones take the keys that follow
   * @param firstNode how many nodes the folder's earlier blocks have
   * @param firstEdge how many edges the folder's earlier blocks have
   * @param firstTime how many earlier times the folder's earlier blocks have
   */
  BlockWriter(int folder, int key, int firstNode, int firstEdge, long firstTime) {
    this.folder = folder;
    this.key = key;
    this.firstNode = firstNode;
    this.firstEdge = firstEdge;
    this.firstTime = firstTime;
  }

  /**
   * A block that was written.
   *
   * @param key its key within the folder
   * @param firstNode the number of its first node, or of the next one where it has none
   */
  record Block(int key, int firstNode, byte[] bytes) {}

  /** Adds the next node, with the name of an identity. */
  void node(long time, byte[] name, int offset, int length) {
    int typeLength = Names.typeLength(name, offset);
    int typeOffset = offset + Names.typeOffset(typeLength);
    int idOffset = typeOffset + typeLength;
    node(time, name, typeOffset, typeLength, idOffset, offset + length - idOffset);
  }

  /**
   * Adds the next node, with the parts of the name of an identity: its type, of length 0 for a
   * browser.
   */
  void node(long time, byte[] bytes, int typeOffset, int typeLength, int idOffset, int idLength) {
    begin(time);
    nodes.putSigned(time - lastNodeTime);
    lastNodeTime = time;
    if (typeLength == 0) {
      nodes.putVarint(0);
    } else {
      putType(bytes, typeOffset, typeLength);
    }
    nodes.putVarint(idLength);
    nodes.put(bytes, idOffset, idLength);
    nodeCount++;
    endIfFull();
  }

  /** Writes 1 and the type where it is new to the block, else 2 plus its number. */
  private void putType(byte[] bytes, int offset, int length) {
    for (int i = 0; i < types.size(); i++) {
      byte[] type = types.get(i);
      if (Arrays.equals(type, 0, type.length, bytes, offset, offset + length)) {
        nodes.putVarint(2 + i);
        return;
      }
    }
    nodes.putVarint(1);
    nodes.putVarint(length);
    nodes.put(bytes, offset, length);
    if (types.size() < MAX_TYPES) {
      types.add(Arrays.copyOfRange(bytes, offset, offset + length));
    }
  }

  /** Adds the next edge. */
  void edge(int from, int to, long time) {
    begin(time);
    edges.putSigned((long) from - firstNode);
    edges.putSigned((long) to - firstNode);
    edges.putSigned(time - lastEdgeTime);
    lastEdgeTime = time;
    edgeCount++;
    endIfFull();
  }

  /** Adds an earlier time of a node of this or an earlier block. */
  void nodeTime(int node, long time) {
    begin(time);
    nodeTimes.putVarint(node);
    nodeTimes.putSigned(time - lastEarlierNodeTime);
    lastEarlierNodeTime = time;
    nodeTimeCount++;
    endIfFull();
  }

  /** Adds an earlier time of an edge of this or an earlier block. */
  void edgeTime(int edge, long time) {
    begin(time);
    edgeTimes.putVarint(edge);
    edgeTimes.putSigned(time - lastEarlierEdgeTime);
    lastEarlierEdgeTime = time;
    edgeTimeCount++;
    endIfFull();
  }

  private boolean isEmpty() {
    return nodeCount + edgeCount + nodeTimeCount + edgeTimeCount == 0;
  }

  private void begin(long time) {
    if (isEmpty()) {
      base = time;
      lastNodeTime = time;
      lastEdgeTime = time;
      lastEarlierNodeTime = time;
      lastEarlierEdgeTime = time;
    }
  }

  private void endIfFull() {
    if (nodes.size() + edges.size() + nodeTimes.size() + edgeTimes.size() > TARGET_BYTES) {
      end();
    }
  }

  /** Returns the blocks. */
  List<Block> finish() {
    if (!isEmpty()) {
      end();
    }
    return blocks;
  }

  private void end() {
    ByteSink head = new ByteSink(128);
    head.putZeros(Checksum.BYTES);
    head.putVarint(folder);
    head.putVarint(key);
    head.putVarint(firstNode);
    head.putVarint(firstEdge);
    head.putVarint(firstTime);
    head.putVarint(nodeCount);
    head.putVarint(edgeCount);
    head.putVarint(nodeTimeCount);
    head.putVarint(edgeTimeCount);
    head.putSigned(base);
    List<ByteSink> parts = List.of(head, nodes, edges, nodeTimes, edgeTimes);
    int size = parts.stream().mapToInt(ByteSink::size).sum();
    byte[] bytes = new byte[size < SETTLED_BYTES ? roundUp(size) : size];
    int at = 0;
    for (ByteSink part : parts) {
      System.arraycopy(part.bytes(), 0, bytes, at, part.size());
      at += part.size();
      part.clear();
    }
    Checksum.set(bytes);
    blocks.add(new Block(key, firstNode, bytes));
    types.clear();
    key++;
    firstNode += nodeCount;
    firstEdge += edgeCount;
    firstTime += nodeTimeCount + edgeTimeCount;
    nodeCount = 0;
    edgeCount = 0;
    nodeTimeCount = 0;
    edgeTimeCount = 0;
  }

  /**
   * Returns a size for a block that will go again; with few different sizes the room of one that
   * went fits one that comes.
   */
  static int roundUp(int size) {
    int step = Math.max(16, Integer.highestOneBit(size) / 8);
    return (size + step - 1) / step * step;
  }
}
