package io.github.identitysync;

import io.github.identitysync.internal.folder.FolderState;
import io.github.identitysync.internal.folder.SyncBatch;
import io.github.identitysync.model.SyncRecord;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sorts sync records by folder. */
final class SyncBatchBuilder extends BatchBuilder<SyncRecord, SyncBatch> {

  private final long now;

  /** Makes a builder that gives records without a time this one, in milliseconds. */
  SyncBatchBuilder(
      StoreOptions options,
      Placeholders placeholders,
      Folders folders,
      AtomicLong bytes,
      long now) {
    super(options, placeholders, folders, bytes);
    this.now = now;
  }

  @Override
  String word() {
    return "record";
  }

  @Override
  void check(int index, SyncRecord record) {
    checkLength(index, "folderId", record.folderId());
    checkLength(index, "browserId", record.browserId());
    checkLength(index, "externalSystemType", record.externalSystemType());
    checkLength(index, "externalSystemUserId", record.externalSystemUserId());
  }

  @Override
  @Nullable String placeholder(SyncRecord record) {
    if (isPlaceholder(record.browserId())) {
      return "browserId";
    }
    return isPlaceholder(record.externalSystemUserId()) ? "externalSystemUserId" : null;
  }

  @Override
  String folderId(SyncRecord record) {
    return record.folderId();
  }

  @Override
  SyncBatch newBatch(FolderState folder, int expected) {
    return new SyncBatch(folder, expected);
  }

  @Override
  void add(SyncRecord record, SyncBatch batch) {
    batch.add(record, record.occurredAt() == null ? now : record.occurredAt().toEpochMilli());
  }
}
