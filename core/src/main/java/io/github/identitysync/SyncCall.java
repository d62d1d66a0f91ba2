package io.github.identitysync;

import io.github.identitysync.internal.folder.SharedTask;
import io.github.identitysync.internal.folder.SyncBatch;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.SyncRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The records of one call of {@link IdentitySync#apply}. Encoding, hashing and looking up are most
 * of what a record costs, so a long call is prepared in parts, by as many threads as there are
 * processors; the parts are then applied in their order.
 */
final class SyncCall {

  /** A part has at least so many records, as handing it to another thread is not for nothing. */
  private static final int PART_RECORDS = 256;

  private final List<Part> parts;

  private SyncCall(List<Part> parts) {
    this.parts = parts;
  }

  /** Some of the records, and what is new of them. */
  private record Part(SyncBatchBuilder builder, List<SyncBatch> news) {}

  /**
   * Encodes the records and looks up what they name.
   *
   * @param builders makes what takes the records of a part
   * @throws IllegalArgumentException if one is null or has an identifier that is too long, or if
   *     they are too large together
   * @throws io.github.identitysync.model.IdentitySyncException if a folder cannot be read
   */
  static SyncCall prepare(
      SyncRecord[] records, Folders folders, Supplier<SyncBatchBuilder> builders) {
    int processors = ForkJoinPool.getCommonPoolParallelism() + 1;
    int count = Math.max(1, Math.min(processors, records.length / PART_RECORDS));
    List<SyncBatchBuilder> made = Stream.generate(builders).limit(count).toList();
    made.get(0).checkAll(records);
    if (count > 1) {
      // Reading a folder takes all processors, so it is not left to one part while others wait.
      folders.existing(records[0].folderId());
    }
    List<SharedTask<Part>> tasks =
        IntStream.range(0, count)
            .mapToObj(i -> new SharedTask<>(() -> part(made.get(i), records, i, count)))
            .toList();
    try {
      tasks.stream().skip(1).forEach(SharedTask::offer);
      // Should several fail, the first one's failure is told.
      return new SyncCall(tasks.stream().map(SharedTask::join).toList());
    } finally {
      tasks.forEach(SharedTask::cancel);
    }
  }

  private static Part part(SyncBatchBuilder builder, SyncRecord[] records, int part, int parts) {
    long length = records.length;
    builder.addAll(records, (int) (length * part / parts), (int) (length * (part + 1) / parts));
    List<SyncBatch> news =
        builder.batches().stream().filter(batch -> !batch.folder().resolve(batch)).toList();
    return new Part(builder, news);
  }

  /** Returns what is to be committed, in the order of the records. */
  List<SyncBatch> news() {
    return parts.stream().flatMap(part -> part.news().stream()).toList();
  }

  /** Sums up what applying the records did. */
  SyncReport report() {
    int count = 0;
    int newLinks = 0;
    int newIdentities = 0;
    Map<String, List<ProfileMerge>> merges = new LinkedHashMap<>();
    List<RefusedRecord> refused = new ArrayList<>();
    for (Part part : parts) {
      SyncBatchBuilder builder = part.builder();
      count += builder.count();
      newLinks += builder.batches().stream().mapToInt(SyncBatch::newLinks).sum();
      newIdentities += builder.newIdentities();
      builder
          .batchesByFolder()
          .forEach(
              (folder, batch) ->
                  merges
                      .computeIfAbsent(folder, unused -> new ArrayList<>())
                      .addAll(merges(folder, batch)));
      refused.addAll(builder.refused());
    }
    return new SyncReport(
        count,
        count - newLinks,
        newIdentities,
        newLinks,
        merges.values().stream().flatMap(List::stream).toList(),
        refused);
  }

  private static List<ProfileMerge> merges(String folderId, SyncBatch batch) {
    return batch.merges().stream()
        .map(
            merge ->
                new ProfileMerge(
                    folderId,
                    new ProfileId(new UUID(merge.survivorHigh(), merge.survivorLow())),
                    new ProfileId(new UUID(merge.absorbedHigh(), merge.absorbedLow()))))
        .toList();
  }
}
