package io.github.identitysync.cli;

import io.github.identitysync.json.RejectedRecord;
import java.util.Arrays;
import java.util.List;

/** Where in an input those of its records stood that were not rejected. */
final class Positions {

  private long[] kept = new long[0];
  private int count;
  private long next;

  /** Forgets all records; the next one stands at the beginning of another input. */
  void restart() {
    clear();
    next = 0;
  }

  /** Forgets all records so far. */
  void clear() {
    count = 0;
  }

  /** Adds the next records of the input: so many that were kept, and the rejected between them. */
  void add(int keptCount, List<RejectedRecord> rejected) {
    kept = Arrays.copyOf(kept, Math.max(kept.length, count + keptCount));
    int end = count + keptCount;
    for (RejectedRecord gap : rejected) {
      while (next < gap.index()) {
        kept[count++] = next++;
      }
      next++;
    }
    while (count < end) {
      kept[count++] = next++;
    }
  }

  /** Returns the position of a record in the input, by how many were kept before it. */
  long of(int index) {
    return kept[index];
  }
}
