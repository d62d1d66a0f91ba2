package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.testing.Pairs;
import io.github.identitysync.testing.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever reads while the store is closed gets a right answer, or hears that it is closed. */
class ReadersWhileClosingTest {

  private static final int ROUNDS = 40;
  private static final int PAIRS = 2_000;

  @RegisterExtension final Stores stores = new Stores();

  private final Path directory = stores.newDirectory();

  @BeforeEach
  void write() {
    IdentitySync sync = stores.open(directory, Stores.options());
    for (String folder : List.of("f", "g")) {
      for (int first = 0; first < PAIRS; first += 10) { // so that there are many blocks to read
        sync.apply(Pairs.of(folder, first, 10));
      }
      sync.update(
          List.of(
              ProfileUpdate.of(
                  folder, Identity.browser("b7"), Map.of("a", FieldValue.wholeNumber(7)))));
    }
    sync.close();
  }

  private static List<Consumer<Folder>> readings() {
    Identity browser = Identity.browser("b7");
    Identity user = Identity.external("t", "u7");
    return List.of(
        folder -> assertThat(folder.stats()).isEqualTo(new FolderStats(2 * PAIRS, PAIRS, PAIRS, 2)),
        folder -> assertThat(folder.profile(user).orElseThrow().identities()).contains(browser),
        folder -> assertThat(folder.field(user, "a")).isPresent(),
        folder -> assertThat(folder.sameProfile(browser, user)).isTrue(),
        folder -> assertThat(folder.digest()).hasSize(32),
        ReadersWhileClosingTest::readAll);
  }

  private static void readAll(Folder folder) {
    try (Stream<Profile> profiles = folder.profiles()) {
      assertThat(profiles.filter(profile -> profile.identities().size() == 2).count())
          .isEqualTo(PAIRS);
    }
  }

  /** Reads until the store is closed; anything else that is thrown fails the test. */
  private static void readUntilClosed(
      IdentitySync sync, Consumer<Folder> reading, CountDownLatch begun) {
    try {
      begun.countDown();
      while (true) {
        reading.accept(sync.folder("f"));
        reading.accept(sync.folder("g"));
      }
    } catch (IdentitySyncException.Closed e) {
      // What the others are told as well.
    }
  }

  @Test
  void aReadingGivesItsResultOrIsToldThatTheStoreIsClosed() throws InterruptedException {
    List<Consumer<Folder>> readings = readings();
    for (int round = 0; round < ROUNDS; round++) {
      IdentitySync sync = IdentitySync.open(directory, Stores.options());
      if (round % 2 == 0) {
        sync.folder("f").stats(); // in the other rounds it is read while the store is closed
      }
      CountDownLatch begun = new CountDownLatch(readings.size());
      List<CompletableFuture<Void>> readers = new ArrayList<>();
      for (Consumer<Folder> reading : readings) {
        readers.add(
            CompletableFuture.runAsync(
                () -> readUntilClosed(sync, reading, begun), task -> new Thread(task).start()));
      }
      begun.await();
      sync.close();
      readers.forEach(CompletableFuture::join);
    }
  }
}
