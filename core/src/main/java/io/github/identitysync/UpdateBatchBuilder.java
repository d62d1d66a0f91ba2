package io.github.identitysync;

import io.github.identitysync.internal.folder.FolderState;
import io.github.identitysync.internal.folder.UpdateBatch;
import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sorts the profile updates of one call by folder. */
final class UpdateBatchBuilder extends BatchBuilder<ProfileUpdate, UpdateBatch> {

  private final StoreOptions options;

  UpdateBatchBuilder(
      StoreOptions options, Placeholders placeholders, Folders folders, CallTimes times) {
    super(options, placeholders, folders, times, new AtomicLong());
    this.options = options;
  }

  @Override
  String word() {
    return "update";
  }

  @Override
  void check(int index, ProfileUpdate update) {
    checkLength(index, "folderId", update.folderId());
    if (update.identity() instanceof Identity.External external) {
      checkLength(index, "externalSystemType", external.type());
      checkLength(index, "externalSystemUserId", external.userId());
    } else if (update.identity() instanceof Identity.Browser browser) {
      checkLength(index, "browserId", browser.id());
    }
    if (update.occurredAt() == null) {
      times().requireOfUpdate();
    }
  }

  @Override
  @Nullable String placeholder(ProfileUpdate update) {
    if (update.identity() instanceof Identity.Browser browser) {
      return isPlaceholder(browser.id()) ? "browserId" : null;
    }
    Identity.External external = (Identity.External) update.identity();
    return isPlaceholder(external.userId()) ? "externalSystemUserId" : null;
  }

  @Override
  @Nullable Instant occurredAt(ProfileUpdate update) {
    return update.occurredAt();
  }

  @Override
  String folderId(ProfileUpdate update) {
    return update.folderId();
  }

  @Override
  UpdateBatch newBatch(FolderState folder, int expected) {
    return new UpdateBatch(folder, expected, name -> options.rule(name) == FieldRule.UNION);
  }

  @Override
  void add(ProfileUpdate update, UpdateBatch batch) {
    Instant time = update.occurredAt();
    batch.add(update, time == null ? times().ofUpdate() : time);
  }

  /** Sums up what applying the updates did. */
  UpdateReport report() {
    int unchanged = batches().stream().mapToInt(UpdateBatch::unchanged).sum();
    return new UpdateReport(count(), unchanged, newIdentities(), refused());
  }
}
