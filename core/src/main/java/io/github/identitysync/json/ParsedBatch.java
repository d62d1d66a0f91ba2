package io.github.identitysync.json;

import io.github.identitysync.model.SyncRecord;
import java.util.List;

/**
 * A run of consecutive elements of the input: those that are records, and those that are not.
 *
 * @param records the records in the order of the input, ready to be applied; immutable
 * @param rejected the elements that are no valid records, in the order of the input; immutable
 */
public record ParsedBatch(List<SyncRecord> records, List<RejectedRecord> rejected) {

  /**
   * Copies the lists.
   *
   * @throws NullPointerException if a list or an element is null
   */
  public ParsedBatch {
    records = List.copyOf(records);
    rejected = List.copyOf(rejected);
  }
}
