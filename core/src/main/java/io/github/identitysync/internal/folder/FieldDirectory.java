package io.github.identitysync.internal.folder;

import io.github.identitysync.internal.disjointset.IntRecords;
import io.github.identitysync.model.IdentitySyncException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which block of fields has the fields of which node. A node's fields stand in one block; older
 * blocks may have older ones, which count for nothing.
 *
 * <p>The store's thread changes it, under the folder's write lock where readers look.
 */
final class FieldDirectory {

  /*
   * A log of blocks with an index in memory, as Bitcask has it (Sheehy, Smith: "Bitcask: A Log-Structured Hash Table for
   * Fast Key/Value Data", 2010), the index being an array. Keys of blocks are used again, serial numbers are not:
   * of two blocks that have a node, the one with the higher serial number has its fields.
   */

  /** The key of the roll, which is no block. */
  static final int ROLL = 0;

  private final IntRecords keys = new IntRecords(1);

  /** For how many nodes there is room. */
  private volatile int room;

  /** By key: the serial number of the block, or 0 where there is none. */
  private long[] serials = new long[4];

  /** By key: how many nodes the block has, and of how many of them it has the fields. */
  private int[] nodes = new int[4];

  private int[] live = new int[4];
  private int[] bytes = new int[4];
  private final BitSet taken = new BitSet();
  private long nextSerial = 1;
  private int count;
  private long serialSum;

  FieldDirectory() {
    taken.set(ROLL);
  }

  /** Returns how many blocks there are. */
  int count() {
    return count;
  }

  /** Returns a number above every key. */
  int keyEnd() {
    return serials.length;
  }

  /** Returns the key of the block with a node's fields, or 0 where it has none or is unknown. */
  int key(int node) {
    return node >= 0 && node < room ? keys.get(node, 0) : ROLL;
  }

  /** Returns the serial number of the block with a key, or 0 where there is none. */
  long serial(int key) {
    return serials[key];
  }

  /** Returns how many nodes the block with a key has. */
  int nodes(int key) {
    return nodes[key];
  }

  /** Returns of how many nodes the block with a key has the fields. */
  int live(int key) {
    return live[key];
  }

  /** Returns how many bytes the block with a key has. */
  int bytes(int key) {
    return bytes[key];
  }

  /** Returns the lowest key that is free, which it no longer is. */
  int takeKey() {
    int key = taken.nextClearBit(ROLL + 1);
    taken.set(key);
    return key;
  }

  /** Returns the next serial number. */
  long takeSerial() {
    return nextSerial++;
  }

  /** Makes room for nodes and for the keys that were taken, so that adding blocks cannot fail. */
  void reserve(int nodeCount) {
    if (nodeCount > room) {
      keys.ensure(nodeCount);
      room = nodeCount;
    }
    int end = taken.length();
    if (end > serials.length) {
      int length = Math.max(end, 2 * serials.length);
      nodes = Arrays.copyOf(nodes, length);
      live = Arrays.copyOf(live, length);
      bytes = Arrays.copyOf(bytes, length);
      serials = Arrays.copyOf(serials, length);
    }
  }

  /** Adds a block, which has the fields of all its nodes from now on. */
  void add(FieldBlockWriter.Block block) {
    addBlock(block.key(), block.serial(), block.nodes().length, block.bytes().length);
    for (int node : block.nodes()) {
      move(node, block.key());
    }
  }

  /** Adds a block that was read, which has the fields of those of its nodes no later block has. */
  void load(FieldBlock block) {
    int key = block.key();
    taken.set(key);
    reserve(block.node(block.count() - 1) + 1);
    addBlock(key, block.serial(), block.count(), block.bytes().length);
    for (int i = 0; i < block.count(); i++) {
      if (serials[key(block.node(i))] < block.serial()) {
        move(block.node(i), key);
      }
    }
  }

  private void addBlock(int key, long serial, int nodeCount, int byteCount) {
    serials[key] = serial;
    nodes[key] = nodeCount;
    bytes[key] = byteCount;
    live[key] = 0;
    count++;
    serialSum += serial;
  }

  private void move(int node, int key) {
    live[key(node)]--;
    keys.set(node, 0, key);
    live[key]++;
  }

  /** Removes a block that has no node's fields. */
  void remove(int key) {
    count--;
    serialSum -= serials[key];
    serials[key] = 0;
    taken.clear(key);
  }

  /**
   * Returns the roll, as it is once some blocks were added: how many blocks there are, the sum of
   * their serial numbers, and the next one. Without it a block that is missing would not be missed.
   */
  byte[] roll(int folder, List<FieldBlockWriter.Block> more) {
    long sum = serialSum;
    for (FieldBlockWriter.Block block : more) {
      sum += block.serial();
    }
    ByteSink roll = new ByteSink(64);
    roll.putZeros(Checksum.BYTES);
    roll.putVarint(folder);
    roll.putVarint(ROLL);
    roll.putVarint(nextSerial);
    roll.putVarint(count + more.size());
    roll.putVarint(sum);
    roll.putZeros(64 - roll.size());
    byte[] block = Arrays.copyOf(roll.bytes(), roll.size());
    Checksum.set(block);
    return block;
  }

  /**
   * Compares what was loaded with the roll.
   *
   * @throws IdentitySyncException.Corrupt if it is not the same
   */
  void checkRoll(int folder, byte[] bytes) {
    ByteSource source = FieldBlock.open(folder, ROLL, bytes);
    nextSerial = source.varint();
    if (source.count() != count || source.varint() != serialSum) {
      throw source.damaged("has other blocks than there are");
    }
    for (long serial : serials) {
      if (serial >= nextSerial) {
        throw source.damaged("is older than a block");
      }
    }
  }

  /** Returns whether another directory says the same. */
  boolean same(FieldDirectory other, int nodeCount) {
    if (count != other.count || serialSum != other.serialSum || nextSerial != other.nextSerial) {
      return false;
    }
    int end = Math.max(keyEnd(), other.keyEnd());
    long[] mine = Arrays.copyOf(serials, end);
    if (!Arrays.equals(mine, Arrays.copyOf(other.serials, end))) {
      return false;
    }
    for (int key = 0; key < end; key++) {
      if (mine[key] != 0
          && (nodes[key] != other.nodes[key]
              || live[key] != other.live[key]
              || bytes[key] != other.bytes[key])) {
        return false;
      }
    }
    for (int node = 0; node < nodeCount; node++) {
      if (key(node) != other.key(node)) {
        return false;
      }
    }
    return true;
  }
}
