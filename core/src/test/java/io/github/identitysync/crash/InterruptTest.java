package io.github.identitysync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.Folder;
import io.github.identitysync.IdentitySync;
import io.github.identitysync.Profile;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt ends no call, closes no file, and stays noted. */
class InterruptTest {

  private static final int BATCHES = 300;

  @TempDir private Path directory;

  @AfterEach
  void forget() {
    Thread.interrupted();
  }

  private static SyncRecord record(int number) {
    return SyncRecord.of("folder", "browser" + number, "crm", "user" + number);
  }

  private static void readsBatches(Folder folder, int count) {
    for (int i = 0; i < count; i++) {
      Identity browser = Identity.browser("browser" + i);
      assertThat(folder.profile(browser).orElseThrow().identities())
          .containsExactlyInAnyOrder(browser, Identity.external("crm", "user" + i));
    }
    try (Stream<Profile> profiles = folder.profiles()) {
      assertThat(profiles).hasSize(count);
    }
  }

  @Test
  void aThreadThatWasInterruptedBefore() {
    Thread.currentThread().interrupt();
    try (IdentitySync sync = IdentitySync.open(directory)) {
      for (int i = 0; i < 10; i++) {
        sync.apply(List.of(record(i)));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
      }
      readsBatches(sync.folder("folder"), 10);
      sync.verify();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    try (IdentitySync sync = IdentitySync.open(directory)) {
      readsBatches(sync.folder("folder"), 10);
      sync.verify();
    }
  }

  @Test
  void aThreadThatIsInterruptedAgainAndAgain() throws InterruptedException {
    Thread victim = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                victim.interrupt();
                Thread.onSpinWait();
              }
            });
    try (IdentitySync sync = IdentitySync.open(directory)) {
      other.start();
      for (int i = 0; i < BATCHES; i++) {
        sync.apply(List.of(record(i)));
        Thread.interrupted();
      }
      readsBatches(sync.folder("folder"), BATCHES);
      sync.verify();
      other.interrupt();
      Thread.interrupted();
    }
    joinQuietly(other);
    try (IdentitySync sync = IdentitySync.open(directory)) {
      readsBatches(sync.folder("folder"), BATCHES);
      sync.verify();
    }
  }

  /** Waits for a thread that may interrupt this one once more. */
  private static void joinQuietly(Thread thread) {
    while (thread.isAlive()) {
      Thread.interrupted();
      Thread.onSpinWait();
    }
    Thread.interrupted();
  }
}
