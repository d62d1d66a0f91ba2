package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers beside a writer see each batch whole or not at all, in all its folders. */
class ReadersTest {

  private static final int BATCHES = 800;
  private static final int BROWSERS = 6;
  private static final List<String> FOLDERS = List.of("a", "b");

  @RegisterExtension final Stores stores = new Stores();

  private final AtomicInteger applied = new AtomicInteger();
  private IdentitySync sync;

  private static Identity user(int batch) {
    return Identity.external("crm", "u" + batch);
  }

  private static Identity browser(int batch, int number) {
    return Identity.browser("b" + batch + "-" + number);
  }

  /** Links fresh browsers to one fresh user, in each folder. */
  private static List<SyncRecord> batch(int batch) {
    List<SyncRecord> records = new ArrayList<>();
    for (int number = 0; number < BROWSERS; number++) {
      for (String folder : FOLDERS) {
        String id = ((Identity.Browser) browser(batch, number)).id();
        records.add(SyncRecord.of(folder, id, "crm", "u" + batch));
      }
    }
    return records;
  }

  /** Runs a writer of all batches, and readers until it is done; each looks at the next batch. */
  private void readWhileWriting(List<Consumer<Integer>> readers) {
    readWhileWriting(batch -> sync.apply(batch(batch)), readers);
  }

  private void readWhileWriting(IntConsumer writer, List<Consumer<Integer>> readers) {
    List<CompletableFuture<Void>> reading = new ArrayList<>();
    for (Consumer<Integer> reader : readers) {
      reading.add(
          CompletableFuture.runAsync(
              () -> {
                int next = applied.get();
                while (next < BATCHES) {
                  reader.accept(next);
                  next = applied.get();
                }
              },
              task -> new Thread(task).start()));
    }
    for (int batch = 0; batch < BATCHES; batch++) {
      writer.accept(batch);
      applied.set(batch + 1);
    }
    reading.forEach(CompletableFuture::join);
  }

  private void profileIsWhole(int batch) {
    Folder folder = sync.folder(FOLDERS.get(batch % 2));
    Identity asked = batch % 3 == 0 ? user(batch) : browser(batch, batch % BROWSERS);
    folder
        .profile(asked)
        .ifPresent(profile -> assertThat(profile.identities()).hasSize(BROWSERS + 1));
  }

  private void linksAreWhole(int batch) {
    Folder folder = sync.folder(FOLDERS.get(batch % 2));
    boolean first = folder.sameProfile(user(batch), browser(batch, 0));
    boolean last = folder.sameProfile(browser(batch, BROWSERS - 1), browser(batch, 1));
    assertThat(first && !last).as("batch %d seen in part", batch).isFalse();
  }

  private void statsAreWhole(int batch) {
    FolderStats stats = sync.folder(FOLDERS.get(batch % 2)).stats();
    assertThat(stats.identities()).isEqualTo((BROWSERS + 1) * stats.profiles());
    assertThat(stats.links()).isEqualTo(BROWSERS * stats.profiles());
    assertThat(stats.largestProfile()).isEqualTo(stats.profiles() == 0 ? 0 : BROWSERS + 1);
  }

  private void foldersAppearTogether(int batch) {
    int one = batch % 2;
    if (sync.folder(FOLDERS.get(one)).profile(user(batch)).isPresent()) {
      assertThat(sync.folder(FOLDERS.get(1 - one)).profile(user(batch)))
          .as("batch %d in the other folder", batch)
          .isPresent();
    }
    long before = sync.folder(FOLDERS.get(one)).stats().profiles();
    assertThat(sync.folder(FOLDERS.get(1 - one)).stats().profiles()).isGreaterThanOrEqualTo(before);
  }

  private void appliedBatchesAreSeen(int batch) {
    if (batch > 0) {
      assertThat(sync.folder("a").profile(browser(batch - 1, 0))).isPresent();
      assertThat(sync.folder("b").sameProfile(user(batch - 1), browser(batch - 1, 1))).isTrue();
    }
  }

  /**
   * Writes one number everywhere: to one field through both identities of a profile, and to another
   * one through each alone; so in two profiles of each folder.
   */
  private void update(int batch) {
    FieldValue number = FieldValue.wholeNumber(batch);
    FieldValue padding = FieldValue.text(batch + "-".repeat(200));
    Instant time = Instant.ofEpochMilli(batch);
    List<ProfileUpdate> updates = new ArrayList<>();
    for (String folder : FOLDERS) {
      for (int profile = 0; profile < 2; profile++) {
        updates.add(
            new ProfileUpdate(
                folder,
                browser(profile, 0),
                Map.of("total", number, "browser's", number, "padding", padding),
                time));
        updates.add(
            new ProfileUpdate(
                folder, user(profile), Map.of("total", number, "user's", number), time));
      }
    }
    sync.update(updates);
  }

