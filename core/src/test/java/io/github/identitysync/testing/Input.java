package io.github.identitysync.testing;

import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.util.List;

/** A sync record or an update, so that both can be mixed. */
public sealed interface Input {

  /** Returns the folder that it is about. */
  default String folderId() {
    return this instanceof OfUpdate one
        ? one.update().folderId()
        : ((OfRecord) this).record().folderId();
  }

  /** Returns a batch that has nothing else. */
  default Batch alone() {
    return this instanceof OfUpdate
        ? new Batch.OfUpdates(updates(List.of(this)))
        : new Batch.OfRecords(records(List.of(this)));
  }

  /** Returns the sync records among some inputs. */
  static List<SyncRecord> records(List<Input> inputs) {
    return inputs.stream()
        .filter(OfRecord.class::isInstance)
        .map(input -> ((OfRecord) input).record())
        .toList();
  }

  /** Returns the updates among some inputs. */
  static List<ProfileUpdate> updates(List<Input> inputs) {
    return inputs.stream()
        .filter(OfUpdate.class::isInstance)
        .map(input -> ((OfUpdate) input).update())
        .toList();
  }

  /** A sync record. */
  record OfRecord(SyncRecord record) implements Input {}

  /** An update. */
  record OfUpdate(ProfileUpdate update) implements Input {}
}
