package io.github.identitysync;

import io.github.identitysync.internal.folder.FolderState;
import io.github.identitysync.internal.folder.SyncBatch;
import io.github.identitysync.model.SyncRecord;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sorts sync records by folder. */
final class SyncBatchBuilder extends BatchBuilder<SyncRecord, SyncBatch> {

  SyncBatchBuilder(
      StoreOptions options,
      Placeholders placeholders,
      Folders folders,
      CallTimes times,
      AtomicLong bytes) {
    super(options, placeholders, folders, times, bytes);
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
    if (record.occurredAt() == null) {
      times().ofRecords();
    }
  }

  @Override
  @Nullable String placeholder(SyncRecord record) {
    if (isPlaceholder(record.browserId())) {
      return "browserId";
    }
    return isPlaceholder(record.externalSystemUserId()) ? "externalSystemUserId" : null;
  }

  @Override
  @Nullable Instant occurredAt(SyncRecord record) {
    return record.occurredAt();
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
    Instant time = record.occurredAt();
    batch.add(record, time == null ? times().ofRecords() : time.toEpochMilli());
  }
}