  private static long number(Profile profile, String field) {
    return ((FieldValue.WholeNumber) profile.fields().get(field).value()).value();
  }

  private void fieldsOfAProfileAreOfOneBatch(int batch) {
    Folder folder = sync.folder(FOLDERS.get(batch % 2));
    Identity asked = batch % 3 == 0 ? user(batch % 2) : browser(batch % 2, 0);
    Optional<Profile> found =
        batch % 5 == 0 ? profileInAStream(folder, asked) : folder.profile(asked);
    Profile profile = found.orElseThrow();
    long number = number(profile, "browser's");
    assertThat(number).isGreaterThanOrEqualTo(batch - 1);
    assertThat(number(profile, "user's")).isEqualTo(number);
    assertThat(number(profile, "total")).isEqualTo(2 * number);
    assertThat(profile.fields().get("padding").occurredAt())
        .isEqualTo(Instant.ofEpochMilli(number));
  }

  private void profilesReadTogetherAreOfOneBatch(int batch) {
    Folder folder = sync.folder(FOLDERS.get(batch % 2));
    List<Profile> profiles =
        batch % 3 == 0
            ? folder.page(2).profiles()
            : List.copyOf(folder.profiles(List.of(browser(1, 0), user(0))).values());
    assertThat(profiles).hasSize(2);
    long number = number(profiles.get(0), "browser's");
    assertThat(number).isGreaterThanOrEqualTo(batch - 1);
    for (Profile profile : profiles) {
      assertThat(number(profile, "browser's")).isEqualTo(number);
      assertThat(number(profile, "total")).isEqualTo(2 * number);
    }
  }

  private static Optional<Profile> profileInAStream(Folder folder, Identity identity) {
    try (Stream<Profile> profiles = folder.profiles()) {
      return profiles.filter(profile -> profile.identities().contains(identity)).findFirst();
    }
  }

  private void profilesAndFoldersFollow(int batch) {
    long before = batch - 1L;
    for (int i = 0; i < 8; i++) {
      Folder folder = sync.folder(FOLDERS.get(i % 2));
      Identity asked = i % 4 < 2 ? user(batch % 2) : browser(1 - batch % 2, 0);
      Field total = folder.field(asked, "total").orElseThrow();
      long doubled = ((FieldValue.WholeNumber) total.value()).value();
      assertThat(doubled % 2).isZero();
      assertThat(doubled / 2).isGreaterThanOrEqualTo(before);
      assertThat(total.occurredAt()).isEqualTo(Instant.ofEpochMilli(doubled / 2));
      before = doubled / 2;
    }
  }

  private void readWhileUpdating() {
    for (int profile = 0; profile < 2; profile++) {
      sync.apply(batch(profile));
    }
    update(0);
    readWhileWriting(
        this::update,
        List.of(
            this::fieldsOfAProfileAreOfOneBatch,
            this::profilesReadTogetherAreOfOneBatch,
            this::profilesAndFoldersFollow,
            this::fieldsOfAProfileAreOfOneBatch));
  }

  @Test
  void updatesInMemory() {
    sync = stores.inMemory(Stores.options().withRule("total", FieldRule.TOTAL));
    readWhileUpdating();
  }

  @Test
  void updatesOnDiskWhileBlocksAreJoined() {
    sync =
        stores.open(
            stores.newDirectory(), Stores.smallJournal().withRule("total", FieldRule.TOTAL));
    readWhileUpdating();
  }

  @Test
  void inMemory() {
    sync = stores.inMemory();
    readWhileWriting(
        List.of(this::profileIsWhole, this::linksAreWhole, this::foldersAppearTogether));
  }

  @Test
  void onDiskWhileBlocksAreJoined() {
    sync = stores.open(stores.newDirectory(), Stores.smallJournal());
    readWhileWriting(
        List.of(this::profileIsWhole, this::statsAreWhole, this::appliedBatchesAreSeen));
  }

  @Test
  void theFirstBatchOfNewFoldersAppearsInAllOfThem() {
    sync = stores.inMemory();
    int folders = 300;
    AtomicInteger created = new AtomicInteger();
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(
            () -> {
              int next = created.get();
              while (next < folders) {
                Identity user = user(0);
                if (sync.folder("left" + next).profile(user).isPresent()) {
                  assertThat(sync.folder("right" + next).profile(user)).isPresent();
                  assertThat(sync.folderIds()).contains("left" + next, "right" + next);
                }
                next = created.get();
              }
            },
            task -> new Thread(task).start());
    for (int i = 0; i < folders; i++) {
      sync.apply(
          List.of(
              SyncRecord.of("left" + i, "b", "crm", "u0"),
              SyncRecord.of("right" + i, "b", "crm", "u0")));
      created.set(i + 1);
    }
    reading.join();
    assertThat(sync.folderIds()).hasSize(2 * folders);
  }
}
