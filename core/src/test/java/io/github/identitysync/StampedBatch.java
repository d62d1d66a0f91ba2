package io.github.identitysync;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Batch;
import io.github.identitysync.testing.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a store should make of a batch: what it accepts, with the times that it gives to what has
 * none, and what it refuses.
 */
record StampedBatch(List<Input> accepted, List<RefusedRecord> refused) {

  /** The one placeholder that batches have. */
  static final String PLACEHOLDER = "undefined";

  /**
   * Works it out.
   *
   * @param now a time that is later than any that the store has given
   * @param refusing whether the store refuses placeholders
   */
  static StampedBatch of(Batch batch, Instant now, boolean refusing) {
    StampedBatch stamped = new StampedBatch(new ArrayList<>(), new ArrayList<>());
    if (batch instanceof Batch.OfRecords one) {
      for (int i = 0; i < one.records().size(); i++) {
        SyncRecord record = one.records().get(i);
        if (refusing && record.browserId().equals(PLACEHOLDER)) {
          stamped.refuse(i, "browserId is a placeholder");
        } else {
          stamped.accepted.add(new Input.OfRecord(stamp(record, now)));
        }
      }
    } else if (batch instanceof Batch.OfUpdates one) {
      Instant next = now;
      for (int i = 0; i < one.updates().size(); i++) {
        ProfileUpdate update = one.updates().get(i);
        if (refusing && update.identity().equals(Identity.browser(PLACEHOLDER))) {
          stamped.refuse(i, "browserId is a placeholder");
        } else {
          stamped.accepted.add(new Input.OfUpdate(stamp(update, next)));
          next = update.occurredAt() == null ? next.plusNanos(1) : next;
        }
      }
    }
    return stamped;
  }

  private void refuse(int index, String reason) {
    refused.add(new RefusedRecord(index, reason));
  }

  private static SyncRecord stamp(SyncRecord record, Instant time) {
    return record.occurredAt() != null
        ? record
        : new SyncRecord(
            record.folderId(),
            record.browserId(),
            record.externalSystemType(),
            record.externalSystemUserId(),
            time);
  }

  private static ProfileUpdate stamp(ProfileUpdate update, Instant time) {
    return update.occurredAt() != null
        ? update
        : new ProfileUpdate(update.folderId(), update.identity(), update.values(), time);
  }
}
