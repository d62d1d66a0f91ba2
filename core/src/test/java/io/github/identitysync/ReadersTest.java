package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
      sync.apply(batch(batch));
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
