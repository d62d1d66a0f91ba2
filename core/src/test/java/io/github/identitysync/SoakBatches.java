package io.github.identitysync;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The batches of {@link SoakTest}, which follow from their numbers, and what readers see of a
 * folder when so many of each writer are there. All folders get the same.
 *
 * <p>A batch of records has some browsers of one user, of which the first is linked to another user
 * too, that of a group of batches: a group is one profile. A batch of updates writes two identities
 * of the writer's first group.
 */
final class SoakBatches {

  static final int WRITERS = 2;
  static final List<String> FOLDERS = List.of("a", "b");

  private static final int BROWSERS = 5;
  private static final int LINKS = BROWSERS + 1;

  /** So many batches of a writer are linked to one profile, one after the other. */
  static final int GROUP = 8;

  private SoakBatches() {}

  private static Identity.Browser browser(int writer, int batch, int number) {
    return new Identity.Browser("b" + writer + "-" + batch + "-" + number);
  }

  static Identity.External user(int writer, int batch) {
    return new Identity.External("crm", "u" + writer + "-" + batch);
  }

  private static Identity.External groupUser(int writer, int group) {
    return new Identity.External("crm", "group" + writer + "-" + group);
  }

  static List<SyncRecord> records(int writer, int batch) {
    List<SyncRecord> records = new ArrayList<>();
    Instant time = Instant.ofEpochMilli(1_000L * batch + writer);
    for (String folder : FOLDERS) {
      for (int i = 0; i < BROWSERS; i++) {
        String browser = browser(writer, batch, i).id();
        records.add(new SyncRecord(folder, browser, "crm", user(writer, batch).userId(), time));
      }
      String first = browser(writer, batch, 0).id();
      String group = groupUser(writer, batch / GROUP).userId();
      records.add(new SyncRecord(folder, first, "crm", group, time));
    }
    return records;
  }

  /** Writes a number through two identities of a profile, in each folder. */
  static List<ProfileUpdate> updates(int writer, int number) {
    List<ProfileUpdate> updates = new ArrayList<>();
    for (String folder : FOLDERS) {
      fields(writer, number)
          .forEach(
              (name, field) ->
                  updates.add(
                      new ProfileUpdate(
                          folder,
                          field.source(),
                          Map.of(name, field.value()),
                          field.occurredAt())));
    }
    return updates;
  }

  /** Returns what a writer's first group shows when the last update has a number. */
  static SortedMap<String, Field> fields(int writer, int number) {
    Instant time = Instant.ofEpochMilli(number);
    FieldValue value = FieldValue.wholeNumber(number);
    FieldValue padding = FieldValue.text("-".repeat(number % 400));
    SortedMap<String, Field> fields = new TreeMap<>();
    fields.put("one", new Field(value, time, browser(writer, 0, 1)));
    fields.put("other", new Field(value, time, user(writer, 0)));
    fields.put("padding", new Field(padding, time, user(writer, 0)));
    return fields;
  }

  /** Returns all identities of a batch of records. */
  static List<Identity> identities(int writer, int batch) {
    List<Identity> identities = new ArrayList<>();
    identities.add(user(writer, batch));
    identities.add(groupUser(writer, batch / GROUP));
    for (int i = 0; i < BROWSERS; i++) {
      identities.add(browser(writer, batch, i));
    }
    return identities;
  }

  /** Returns the identities of a group, in their order, when a writer has so many batches. */
  static List<Identity> group(int writer, int group, int batches) {
    Set<Identity> identities = new HashSet<>();
    int end = Math.min(batches, GROUP * (group + 1));
    for (int batch = GROUP * group; batch < end; batch++) {
      identities.addAll(identities(writer, batch));
    }
    return identities.stream().sorted().toList();
  }

  /** Returns how many groups so many batches have. */
  static int groups(int batches) {
    return (batches + GROUP - 1) / GROUP;
  }

  /** Returns the size of a folder when each writer has so many batches. */
  static FolderStats stats(int[] batches) {
    long all = 0;
    long groups = 0;
    long most = 0;
    for (int count : batches) {
      all += count;
      groups += groups(count);
      most = Math.max(most, Math.min(count, GROUP));
    }
    return new FolderStats(
        all * LINKS + groups, all * LINKS, groups, most == 0 ? 0 : most * LINKS + 1);
  }
}
