package io.github.identitysync.internal.folder;

import java.util.Arrays;
import java.util.List;

/**
 * Which block holds which nodes: the keys, first nodes and sizes of a folder's blocks, in order.
 */
final class BlockDirectory {

  /** Readers may come upon these two arrays as soon as they have grown. */
  private volatile int[] keys = new int[4];

  private volatile int[] firstNodes = new int[4];
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

  /** Makes room, so that adding so many blocks cannot fail. */
  void reserve(int more) {
    if (count + more > keys.length) {
      int room = Math.max(count + more, 2 * keys.length);
      int[] roomyKeys = Arrays.copyOf(keys, room);
      int[] roomyNodes = Arrays.copyOf(firstNodes, room);
      bytes = Arrays.copyOf(bytes, room);
      firstNodes = roomyNodes;
      keys = roomyKeys;
    }
  }

  void add(int key, int firstNode, int size) {
    reserve(1);
    keys[count] = key;
    firstNodes[count] = firstNode;
    bytes[count] = size;
    count++;
  }

  /** Puts fewer blocks, or as many, in the place of the ones from an index to before another. */
  void replace(int from, int to, List<BlockWriter.Block> blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      BlockWriter.Block block = blocks.get(i);
      keys[from + i] = block.key();
      firstNodes[from + i] = block.firstNode();
      bytes[from + i] = block.bytes().length;
    }
    int end = from + blocks.size();
    System.arraycopy(keys, to, keys, end, count - to);
    System.arraycopy(firstNodes, to, firstNodes, end, count - to);
    System.arraycopy(bytes, to, bytes, end, count - to);
    count -= to - end;
  }

  /** Returns whether another directory has the same at an index. */
  boolean sameAt(int index, BlockDirectory other) {
    return keys[index] == other.keys[index]
        && firstNodes[index] == other.firstNodes[index]
        && bytes[index] == other.bytes[index];
  }

  /** Returns the index of the block that holds a node: the last one that begins at or before it. */
  int find(int node) {
    int[] first = firstNodes;
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (first[middle] <= node) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
