package io.github.identitysync;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Batch;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Batches over two folders, of records or of updates, each of which adds facts, for stores whose
 * journal is so small that checkpoints come by themselves. All times are given, so that digests can
 * be compared.
 */
public final class CrashWorkload {

  static final String FOLDER = "00000000000aaaaa";
  static final String OTHER = "00000000000bbbbb";

  /** After how many batches the store is closed and opened again. */
  static final Set<Integer> CLOSES = Set.of(5, 13);

  private static final int LONG_RECORDS = 30;

  static final List<Batch> BATCHES = batches();

  private CrashWorkload() {}

  /** Returns all of it. */
  public static CrashScript script() {
    return new CrashScript(options(), BATCHES, CLOSES);
  }

  static StoreOptions options() {
    byte[] secret = new byte[16];
    secret[3] = 7;
    return StoreOptions.defaults()
        .withSecret(secret)
        .withJournalBytes(64 << 10)
        .withRule("first", FieldRule.EARLIEST)
        .withRule("least", FieldRule.SMALLEST)
        .withRule("most", FieldRule.LARGEST)
        .withRule("all", FieldRule.UNION)
        .withRule("sum", FieldRule.TOTAL);
  }

  private static List<Batch> batches() {
    List<Batch> batches = new ArrayList<>();
    batches.add(
        Batch.of(record(FOLDER, 1, 1, 500), record(FOLDER, 2, 2, 510), record(OTHER, 1, 1, 520)));
    batches.add(Batch.of(record(OTHER, 1, 2, 530), record(FOLDER, 3, 3, 540)));
    batches.add(
        Batch.of(
            update(FOLDER, browser(1), 540, everywhere(number(1))),
            update(FOLDER, user(3), 540, everywhere(FieldValue.text("three"))),
            update(OTHER, browser(1), 300, everywhere(FieldValue.texts(List.of("one", "two")))),
            update(OTHER, browser(100), 650, everywhere(FieldValue.truth(true)))));
    batches.add(Batch.of(record(FOLDER, 1, 2, 550), record(OTHER, 4, 4, 560)));
    batches.add(Batch.of(record(FOLDER, 2, 2, 100), record(OTHER, 1, 2, 110)));
    batches.add(small(5));
    batches.add(
        Batch.of(
            update(FOLDER, browser(1), 600, everywhere(FieldValue.decimal(BigDecimal.TEN))),
            update(FOLDER, user(2), 600, everywhere(number(7))),
            update(FOLDER, user(3), 50, Map.of()),
            update(OTHER, browser(1), 700, everywhere(FieldValue.removed())),
            update(OTHER, user(1), 700, Map.of("sum", number(-2)))));
    batches.add(small(6));
    batches.add(longIds(100, 600));
    batches.add(large(900));
    batches.add(small(7));
    batches.add(
        Batch.of(
            update(FOLDER, user(2), 910, everywhere(FieldValue.date(LocalDate.EPOCH))),
            update(FOLDER, browser(101), 910, Map.of("text", FieldValue.removed())),
            update(OTHER, browser(100), 910, Map.of("text", FieldValue.text("short")))));
    batches.add(
        Batch.of(
            record(FOLDER, 5, 5, 90),
            record(FOLDER, 5, 6, 95),
            record(FOLDER, 1, 1, 700),
            record(OTHER, 5, 1, 710)));
    batches.add(small(8));
    batches.add(longIds(200, 80));
    batches.add(Batch.of(record(FOLDER, 100, 200, 70), record(OTHER, 200, 101, 60)));
    batches.add(
        Batch.of(
            update(FOLDER, browser(200), 1_000, everywhere(number(3))),
            update(OTHER, browser(200), 20, everywhere(FieldValue.timestamp(Instant.EPOCH)))));
    batches.add(small(9));
    return List.copyOf(batches);
  }

  private static Batch small(int number) {
    return Batch.of(
        record(FOLDER, number, number, 1_000 + number),
        record(OTHER, number, number, 2_000 - number));
  }

  private static Batch longIds(int from, int time) {
    List<SyncRecord> records = new ArrayList<>();
    for (int i = 0; i < LONG_RECORDS; i++) {
      String browser = "browser" + "-".repeat(900) + (from + i);
      String user = "user" + "-".repeat(900) + (from + i / 3);
      String folder = i % 4 == 0 ? OTHER : FOLDER;
      records.add(new SyncRecord(folder, browser, "crm", user, Instant.ofEpochMilli(time + i)));
    }
    records.add(record(FOLDER, from, from, time));
    records.add(record(OTHER, from, from + 1, time));
    return new Batch.OfRecords(List.copyOf(records));
  }

  /** Writes texts of which the largest is larger than the journal, to profiles that merge later. */
  private static Batch large(int time) {
    List<ProfileUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String folder = i % 3 == 0 ? OTHER : FOLDER;
      FieldValue text = FieldValue.text("text " + i + "-".repeat(1_000 * i));
      updates.add(update(folder, browser(100 + i % 2), time + i, Map.of("text", text)));
      updates.add(update(folder, user(200), time + i, Map.of("all", text, "sum", number(i))));
    }
    String longest = "-".repeat(ProfileUpdate.MAX_VALUE_BYTES);
    updates.add(update(OTHER, browser(100), time, Map.of("most", FieldValue.text(longest))));
    return new Batch.OfUpdates(List.copyOf(updates));
  }

  private static SyncRecord record(String folder, int browser, int user, int time) {
    return new SyncRecord(
        folder, "browser" + browser, "crm", "user" + user, Instant.ofEpochMilli(time));
  }

  private static Identity browser(int number) {
    return Identity.browser("browser" + number);
  }

  private static Identity user(int number) {
    return Identity.external("crm", "user" + number);
  }

  private static FieldValue number(long number) {
    return FieldValue.wholeNumber(number);
  }

  private static ProfileUpdate update(
      String folder, Identity identity, int time, Map<String, FieldValue> values) {
    return new ProfileUpdate(folder, identity, values, Instant.ofEpochMilli(time).plusNanos(1));
  }

  /** Returns a value for one field of every rule. */
  private static Map<String, FieldValue> everywhere(FieldValue value) {
    return Map.of(
        "last", value, "first", value, "least", value, "most", value, "all", value, "sum", value);
  }
}
