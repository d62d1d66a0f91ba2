package io.github.identitysync.testing;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.SyncReport;
import io.github.identitysync.UpdateReport;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.util.List;

/** What goes into a store with one call. */
public sealed interface Batch {

  /** Makes the call, and returns how many elements said something new about links or fields. */
  int applyTo(IdentitySync sync);

  /** Tells an oracle what the call would tell a store. */
  void tell(Oracle oracle);

  /** Returns a batch of sync records. */
  static Batch of(SyncRecord... records) {
    return new OfRecords(List.of(records));
  }

  /** Returns a batch of updates. */
  static Batch of(ProfileUpdate... updates) {
    return new OfUpdates(List.of(updates));
  }

  /** Sync records. */
  record OfRecords(List<SyncRecord> records) implements Batch {
    @Override
    public int applyTo(IdentitySync sync) {
      SyncReport report = sync.apply(records);
      return report.applied() - report.alreadyLinked();
    }

    @Override
    public void tell(Oracle oracle) {
      records.forEach(oracle::add);
    }
  }

  /** Updates. */
  record OfUpdates(List<ProfileUpdate> updates) implements Batch {
    @Override
    public int applyTo(IdentitySync sync) {
      UpdateReport report = sync.update(updates);
      return report.applied() - report.unchanged();
    }

    @Override
    public void tell(Oracle oracle) {
      updates.forEach(oracle::add);
    }
  }
}
