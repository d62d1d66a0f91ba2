package io.github.identitysync.internal.folder;

import io.github.identitysync.model.IdentitySyncException;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link BlockWriter} wrote, and takes anything else for damage. */
final class BlockReader {

  /** How many bytes a fact has at least; so what is made of a block is no larger than it. */
  private static final int NODE_BYTES = 3;

  private static final int EDGE_BYTES = 3;
  private static final int TIME_BYTES = 2;

  private final byte[] bytes;
  private final ByteSource source;
  private final int firstNode;
  private final int firstEdge;
  private final long firstTime;
  private final int nodeCount;
  private final int edgeCount;
  private final int nodeTimeCount;
  private final int edgeTimeCount;
  private final long base;
  private final List<int[]> types = new ArrayList<>();

  /** Receives the facts of a block, in the order of its sections. */
  interface Facts {

    /** The next node: its type, of length 0 for a browser, and its id. */
    void node(long time, byte[] bytes, int typeOffset, int typeLength, int idOffset, int idLength);

    /** The next edge. */
    void edge(int from, int to, long time);

    /** An earlier time of a node. */
    void nodeTime(int node, long time);

    /** An earlier time of an edge. */
    void edgeTime(int edge, long time);
  }

  /**
   * Reads the front of a block.
   *
   * @throws IdentitySyncException.Corrupt if it is not whole, or not the block of that place
   */
  BlockReader(int folder, int key, byte[] bytes) {
    this.bytes = bytes;
    this.source =
        new ByteSource(bytes, Integer.BYTES, () -> "I2: block " + key + " of folder " + folder);
    if (!Checksum.isRight(bytes)) {
      throw source.damaged("is damaged");
    }
    if (source.count() != folder || source.count() != key) {
      throw source.damaged("is another one");
    }
    this.firstNode = source.count();
    this.firstEdge = source.count();
    this.firstTime = source.varint();
    this.nodeCount = source.count();
    this.edgeCount = source.count();
    this.nodeTimeCount = source.count();
    this.edgeTimeCount = source.count();
    this.base = source.signed();
    long least =
        (long) NODE_BYTES * nodeCount
            + (long) EDGE_BYTES * edgeCount
            + (long) TIME_BYTES * nodeTimeCount
            + (long) TIME_BYTES * edgeTimeCount;
    if (least > bytes.length - source.position()) {
      throw source.damaged("ends early");
    }
  }

  int firstNode() {
    return firstNode;
  }

  int firstEdge() {
    return firstEdge;
  }

  /** How many earlier times the blocks before have. */
  long firstTime() {
    return firstTime;
  }

  /** How many earlier times this block has. */
  int timeCount() {
    return nodeTimeCount + edgeTimeCount;
  }

  int nodeCount() {
    return nodeCount;
  }

  int edgeCount() {
    return edgeCount;
  }

  /** How many earlier times of nodes there are. */
  int nodeTimeCount() {
    return nodeTimeCount;
  }

  /** How many earlier times of edges there are. */
  int edgeTimeCount() {
    return edgeTimeCount;
  }

  /** Delivers every fact. */
  void read(Facts facts) {
    readNodes(facts);
    long time = base;
    for (int i = 0; i < edgeCount; i++) {
      int from = node(firstNode + source.signed());
      int to = node(firstNode + source.signed());
      time += source.signed();
      facts.edge(from, to, time);
    }
    time = base;
    for (int i = 0; i < nodeTimeCount; i++) {
      int node = node(source.varint());
      time += source.signed();
      facts.nodeTime(node, time);
    }
    time = base;
    for (int i = 0; i < edgeTimeCount; i++) {
      int edge = source.count();
      if (edge >= firstEdge + edgeCount) {
        throw source.damaged("names a link behind it");
      }
      time += source.signed();
      facts.edgeTime(edge, time);
    }
  }

  /** Delivers the nodes alone. */
  void readNodes(Facts facts) {
    long time = base;
    for (int i = 0; i < nodeCount; i++) {
      time += source.signed();
      int typeOffset = 0;
      int typeLength = 0;
      int type = source.count();
      if (type == 1) {
        typeLength = source.count();
        typeOffset = source.skip(typeLength);
        if (types.size() < BlockWriter.MAX_TYPES) {
          types.add(new int[] {typeOffset, typeLength});
        }
      } else if (type > 1) {
        if (type - 2 >= types.size()) {
          throw source.damaged("names a type it has not");
        }
        typeOffset = types.get(type - 2)[0];
        typeLength = types.get(type - 2)[1];
      }
      int idLength = source.count();
      facts.node(time, bytes, typeOffset, typeLength, source.skip(idLength), idLength);
    }
  }

  private int node(long node) {
    if (node < 0 || node >= firstNode + nodeCount) {
      throw source.damaged("names an identity behind it");
    }
    return (int) node;
  }
}
