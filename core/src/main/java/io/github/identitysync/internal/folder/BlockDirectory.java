package io.github.identitysync.internal.folder;

import java.util.Arrays;

/**
 * Which block holds which nodes: the keys, first nodes and sizes of a folder's blocks, in order.
 */
final class BlockDirectory {

  private int[] keys = new int[4];
  private int[] firstNodes = new int[4];
  private int[] bytes = new int[4];
  private int count;

  int count() {
    return count;
  }

  int key(int index) {
    return keys[index];
  }

  int bytes(int index) {
    return bytes[index];
  }

  /** The key behind the last one. */
  int nextKey() {
    return count == 0 ? 0 : keys[count - 1] + 1;
  }

  void add(int key, int firstNode, int size) {
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, 2 * count);
      firstNodes = Arrays.copyOf(firstNodes, 2 * count);
      bytes = Arrays.copyOf(bytes, 2 * count);
    }
    keys[count] = key;
    firstNodes[count] = firstNode;
    bytes[count] = size;
    count++;
  }

  /** Removes blocks from an index on, and returns them as a directory of their own. */
  BlockDirectory removeFrom(int from) {
    BlockDirectory removed = new BlockDirectory();
    for (int i = from; i < count; i++) {
      removed.add(keys[i], firstNodes[i], bytes[i]);
    }
    count = from;
    return removed;
  }

  /** Adds blocks of another directory, from one index to before another. */
  void addAll(BlockDirectory other, int from, int to) {
    for (int i = from; i < to; i++) {
      add(other.keys[i], other.firstNodes[i], other.bytes[i]);
    }
  }

  /** Returns whether another directory has the same at an index. */
  boolean sameAt(int index, BlockDirectory other) {
    return keys[index] == other.keys[index]
        && firstNodes[index] == other.firstNodes[index]
        && bytes[index] == other.bytes[index];
  }

  /** Returns the index of the block that holds a node: the last one that begins at or before it. */
  int find(int node) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstNodes[middle] <= node) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
