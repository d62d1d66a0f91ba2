package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException.Closed;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Stores;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Everything at once: threads write, update, read, verify and ask for all profiles while the store
 * is closed under them and opened again. What was acknowledged before a reading began is part of
 * it, whole; nothing is thrown but that the store is closed, by a call that has then done nothing;
 * and in the end the store has exactly what was acknowledged.
 *
 * <p>The system properties {@code identitysync.soak.lives} and {@code identitysync.soak.seed} set
 * how often the store is opened, and when it is closed.
 */
class SoakTest {

  private static final int LIVES = Integer.getInteger("identitysync.soak.lives", 12);
  private static final long SEED =
      Long.getLong("identitysync.soak.seed", System.currentTimeMillis());

  private static final int WRITERS = 2;
  private static final int UPDATERS = 2;
  private static final int MOST_CALLS_OF_A_LIFE = 300;

  /** Each batch has so many browsers of one user, in each folder. */
  private static final int BROWSERS = 5;

  /** So many batches of a writer are linked to one profile, one after the other. */
  private static final int GROUP = 8;

  private static final List<String> FOLDERS = List.of("a", "b");

  @RegisterExtension final Stores stores = new Stores();

  /** How many batches of each writer, and updates of each updater, were acknowledged. */
  private final AtomicIntegerArray batches = new AtomicIntegerArray(WRITERS);

  private final AtomicIntegerArray updates = new AtomicIntegerArray(UPDATERS);
  private final AtomicInteger calls = new AtomicInteger();
  private final StoreOptions options = Stores.smallJournal();
  private volatile boolean closing;

  private static Identity.Browser browser(int writer, int batch, int number) {
    return new Identity.Browser("b" + writer + "-" + batch + "-" + number);
  }

  private static Identity.External user(int writer, int batch) {
    return new Identity.External("crm", "u" + writer + "-" + batch);
  }

  private static List<SyncRecord> records(int writer, int batch) {
    List<SyncRecord> records = new ArrayList<>();
    Instant time = Instant.ofEpochMilli(1_000L * batch + writer);
    for (String folder : FOLDERS) {
      for (int i = 0; i < BROWSERS; i++) {
        String browser = browser(writer, batch, i).id();
        records.add(new SyncRecord(folder, browser, "crm", user(writer, batch).userId(), time));
      }
      String first = browser(writer, batch, 0).id();
      String group = writer + " group " + batch / GROUP;
      records.add(new SyncRecord(folder, first, "crm", group, time));
    }
    return records;
  }

  /** Writes a number through two identities of a profile, in each folder. */
  private static List<ProfileUpdate> updates(int updater, int number) {
    Map<String, FieldValue> one = Map.of("one", FieldValue.wholeNumber(number));
    Map<String, FieldValue> other =
        Map.of(
            "other",
            FieldValue.wholeNumber(number),
            "padding",
            FieldValue.text("-".repeat(number % 400)));
    Instant time = Instant.ofEpochMilli(number);
    List<ProfileUpdate> updates = new ArrayList<>();
    for (String folder : FOLDERS) {
      updates.add(new ProfileUpdate(folder, browser(updater, 0, 1), one, time));
      updates.add(new ProfileUpdate(folder, user(updater, 0), other, time));
    }
    return updates;
  }

  private void write(IdentitySync sync, int writer) {
    int batch = batches.get(writer);
    SyncReport report = sync.apply(records(writer, batch));
    assertThat(report.newLinks()).isEqualTo(FOLDERS.size() * (BROWSERS + 1));
    batches.incrementAndGet(writer);
  }

  private void update(IdentitySync sync, int updater) {
    int number = updates.get(updater);
    assertThat(sync.update(updates(updater, number)).unchanged()).isZero();
    updates.incrementAndGet(updater);
  }

  private void readABatch(IdentitySync sync, Random random) {
    int writer = random.nextInt(WRITERS);
    int acknowledged = batches.get(writer);
    int batch = acknowledged - random.nextInt(Math.min(acknowledged, 2 * GROUP) + 1);
    boolean mustBeThere = batch < acknowledged;
    for (String id : FOLDERS) {
      Folder folder = sync.folder(id);
      boolean isThere = folder.profile(user(writer, batch)).isPresent();
      assertThat(isThere || !mustBeThere).isTrue();
      mustBeThere = isThere;
      for (int i = 0; isThere && i < BROWSERS; i++) {
        List<Identity> all = folder.profile(browser(writer, batch, i)).orElseThrow().identities();
        assertThat(all).contains(user(writer, batch), browser(writer, batch, BROWSERS - 1 - i));
        assertThat((all.size() - 1) % (BROWSERS + 1)).isZero();
      }
      int sibling = batch / GROUP * GROUP;
      if (isThere) {
        assertThat(folder.sameProfile(user(writer, batch), user(writer, sibling))).isTrue();
      }
    }
  }

