package io.github.identitysync.crash;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Applies numbered batches for ever, each of records and then of updates, from as many threads as
 * it is given first numbers, and prints each number when its batch is applied.
 */
final class KillChild {

  static final int THREADS = 2;
  static final int RECORDS = 1_000;

  /** How many identities of its own a batch updates. */
  static final int UPDATES = 100;

  static final String NUMBER = "number";

  /** Tells a line that is whole. */
  static final String END = " applied";

  static final List<String> FOLDERS = List.of("00000000000aaaaa", "00000000000bbbbb");

  private KillChild() {}

  public static void main(String[] arguments) {
    IdentitySync sync = open(Path.of(arguments[0]));
    int threads = arguments.length - 1;
    for (int i = 1; i <= threads; i++) {
      int first = Integer.parseInt(arguments[i]);
      new Thread(() -> applyFrom(sync, first, threads)).start();
    }
  }

  static IdentitySync open(Path directory) {
    return IdentitySync.open(directory, StoreOptions.defaults().withJournalBytes(256 << 10));
  }

  private static void applyFrom(IdentitySync sync, int first, int step) {
    for (int batch = first; true; batch += step) {
      sync.apply(records(batch));
      sync.update(updates(batch));
      synchronized (System.out) {
        System.out.println(batch + END);
        System.out.flush();
      }
    }
  }

  static List<SyncRecord> records(int batch) {
    List<SyncRecord> records = new ArrayList<>(RECORDS);
    for (int i = 0; i < RECORDS; i++) {
      records.add(
          new SyncRecord(
              folder(i), browser(batch, i).id(), "crm", user(batch, i), Instant.ofEpochMilli(i)));
    }
    return records;
  }

  /**
   * Writes the batch's number through the browsers of its first records, and in each folder over
   * that of the thread's batch before.
   */
  static List<ProfileUpdate> updates(int batch) {
    Map<String, FieldValue> number = Map.of(NUMBER, FieldValue.wholeNumber(batch));
    Instant time = Instant.ofEpochMilli(batch);
    List<ProfileUpdate> updates = new ArrayList<>();
    for (int i = 0; i < UPDATES; i++) {
      updates.add(new ProfileUpdate(folder(i), browser(batch, i), number, time));
    }
    for (String folder : FOLDERS) {
      updates.add(new ProfileUpdate(folder, overwritten(batch % THREADS), number, time));
    }
    return updates;
  }

  /** Returns the identity that every batch of a thread updates. */
  static Identity overwritten(int thread) {
    return Identity.browser("overwritten by " + thread);
  }

  static String folder(int record) {
    return FOLDERS.get(record % FOLDERS.size());
  }

  static Identity.Browser browser(int batch, int record) {
    return new Identity.Browser("b" + batch + "-" + record);
  }

  static Identity external(int batch, int record) {
    return Identity.external("crm", user(batch, record));
  }

  /** Four records share a user, two of them in each folder. */
  private static String user(int batch, int record) {
    return "u" + batch + "-" + record / 4;
  }
}
