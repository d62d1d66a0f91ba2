package io.github.identitysync.crash;

import io.github.identitysync.Folder;
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
 * Batches that follow from their numbers, so that one process can tell how much a store has of what
 * another one applied. Thread {@code t} of n has the numbers t, t + n, t + 2n and so on.
 */
final class NumberedBatches {

  static final int THREADS = 3;
  static final int RECORDS = 1_000;

  /** How many identities of its own a batch updates. */
  static final int UPDATES = 100;

  static final List<String> FOLDERS =
      List.of("00000000000aaaaa", "00000000000bbbbb", "00000000000ccccc", "00000000000ddddd");

  private static final String NUMBER = "number";

  private NumberedBatches() {}

  /**
   * Opens a store that takes little memory beside its index, as a process with a small heap does.
   */
  static IdentitySync open(Path directory) {
    return IdentitySync.open(
        directory, StoreOptions.defaults().withJournalBytes(256 << 10).withCacheBytes(0));
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

  private static Identity overwritten(int thread) {
    return Identity.browser("overwritten by " + thread);
  }

  /** Returns the number of the last batch of a thread by what all its batches write over, or -1. */
  static long newest(IdentitySync sync, String folder, int thread) {
    return number(sync.folder(folder), overwritten(thread));
  }

  private static String folder(int record) {
    return FOLDERS.get(record % FOLDERS.size());
  }

  private static Identity.Browser browser(int batch, int record) {
    return new Identity.Browser("b" + batch + "-" + record);
  }

  private static Identity external(int batch, int record) {
    return Identity.external("crm", user(batch, record));
  }

  /** Eight records share a user, two of them in each folder. */
  private static String user(int batch, int record) {
    return "u" + batch + "-" + record / 8;
  }

  /** Returns how many of a batch's own identities have its number. */
  static int updated(IdentitySync sync, int batch) {
    int updated = 0;
    for (int i = 0; i < UPDATES; i++) {
      long number = number(sync.folder(folder(i)), browser(batch, i));
      updated += number == batch ? 1 : 0;
    }
    return updated;
  }

  private static long number(Folder folder, Identity identity) {
    return folder
        .field(identity, NUMBER)
        .map(field -> ((FieldValue.WholeNumber) field.value()).value())
        .orElse(-1L);
  }

  /** Returns how many of a batch's records are there. */
  static int present(IdentitySync sync, int batch) {
    int present = 0;
    for (int folderIndex = 0; folderIndex < FOLDERS.size(); folderIndex++) {
      Folder folder = sync.folder(folder(folderIndex));
      for (int i = folderIndex; i < RECORDS; i += FOLDERS.size()) {
        if (folder.sameProfile(browser(batch, i), external(batch, i))) {
          present++;
        }
      }
    }
    return present;
  }
}
