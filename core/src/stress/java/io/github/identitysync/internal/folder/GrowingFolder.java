package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FolderFixture.record;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A folder whose arrays and indexes are nearly full, and a commit by which all of them grow: it
 * joins the two profiles that are there and gives identities of both their first fields, has one of
 * them seen earlier, and adds a profile.
 *
 * <p>What is looked at is {@link #BEFORE} the commit or {@link #AFTER} it; whatever else is seen is
 * told as it is.
 */
public class GrowingFolder {

  static final String BEFORE = "before";
  static final String AFTER = "after";

  private static final long TIME = 1_800_000_000_000L;
  private static final int JOINED = 25;
  private static final int ADDED = 9;

  /** The folders of a run share a store, to which all write the same blocks. */
  private static final FolderFixture FIXTURE = new FolderFixture();

  private final FolderState folder = FIXTURE.folder();
  private final List<SyncRecord> news = new ArrayList<>();

  GrowingFolder() {
    List<SyncRecord> first = new ArrayList<>();
    star(0, 0, 12, first);
    star(1, 20, 11, first);
    commit(batch(first));
    news.add(record(0, 20, TIME));
    news.add(record(1, 0, TIME));
    news.add(record(1, 20, 0));
    star(2, 40, ADDED - 1, news);
  }

  /** Links a browser to several users. */
  private static void star(int browser, int firstUser, int users, List<SyncRecord> records) {
    for (int i = 0; i < users; i++) {
      records.add(record(browser, firstUser + i, TIME));
    }
  }

  private SyncBatch batch(List<SyncRecord> records) {
    SyncBatch batch = new SyncBatch(folder, records.size());
    records.forEach(record -> batch.add(record, record.occurredAt().toEpochMilli()));
    folder.resolve(batch);
    return batch;
  }

  private void commit(IdentityBatch... batches) {
    FolderWriter writer = new FolderWriter(folder);
    synchronized (FIXTURE) {
      for (IdentityBatch batch : batches) {
        writer.stage(batch);
      }
      writer.number(0);
      writer.writeFacts();
    }
    writer.lock();
    try {
      writer.publish();
    } finally {
      writer.unlock();
    }
  }

  final void commit() {
    UpdateBatch updates =
        FolderFixture.batch(
            folder,
            List.of(
                FolderFixture.update(0, FieldValue.wholeNumber(1), TIME),
                FolderFixture.update(1, FieldValue.wholeNumber(1), TIME)));
    folder.resolve(updates);
    commit(batch(news), updates);
  }

  /** Looks again and again, until the commit is seen. */
  static String await(Supplier<String> reading) {
    String seen = reading.get();
    while (seen.equals(BEFORE)) {
      seen = reading.get();
    }
    return seen;
  }

  private static Identity browser(int number) {
    return Identity.browser("b" + number);
  }

  private static Identity user(int number) {
    return Identity.external("t", "u" + number);
  }

  private Set<Identity> names(int[] nodes) {
    Set<Identity> names = new TreeSet<>();
    for (int node : nodes) {
      names.add(folder.names().name(node));
    }
    return names;
  }

  /** Looks at the profile that another one is joined to. */
  final String joinedProfile() {
    ProfileReading reading = folder.profiles().read(browser(0));
    if (reading == null) {
      return "missing";
    }
    int members = reading.members().nodes().length;
    Identity canonical = folder.names().name(reading.members().canonical());
    ShownField total = reading.field("x", FieldRule.TOTAL, folder.names()::name);
    if (members == 13 && total == null && !canonical.equals(user(20))) {
      return BEFORE;
    }
    boolean isAfter =
        members == JOINED
            && total != null
            && total.value().equals(FieldValue.wholeNumber(2))
            && canonical.equals(user(20));
    return isAfter ? AFTER : members + " members, total " + total + ", first " + canonical;
  }

  /** Looks at the profile that is added. */
  final String addedProfile() {
    ProfileReading reading = folder.profiles().read(user(47));
    if (reading == null) {
      return BEFORE;
    }
    Set<Identity> names = names(reading.members().nodes());
    boolean isWhole =
        names.size() == ADDED && names.contains(browser(2)) && names.contains(user(40));
    return isWhole ? AFTER : names.toString();
  }

  /** Looks at the added profile once the others are seen joined. */
  final String joinedThenAdded() {
    if (!folder.profiles().areOne(user(5), user(25))) {
      return BEFORE;
    }
    return folder.profiles().areOne(browser(2), user(43)) ? AFTER : "joined without the added one";
  }

  /** Looks at how much there is. */
  final String size() {
    FolderState.Size size = folder.size();
    if (size.equals(new FolderState.Size(JOINED, JOINED - 2, 2, 13))) {
      return BEFORE;
    }
    boolean isAfter = size.equals(new FolderState.Size(JOINED + ADDED, 33, 2, JOINED));
    return isAfter ? AFTER : size.toString();
  }

  /** Looks the records of the commit up, as a caller does who applies them as well. */
  final String knownRecords() {
    SyncBatch batch = batch(news);
    int known = 0;
    for (int i = 0; i < batch.count(); i++) {
      known += batch.edge(i) >= 0 ? 1 : 0;
    }
    return known == 0 ? BEFORE : known == batch.count() ? AFTER : known + " records known";
  }
}
