package io.github.identitysync.json;

import io.github.identitysync.model.SyncRecord;
import java.util.List;

/**
 * A run of consecutive elements of the input: those that are records, and those that are not.
 *
 * <p>A report of {@code apply} counts within the list that it was given. Where a record stands in
 * the input, by the count that {@link RejectedRecord} has, is told by {@code positions}:
 *
 * <pre>{@code
 * SyncReport report = sync.apply(batch.records());
 * report.refused().forEach(r -> log(batch.positions().get(r.index()), r.reason()));
 * }</pre>
 *
 * @param records the records in the order of the input, ready to be applied; immutable
 * @param positions for each of the records its position, counted from 0 over the whole input;
 *     immutable
 * @param rejected the elements that are no valid records, in the order of the input; immutable
 */
public record ParsedBatch(
    List<SyncRecord> records, List<Long> positions, List<RejectedRecord> rejected) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is not one position for each record
   * @throws NullPointerException if a list or an element is null
   */
  public ParsedBatch {
    records = List.copyOf(records);
    positions = List.copyOf(positions);
    rejected = List.copyOf(rejected);
    if (positions.size() != records.size()) {
      throw new IllegalArgumentException("not one position for each record");
    }
  }
}
