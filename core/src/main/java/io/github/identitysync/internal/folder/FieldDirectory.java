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

  /**
   * By key: the serial number of the block, or 0 where there is none. Of the arrays that grow this
   * one is replaced last, and read first.
   */
  private volatile long[] serials = new long[4];

  /** By key: how many bytes of fields the block has, and how many of them count. */
  private int[] written = new int[4];

  private int[] inUse = new int[4];
  private int[] bytes = new int[4];
  private final BitSet taken = new BitSet();

  /** No key below this one is free. */
  private int lowestFree = ROLL + 1;

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

  /** Returns how many bytes of the fields that the block with a key has count. */
  int inUse(int key) {
    return inUse[key];
  }

  /** Returns whether at most half of the fields that the block with a key has count. */
  boolean isHalfEmpty(int key) {
    return 2L * inUse[key] <= written[key];
  }

  /** Returns how many bytes the block with a key has. */
  int bytes(int key) {
    return bytes[key];
  }

  /** Returns the lowest key that is free, which it no longer is. */
  int takeKey() {
    int key = taken.nextClearBit(lowestFree);
    taken.set(key);
    lowestFree = key + 1;
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
      written = Arrays.copyOf(written, length);
      inUse = Arrays.copyOf(inUse, length);
      bytes = Arrays.copyOf(bytes, length);
      serials = Arrays.copyOf(serials, length);
    }
  }

  /**
   * Adds a block, which has the fields of all its nodes from now on.
   *
   * @param bytesBefore how many bytes of fields each of its nodes had before, in blocks that stay
   */
  void add(FieldBlock block, int[] bytesBefore) {
    addBlock(block);
    for (int i = 0; i < block.count(); i++) {
      inUse[key(block.node(i))] -= bytesBefore[i];
      take(block, i);
    }
  }

  /**
   * Adds a block that was read, which has the fields of those of its nodes no later block has.
   *
   * @param lengths by node how many bytes of fields it has in the blocks that were read before
   */
  void load(FieldBlock block, IntRecords lengths) {
    int end = block.node(block.count() - 1) + 1;
    taken.set(block.key());
    reserve(end);
    lengths.ensure(end);
    addBlock(block);
    for (int i = 0; i < block.count(); i++) {
      int node = block.node(i);
      if (serials[key(node)] < block.serial()) {
        inUse[key(node)] -= lengths.get(node, 0);
        take(block, i);
        lengths.set(node, 0, block.length(i));
      }
    }
  }

  private void addBlock(FieldBlock block) {
    int key = block.key();
    serials[key] = block.serial();
    written[key] = block.end(block.count() - 1) - block.start(0);
    bytes[key] = block.bytes().length;
    inUse[key] = 0;
    count++;
    serialSum += block.serial();
  }

  private void take(FieldBlock block, int place) {
    keys.set(block.node(place), 0, block.key());
    inUse[block.key()] += block.length(place);
  }

  /** Removes a block that has no node's fields. */
  void remove(int key) {
    count--;
    serialSum -= serials[key];
    serials[key] = 0;
    taken.clear(key);
    lowestFree = Math.min(lowestFree, key);
  }

  /**
   * Returns the roll, as it is once some blocks were added: how many blocks there are, the sum of
   * their serial numbers, and the next one. Without it a block that is missing would not be missed.
   */
  byte[] roll(int folder, List<FieldBlock> more) {
    long sum = serialSum;
    for (FieldBlock block : more) {
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
          && (written[key] != other.written[key]
              || inUse[key] != other.inUse[key]
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