  private void readFields(IdentitySync sync, Random random) {
    int updater = random.nextInt(UPDATERS);
    long before = updates.get(updater) - 1L;
    for (String id : FOLDERS) {
      Profile profile = sync.folder(id).profile(browser(updater, 0, 0)).orElseThrow();
      long one = number(profile, "one");
      assertThat(one).isGreaterThanOrEqualTo(before).isEqualTo(number(profile, "other"));
      before = one;
    }
  }

  private static long number(Profile profile, String field) {
    return ((FieldValue.WholeNumber) profile.fields().get(field).value()).value();
  }

  private void readAll(IdentitySync sync, Random random) {
    Folder folder = sync.folder(FOLDERS.get(random.nextInt(FOLDERS.size())));
    long acknowledged = 0;
    long groups = 0;
    for (int writer = 0; writer < WRITERS; writer++) {
      int count = batches.get(writer);
      acknowledged += count;
      groups += (count + GROUP - 1) / GROUP;
    }
    FolderStats stats = folder.stats();
    assertThat(stats.links()).isGreaterThanOrEqualTo(acknowledged * (BROWSERS + 1));
    assertThat(stats.links() % (BROWSERS + 1)).isZero();
    assertThat(stats.identities()).isEqualTo(stats.links() + stats.profiles());
    try (Stream<Profile> profiles = folder.profiles()) {
      List<Integer> sizes = profiles.map(profile -> profile.identities().size()).toList();
      assertThat(sizes).hasSizeGreaterThanOrEqualTo((int) groups);
      assertThat(sizes).allMatch(size -> size % (BROWSERS + 1) == 1);
    }
    assertThat(folder.digest()).hasSize(32);
    assertThat(sync.folderIds()).containsExactlyElementsOf(FOLDERS);
  }

  /** Does something again and again until the store is closed. */
  private CompletableFuture<Void> untilClosed(IdentitySync sync, Consumer<IdentitySync> call) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            while (true) {
              call.accept(sync);
              calls.incrementAndGet();
            }
          } catch (Closed e) {
            assertThat(closing).isTrue();
          }
        },
        task -> new Thread(task).start());
  }

  private void live(IdentitySync sync, Random random) {
    closing = false;
    int end = calls.get() + 1 + random.nextInt(MOST_CALLS_OF_A_LIFE);
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      threads.add(untilClosed(sync, open -> write(open, writer)));
    }
    for (int i = 0; i < UPDATERS; i++) {
      int updater = i;
      threads.add(untilClosed(sync, open -> update(open, updater)));
    }
    List.<Consumer<IdentitySync>>of(
            open -> readABatch(open, random),
            open -> readFields(open, random),
            open -> readAll(open, random),
            IdentitySync::verify)
        .forEach(call -> threads.add(untilClosed(sync, call)));
    while (calls.get() < end && threads.stream().noneMatch(CompletableFuture::isDone)) {
      readABatch(sync, random);
    }
    closing = true;
    sync.close();
    threads.forEach(CompletableFuture::join);
  }

  @Test
  void everythingAtOnce() {
    System.out.println("identitysync.soak.seed=" + SEED);
    Random random = new Random(SEED);
    Path directory = stores.newDirectory();
    IdentitySync first = stores.open(directory, options);
    for (int thread = 0; thread < WRITERS; thread++) {
      write(first, thread);
      update(first, thread);
    }
    first.close();
    for (int life = 0; life < LIVES; life++) {
      live(stores.open(directory, options), random);
    }

    IdentitySync model = stores.inMemory(options);
    for (int writer = 0; writer < WRITERS; writer++) {
      for (int batch = 0; batch < batches.get(writer); batch++) {
        model.apply(records(writer, batch));
      }
    }
    for (int updater = 0; updater < UPDATERS; updater++) {
      for (int number = 0; number < updates.get(updater); number++) {
        model.update(updates(updater, number));
      }
    }
    IdentitySync last = stores.open(directory, options);
    for (String folder : FOLDERS) {
      assertThat(last.folder(folder).stats()).isEqualTo(model.folder(folder).stats());
      assertThat(last.folder(folder).digest()).isEqualTo(model.folder(folder).digest());
    }
    System.out.println(
        "lives: "
            + LIVES
            + ", calls: "
            + calls
            + ", batches: "
            + batches
            + ", updates: "
            + updates);
  }
}
