package io.github.identitysync;

import io.github.identitysync.internal.folder.SyncBatch;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.SyncRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sorts the records of one call by folder and checks what depends on the options. */
final class BatchBuilder {

  private static final long MAX_BATCH_BYTES = 256 << 20;

  private final int maxIdBytes;
  private final Folders folders;
  private final long now;
  private final Map<String, SyncBatch> batches = new LinkedHashMap<>();
  private @Nullable String lastFolder;
  private @Nullable SyncBatch lastBatch;
  private long bytes;
  private int count;
  private int total;

  BatchBuilder(StoreOptions options, Folders folders, long now) {
    this.maxIdBytes = options.maxIdBytes();
    this.folders = folders;
    this.now = now;
  }

  /**
   * Adds all records.
   *
   * @throws IllegalArgumentException if one is null or has an identifier that is too long
   */
  void addAll(List<SyncRecord> records) {
    SyncRecord[] snapshot = records.toArray(new SyncRecord[0]);
    total = snapshot.length;
    for (int from = 0; from < snapshot.length; from += SyncBatch.CHUNK) {
      int to = Math.min(from + SyncBatch.CHUNK, snapshot.length);
      for (int i = from; i < to; i++) {
        check(i, snapshot[i]);
      }
      for (int i = from; i < to; i++) {
        add(i, snapshot[i]);
      }
    }
  }

  private void check(int index, @Nullable SyncRecord record) {
    if (record == null) {
      throw new IllegalArgumentException("record " + index + " is null");
    }
    checkLength(index, "folderId", record.folderId());
    checkLength(index, "browserId", record.browserId());
    checkLength(index, "externalSystemType", record.externalSystemType());
    checkLength(index, "externalSystemUserId", record.externalSystemUserId());
  }

  private void add(int index, SyncRecord record) {
    SyncBatch batch = batch(record.folderId());
    int before = batch.nameBytes();
    batch.add(record, record.occurredAt() == null ? now : record.occurredAt().toEpochMilli());
    bytes += batch.nameBytes() - before;
    if (bytes > MAX_BATCH_BYTES) {
      throw new IllegalArgumentException(
          "the batch has more than "
              + MAX_BATCH_BYTES
              + " bytes of identifiers at record "
              + index);
    }
    count++;
  }

  private SyncBatch batch(String folderId) {
    SyncBatch batch = lastBatch;
    if (batch == null || !folderId.equals(lastFolder)) {
      batch = batches.computeIfAbsent(folderId, this::newBatch);
      lastFolder = folderId;
      lastBatch = batch;
    }
    return batch;
  }

  /** Most calls are about one folder, so the first batch has room for all records. */
  private SyncBatch newBatch(String folderId) {
    int expected = batches.isEmpty() ? Math.min(total, 1 << 16) : 1;
    return new SyncBatch(folders.forWriting(folderId), expected);
  }

  private void checkLength(int index, String field, String id) {
    if (id.length() * 3L > maxIdBytes && utf8Length(id) > maxIdBytes) {
      throw new IllegalArgumentException(
          "record " + index + ": " + field + " is longer than " + maxIdBytes + " bytes");
    }
  }

  private static long utf8Length(String id) {
    return id.codePoints()
        .mapToLong(point -> point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4)
        .sum();
  }

  Map<String, SyncBatch> batches() {
    return batches;
  }

  /** Sums up what applying the batches did. */
  SyncReport report() {
    int newIdentities = 0;
    int newLinks = 0;
    List<ProfileMerge> merges = new ArrayList<>();
    for (Map.Entry<String, SyncBatch> entry : batches.entrySet()) {
      SyncBatch batch = entry.getValue();
      newIdentities += batch.newIdentities();
      newLinks += batch.newLinks();
      for (SyncBatch.Merge merge : batch.merges()) {
        merges.add(
            new ProfileMerge(
                entry.getKey(),
                new ProfileId(new UUID(merge.survivorHigh(), merge.survivorLow())),
                new ProfileId(new UUID(merge.absorbedHigh(), merge.absorbedLow()))));
      }
    }
    return new SyncReport(count, count - newLinks, newIdentities, newLinks, merges, List.of());
  }
}
