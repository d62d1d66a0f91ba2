package io.github.identitysync.internal.folder;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * The product of five semilattices: the maximum of all writes, and of those that remove nothing the minimum, the
 * smallest and the largest value with its earliest time, and the union of texts. So the same writes give the same
 * kept ones in any order, and any rule can be read from them.
 */

/**
 * What is kept of the writes to one field through one identity: enough for every rule, and no more
 * however many writes there were, but for the texts of a union.
 *
 * @param latest the greatest write
 * @param earliest the least write that removes nothing, or null where there is none
 * @param smallest the write of the smallest value, null likewise
 * @param largest the write of the largest value, null likewise
 * @param texts the texts of a field whose rule is the union; null where there are none, and in
 *     others
 */
record KeptWrites(
    Write latest,
    @Nullable Write earliest,
    @Nullable Write smallest,
    @Nullable Write largest,
    @Nullable KeptTexts texts) {

  /**
   * Returns what is kept of a first write.
   *
   * @param isUnion whether the rule of the field is the union
   */
  static KeptWrites of(Write write, boolean isUnion) {
    Write value = write.isRemoval() ? null : write;
    return new KeptWrites(write, value, value, value, isUnion ? KeptTexts.join(null, write) : null);
  }

  /**
   * Returns what is kept when one more write comes, which is this if the write says nothing new.
   *
   * @param isUnion whether the rule of the field is the union
   */
  @SuppressWarnings("ReferenceEquality") // a union that does not grow is the very same
  KeptWrites with(Write write, boolean isUnion) {
    boolean hasValue = !write.isRemoval();
    boolean isLatest = write.compareTo(latest) > 0;
    boolean isEarliest = hasValue && (earliest == null || write.compareTo(earliest) < 0);
    boolean isSmallest = hasValue && (smallest == null || isBefore(write, smallest, 1));
    boolean isLargest = hasValue && (largest == null || isBefore(write, largest, -1));
    KeptTexts before = isUnion ? union() : texts;
    KeptTexts after = isUnion ? KeptTexts.join(before, write) : texts;
    if (!isLatest && !isEarliest && !isSmallest && !isLargest && after == before) {
      return this;
    }
    return new KeptWrites(
        isLatest ? write : latest,
        isEarliest ? write : earliest,
        isSmallest ? write : smallest,
        isLargest ? write : largest,
        after);
  }

  /**
   * Returns the union of all texts that are kept, or null where there are none. If it was declared
   * late, it has those of the other kept writes.
   */
  @Nullable KeptTexts union() {
    KeptTexts union = texts;
    for (Write write : writes()) {
      union = KeptTexts.join(union, write);
    }
    return union;
  }

  /** Whether a value comes before another in ascending or descending order, or is as old. */
  private static boolean isBefore(Write write, Write other, int direction) {
    int order = write.value().compareTo(other.value()) * direction;
    return order < 0 || (order == 0 && write.time().isBefore(other.time()));
  }

  /** Returns the writes, some of them perhaps more than once. */
  private List<Write> writes() {
    List<Write> writes = new ArrayList<>(List.of(latest));
    if (earliest != null && smallest != null && largest != null) {
      writes.addAll(List.of(earliest, smallest, largest));
    }
    return writes;
  }
}
