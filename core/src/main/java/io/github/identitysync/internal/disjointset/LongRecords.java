package io.github.identitysync.internal.disjointset;

import java.util.Arrays;

/**
 * Records of a few longs each. The first chunk doubles until it is full size, then chunks are
 * added: what is stored never moves again, and growing copies no more than the references to
 * chunks. A record lies in one chunk.
 */
final class LongRecords {

  private static final int SHIFT = 13;
  private static final int CHUNK = 1 << SHIFT;
  private static final int FIRST = 16;

  private final int fields;
  private volatile long[][] chunks;

  LongRecords(int fields) {
    this.fields = fields;
    this.chunks = new long[][] {new long[FIRST * fields]};
  }

  long get(int record, int field) {
    return chunks[record >>> SHIFT][at(record) + field];
  }

  void set(int record, int field, long value) {
    chunks[record >>> SHIFT][at(record) + field] = value;
  }

  /** Returns whether the first two fields of a record have these values. */
  boolean startsWith(int record, long first, long second) {
    long[] chunk = chunks[record >>> SHIFT];
    int at = at(record);
    return chunk[at] == first && chunk[at + 1] == second;
  }

  private int at(int record) {
    return (record & (CHUNK - 1)) * fields;
  }

  /** Makes room for the records below a count. */
  void ensure(int count) {
    long[][] have = chunks;
    if (count <= (have.length - 1) * CHUNK + have[have.length - 1].length / fields) {
      return;
    }
    long[][] more = Arrays.copyOf(have, Math.max(have.length, (count + CHUNK - 1) >>> SHIFT));
    int first = more.length > 1 ? CHUNK : Math.max(count, 2 * have[0].length / fields);
    if (have[0].length < CHUNK * fields) {
      more[0] = Arrays.copyOf(have[0], Math.min(CHUNK, first) * fields);
    }
    for (int i = have.length; i < more.length; i++) {
      more[i] = new long[CHUNK * fields];
    }
    chunks = more;
  }
}
