package io.github.identitysync.internal.disjointset;

import java.util.Arrays;

/**
 * Records of a few ints each. The first chunk doubles until it is full size, then chunks are added:
 * what is stored never moves again, and growing copies no more than the references to chunks. A
 * record lies in one chunk.
 */
public final class IntRecords {

  private static final int SHIFT = 13;
  private static final int CHUNK = 1 << SHIFT;
  private static final int FIRST = 16;

  private final int fields;
  private volatile int[][] chunks;

  /** Makes room for a few records. */
  public IntRecords(int fields) {
    this.fields = fields;
    this.chunks = new int[][] {new int[FIRST * fields]};
  }

  /** Returns a field of a record. */
  public int get(int record, int field) {
    return chunks[record >>> SHIFT][at(record) + field];
  }

  /** Changes a field of a record. */
  public void set(int record, int field, int value) {
    chunks[record >>> SHIFT][at(record) + field] = value;
  }

  private int at(int record) {
    return (record & (CHUNK - 1)) * fields;
  }

  /** Makes room for the records below a count. */
  public void ensure(int count) {
    int[][] have = chunks;
    if (count <= (have.length - 1) * CHUNK + have[have.length - 1].length / fields) {
      return;
    }
    int[][] more = Arrays.copyOf(have, Math.max(have.length, (count + CHUNK - 1) >>> SHIFT));
    int first = more.length > 1 ? CHUNK : Math.max(count, 2 * have[0].length / fields);
    if (have[0].length < CHUNK * fields) {
      more[0] = Arrays.copyOf(have[0], Math.min(CHUNK, first) * fields);
    }
    for (int i = have.length; i < more.length; i++) {
      more[i] = new int[CHUNK * fields];
    }
    chunks = more;
  }
}
