package io.github.identitysync.internal.disjointset;

import java.util.Arrays;

/**
 * An array of longs that grows in constant time: the first chunk doubles until it is full size,
 * then chunks are added, and what is stored never moves again.
 */
final class LongChunks {

  private static final int SHIFT = 15;
  private static final int CHUNK = 1 << SHIFT;
  private static final int FIRST = 48;

  private volatile long[][] chunks = {new long[FIRST]};

  long get(long index) {
    return chunks[(int) (index >>> SHIFT)][(int) index & (CHUNK - 1)];
  }

  void set(long index, long value) {
    chunks[(int) (index >>> SHIFT)][(int) index & (CHUNK - 1)] = value;
  }

  /** Makes room for the elements below a count. */
  void ensure(long count) {
    long[] first = chunks[0];
    if (count <= first.length) {
      return;
    }
    if (first.length < CHUNK) {
      int length = (int) Math.min(CHUNK, Math.max(count, 2L * first.length));
      chunks = new long[][] {Arrays.copyOf(first, length)};
    }
    int needed = (int) ((count + CHUNK - 1) >>> SHIFT);
    int have = chunks.length;
    if (needed > have) {
      long[][] more = Arrays.copyOf(chunks, needed);
      for (int i = have; i < needed; i++) {
        more[i] = new long[CHUNK];
      }
      chunks = more;
    }
  }
}
