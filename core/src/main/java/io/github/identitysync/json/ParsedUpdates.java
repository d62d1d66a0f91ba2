package io.github.identitysync.json;

import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.util.List;

/**
 * A run of consecutive elements of the input: those that are updates, and those that are not.
 *
 * <p>A report of the store counts within the list that the call was given. Where that stands in the
 * input, by the count that {@link RejectedRecord} has, is told by {@code linkPositions} and {@code
 * positions}.
 *
 * @param links the records that updates with two identities stand for, in the order of the input,
 *     to be applied before the updates; empty unless {@link
 *     io.github.identitysync.StoreOptions#linkingUpdates}; immutable
 * @param linkPositions for each of the links the position of its update, counted from 0 over the
 *     whole input; immutable
 * @param updates the updates in the order of the input, without the fields that were rejected;
 *     immutable
 * @param positions for each of the updates its position, counted likewise; immutable
 * @param rejected the elements that are no valid updates, in the order of the input; immutable
 * @param rejectedFields the fields that were left out of updates, in the order of the updates;
 *     immutable
 */
public record ParsedUpdates(
    List<SyncRecord> links,
    List<Long> linkPositions,
    List<ProfileUpdate> updates,
    List<Long> positions,
    List<RejectedRecord> rejected,
    List<RejectedField> rejectedFields) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is not one position for each link and update
   * @throws NullPointerException if a list or an element is null
   */
  public ParsedUpdates {
    links = List.copyOf(links);
    linkPositions = List.copyOf(linkPositions);
    updates = List.copyOf(updates);
    positions = List.copyOf(positions);
    rejected = List.copyOf(rejected);
    rejectedFields = List.copyOf(rejectedFields);
    if (linkPositions.size() != links.size() || positions.size() != updates.size()) {
      throw new IllegalArgumentException("not one position for each link and update");
    }
  }
}
