package io.github.identitysync.json;

import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.util.List;

/**
 * A run of consecutive elements of the input: those that are updates, and those that are not.
 *
 * @param links the records that updates with two identities stand for, in the order of the input,
 *     to be applied before the updates; empty unless {@link
 *     io.github.identitysync.StoreOptions#linkingUpdates}; immutable
 * @param updates the updates in the order of the input, without the fields that were rejected;
 *     immutable
 * @param rejected the elements that are no valid updates, in the order of the input; immutable
 * @param rejectedFields the fields that were left out of updates, in the order of the updates;
 *     immutable
 */
public record ParsedUpdates(
    List<SyncRecord> links,
    List<ProfileUpdate> updates,
    List<RejectedRecord> rejected,
    List<RejectedField> rejectedFields) {

  /**
   * Copies the lists.
   *
   * @throws NullPointerException if a list or an element is null
   */
  public ParsedUpdates {
    links = List.copyOf(links);
    updates = List.copyOf(updates);
    rejected = List.copyOf(rejected);
    rejectedFields = List.copyOf(rejectedFields);
  }
}
