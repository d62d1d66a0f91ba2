package io.github.identitysync.testing;

import io.github.identitysync.model.FieldRule;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;

/**
 * What is known of one field of one identity once all of its writes that make no difference are
 * forgotten. Two sets of writes are the same facts if this is equal.
 *
 * @param latest the last write, which may be a removal
 * @param earliest the first write that is no removal, or null
 * @param smallest the smallest value at its earliest, or null
 * @param largest the largest value at its earliest, or null
 * @param texts all texts of a field that collects them, otherwise none
 * @param lastText when one of these was written last, or null
 */
public record Kept(
    Write latest,
    Write earliest,
    Write smallest,
    Write largest,
    SortedSet<String> texts,
    Instant lastText) {

  /** Works it out from all writes, of which there is one at least. */
  static Kept of(FieldRule rule, Collection<Write> writes) {
    Collection<Write> collected = rule == FieldRule.UNION ? writes : List.of();
    return new Kept(
        writes.stream().max(Write.ORDER).orElseThrow(),
        first(writes, Write.ORDER),
        first(writes, Write.SMALLEST_FIRST),
        first(writes, Write.LARGEST_FIRST),
        FieldOracle.texts(collected),
        collected.stream()
            .filter(Write::hasTexts)
            .map(Write::time)
            .max(Comparator.naturalOrder())
            .orElse(null));
  }

  private static Write first(Collection<Write> writes, Comparator<Write> order) {
    return writes.stream().filter(write -> !write.isRemoval()).min(order).orElse(null);
  }
}
