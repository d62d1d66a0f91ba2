package io.github.identitysync.internal.folder;

import io.github.identitysync.model.IdentitySyncException;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link BlockWriter} wrote, and takes anything else for damage. */
final class BlockReader {

  private final byte[] bytes;
  private final int folder;
  private final int key;
  private final int firstNode;
  private final int firstEdge;
  private final long firstTime;
  private final int nodeCount;
  private final int edgeCount;
  private final int nodeTimeCount;
  private final int edgeTimeCount;
  private final long base;
  private final List<int[]> types = new ArrayList<>();
  private int at = Integer.BYTES;

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
    this.folder = folder;
    this.key = key;
    this.bytes = bytes;
    int stored = 0;
    for (int i = 0; i < Math.min(Integer.BYTES, bytes.length); i++) {
      stored = (stored << 8) | (bytes[i] & 0xFF);
    }
    if (bytes.length <= Integer.BYTES || stored != BlockWriter.checksum(bytes)) {
      throw damaged("is damaged");
    }
    if (count() != folder || count() != key) {
      throw damaged("is another one");
    }
    this.firstNode = count();
    this.firstEdge = count();
    this.firstTime = varint();
    this.nodeCount = count();
    this.edgeCount = count();
    this.nodeTimeCount = count();
    this.edgeTimeCount = count();
    this.base = signed();
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

  /** Delivers every fact. */
  void read(Facts facts) {
    readNodes(facts);
    long time = base;
    for (int i = 0; i < edgeCount; i++) {
      int from = node(firstNode + signed());
      int to = node(firstNode + signed());
      time += signed();
      facts.edge(from, to, time);
    }
    time = base;
    for (int i = 0; i < nodeTimeCount; i++) {
      int node = node(varint());
      time += signed();
      facts.nodeTime(node, time);
    }
    time = base;
    for (int i = 0; i < edgeTimeCount; i++) {
      int edge = count();
      if (edge >= firstEdge + edgeCount) {
        throw damaged("names a link behind it");
      }
      time += signed();
      facts.edgeTime(edge, time);
    }
  }

  /** Delivers the nodes alone. */
  void readNodes(Facts facts) {
    long time = base;
    for (int i = 0; i < nodeCount; i++) {
      time += signed();
      int typeOffset = 0;
      int typeLength = 0;
      int type = count();
      if (type == 1) {
        typeLength = count();
        typeOffset = skip(typeLength);
        if (types.size() < BlockWriter.MAX_TYPES) {
          types.add(new int[] {typeOffset, typeLength});
        }
      } else if (type > 1) {
        if (type - 2 >= types.size()) {
          throw damaged("names a type it has not");
        }
        typeOffset = types.get(type - 2)[0];
        typeLength = types.get(type - 2)[1];
      }
      int idLength = count();
      facts.node(time, bytes, typeOffset, typeLength, skip(idLength), idLength);
    }
  }

  private int node(long node) {
    if (node < 0 || node >= firstNode + nodeCount) {
      throw damaged("names an identity behind it");
    }
    return (int) node;
  }

  private int skip(int length) {
    int from = at;
    if (length > bytes.length - at) {
      throw damaged("ends early");
    }
    at += length;
    return from;
  }

  private int count() {
    long value = varint();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw damaged("has a number that cannot be");
    }
    return (int) value;
  }

  private long signed() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at == bytes.length) {
        throw damaged("ends early");
      }
      byte b = bytes[at++];
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw damaged("has a number that cannot be");
  }

  private IdentitySyncException.Corrupt damaged(String how) {
    return new IdentitySyncException.Corrupt(
        "I2: block " + key + " of folder " + folder + " " + how);
  }
}
