package io.github.identitysync.internal.folder;

import io.github.identitysync.model.FieldValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
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
 * @param texts the texts of a field whose rule is the union; empty in others
 */
record KeptWrites(
    Write latest,
    @Nullable Write earliest,
    @Nullable Write smallest,
    @Nullable Write largest,
    SortedSet<String> texts) {

  private static final SortedSet<String> NO_TEXTS = Collections.emptySortedSet();

  /**
   * Returns what is kept of a first write.
   *
   * @param isUnion whether the rule of the field is the union
   */
  static KeptWrites of(Write write, boolean isUnion) {
    Write value = write.isRemoval() ? null : write;
    SortedSet<String> texts =
        isUnion ? Collections.unmodifiableSortedSet(new TreeSet<>(texts(write.value()))) : NO_TEXTS;
    return new KeptWrites(write, value, value, value, texts);
  }

  /**
   * Returns what is kept when one more write comes, which is this if the write says nothing new.
   *
   * @param isUnion whether the rule of the field is the union
   */
  KeptWrites with(Write write, boolean isUnion) {
    boolean isLatest = write.compareTo(latest) > 0;
    if (write.isRemoval()) {
      return isLatest
          ? new KeptWrites(write, earliest, smallest, largest, isUnion ? unionWith(write) : texts)
          : this;
    }
    boolean isEarliest = earliest == null || write.compareTo(earliest) < 0;
    boolean isSmallest = smallest == null || isBefore(write, smallest, 1);
    boolean isLargest = largest == null || isBefore(write, largest, -1);
    boolean hasTexts = isUnion && !texts.containsAll(texts(write.value()));
    if (!isLatest && !isEarliest && !isSmallest && !isLargest && !hasTexts) {
      return this;
    }
    return new KeptWrites(
        isLatest ? write : latest,
        isEarliest ? write : earliest,
        isSmallest ? write : smallest,
        isLargest ? write : largest,
        isUnion ? unionWith(write) : texts);
  }

  /** Whether a value comes before another in ascending or descending order, or is as old. */
  private static boolean isBefore(Write write, Write other, int direction) {
    int order = write.value().compareTo(other.value()) * direction;
    return order < 0 || (order == 0 && write.time().isBefore(other.time()));
  }

  /** A union that was declared late begins with the texts that are kept for other rules. */
  private SortedSet<String> unionWith(Write write) {
    SortedSet<String> more = new TreeSet<>(texts(write.value()));
    writes().forEach(kept -> more.addAll(texts(kept.value())));
    if (texts.containsAll(more)) {
      return texts;
    }
    more.addAll(texts);
    return Collections.unmodifiableSortedSet(more);
  }

  /** Returns the writes, some of them perhaps more than once. */
  List<Write> writes() {
    List<Write> writes = new ArrayList<>(List.of(latest));
    if (earliest != null && smallest != null && largest != null) {
      writes.addAll(List.of(earliest, smallest, largest));
    }
    return writes;
  }

  /** Returns the texts that a value has. */
  static Collection<String> texts(FieldValue value) {
    if (value instanceof FieldValue.Text text) {
      return List.of(text.value());
    }
    return value instanceof FieldValue.Texts texts ? texts.values() : List.of();
  }
}
