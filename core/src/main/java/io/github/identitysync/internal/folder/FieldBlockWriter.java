package io.github.identitysync.internal.folder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Packs sets of fields into blocks, each with a key and a serial number of its own. */
final class FieldBlockWriter {

  /** A block is closed once it has more bytes than this. Reading one set reads its block. */
  static final int TARGET_BYTES = 8 << 10;

  /** A block of this size or more is not rewritten to join it with others. */
  static final int SETTLED_BYTES = 4 << 10;

  private final int folder;
  private final FieldDirectory directory;
  private final List<Block> blocks = new ArrayList<>();
  private final ByteSink head = new ByteSink(1 << 8);
  private final ByteSink sets = new ByteSink(TARGET_BYTES);
  private int[] nodes = new int[64];
  private int count;
  private int lastNode = -1;

  /** Begins to write blocks, whose keys are taken from the directory. */
  FieldBlockWriter(int folder, FieldDirectory directory) {
    this.folder = folder;
    this.directory = directory;
  }

  /**
   * A block that was written.
   *
   * @param key its key
   * @param serial its number among all blocks that the folder ever had
   * @param nodes the nodes whose fields it has
   */
  record Block(int key, long serial, int[] nodes, byte[] bytes) {}

  /** Adds the fields of a node, which comes behind those before. */
  void add(int node, byte[] bytes, int from, int to) {
    if (count == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * count);
    }
    nodes[count++] = node;
    head.putVarint(node - lastNode - 1);
    head.putVarint(to - from);
    sets.put(bytes, from, to - from);
    lastNode = node;
    if (head.size() + sets.size() > TARGET_BYTES) {
      end();
    }
  }

  /** Returns the blocks. */
  List<Block> finish() {
    if (count > 0) {
      end();
    }
    return blocks;
  }

  private void end() {
    int key = directory.takeKey();
    long serial = directory.takeSerial();
    ByteSink block = new ByteSink(head.size() + sets.size() + 64);
    block.putZeros(Checksum.BYTES);
    block.putVarint(folder);
    block.putVarint(key);
    block.putVarint(serial);
    block.putVarint(count);
    block.put(head.bytes(), 0, head.size());
    block.put(sets.bytes(), 0, sets.size());
    block.putZeros(BlockWriter.roundUp(block.size()) - block.size());
    byte[] bytes = Arrays.copyOf(block.bytes(), block.size());
    Checksum.set(bytes);
    blocks.add(new Block(key, serial, Arrays.copyOf(nodes, count), bytes));
    head.clear();
    sets.clear();
    count = 0;
    lastNode = -1;
  }
}
