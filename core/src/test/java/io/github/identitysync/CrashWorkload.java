package io.github.identitysync;

import io.github.identitysync.model.SyncRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Batches over two folders, each of which adds facts, for stores whose journal is so small that
 * checkpoints come by themselves. All times are given, so that digests can be compared.
 */
final class CrashWorkload {

  static final String FOLDER = "00000000000aaaaa";
  static final String OTHER = "00000000000bbbbb";

  /** After how many batches the store is closed and opened again. */
  static final Set<Integer> CLOSES = Set.of(4, 10);

  private static final int LONG_RECORDS = 30;

  static final List<List<SyncRecord>> BATCHES = batches();

  private CrashWorkload() {}

  static StoreOptions options() {
    byte[] secret = new byte[16];
    secret[3] = 7;
    return StoreOptions.defaults().withSecret(secret).withJournalBytes(64 << 10);
  }

  private static List<List<SyncRecord>> batches() {
    List<List<SyncRecord>> batches = new ArrayList<>();
    batches.add(
        List.of(record(FOLDER, 1, 1, 500), record(FOLDER, 2, 2, 510), record(OTHER, 1, 1, 520)));
    batches.add(List.of(record(OTHER, 1, 2, 530), record(FOLDER, 3, 3, 540)));
    batches.add(List.of(record(FOLDER, 1, 2, 550), record(OTHER, 4, 4, 560)));
    batches.add(List.of(record(FOLDER, 2, 2, 100), record(OTHER, 1, 2, 110)));
    batches.add(small(5));
    batches.add(small(6));
    batches.add(longIds(100, 600));
    batches.add(small(7));
    batches.add(
        List.of(
            record(FOLDER, 5, 5, 90),
            record(FOLDER, 5, 6, 95),
            record(FOLDER, 1, 1, 700),
            record(OTHER, 5, 1, 710)));
    batches.add(small(8));
    batches.add(longIds(200, 80));
    batches.add(List.of(record(FOLDER, 100, 200, 70), record(OTHER, 200, 101, 60)));
    batches.add(small(9));
    return List.copyOf(batches);
  }

  private static List<SyncRecord> small(int number) {
    return List.of(
        record(FOLDER, number, number, 1_000 + number),
        record(OTHER, number, number, 2_000 - number));
  }

  private static List<SyncRecord> longIds(int from, int time) {
    List<SyncRecord> records = new ArrayList<>();
    for (int i = 0; i < LONG_RECORDS; i++) {
      String browser = "browser" + "-".repeat(900) + (from + i);
      String user = "user" + "-".repeat(900) + (from + i / 3);
      String folder = i % 4 == 0 ? OTHER : FOLDER;
      records.add(new SyncRecord(folder, browser, "crm", user, Instant.ofEpochMilli(time + i)));
    }
    records.add(record(FOLDER, from, from, time));
    records.add(record(OTHER, from, from + 1, time));
    return List.copyOf(records);
  }

  private static SyncRecord record(String folder, int browser, int user, int time) {
    return new SyncRecord(
        folder, "browser" + browser, "crm", "user" + user, Instant.ofEpochMilli(time));
  }
}
