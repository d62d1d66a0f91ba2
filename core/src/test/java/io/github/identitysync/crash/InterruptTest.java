package io.github.identitysync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.Folder;
import io.github.identitysync.FolderStats;
import io.github.identitysync.IdentitySync;
import io.github.identitysync.Profile;
import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An interrupt ends no call, closes no file, and stays noted. The system property {@code
 * identitysync.interrupt.lives} sets how often the store is opened, used and closed.
 */
class InterruptTest {

  private static final int LIVES = Integer.getInteger("identitysync.interrupt.lives", 4);
  private static final int ROUNDS = 3;

  /** In two folders so many that a call is prepared by several threads. */
  private static final int RECORDS = 300;

  private static final List<String> FOLDERS = List.of("a", "b");

  @TempDir private Path directory;

  private int rounds;

  @AfterEach
  void forget() {
    Thread.interrupted();
  }

  private static Identity.Browser browser(int round, int number) {
    return new Identity.Browser("b" + round + "-" + number);
  }

  private static Identity user(int round, int number) {
    return Identity.external("crm", "u" + round + "-" + number);
  }

  private static List<SyncRecord> records(int round) {
    List<SyncRecord> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      String browser = browser(round, i).id();
      String user = "u" + round + "-" + i;
      FOLDERS.forEach(folder -> records.add(SyncRecord.of(folder, browser, "crm", user)));
    }
    return records;
  }

  private static List<ProfileUpdate> updates(int round) {
    Map<String, FieldValue> values = Map.of("round", FieldValue.wholeNumber(round));
    List<ProfileUpdate> updates = new ArrayList<>();
    for (int i = 0; i < RECORDS; i += 10) {
      Identity identity = user(round, i);
      FOLDERS.forEach(folder -> updates.add(ProfileUpdate.of(folder, identity, values)));
    }
    return updates;
  }

  /** Calls something that is to leave the interrupt as it was. */
  private static <T> T interrupted(Supplier<T> call) {
    Thread.currentThread().interrupt();
    T result = call.get();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    Thread.interrupted();
    return result;
  }

  private static void interrupted(Runnable call) {
    interrupted(
        () -> {
          call.run();
          return call;
        });
  }

  private IdentitySync open() {
    return IdentitySync.open(directory, StoreOptions.defaults().withJournalBytes(65_536));
  }

  /** Makes every call there is, in some lives of a store. */
  private void everyCall() {
    for (int life = 0; life < LIVES; life++) {
      IdentitySync sync = interrupted(this::open);
      for (int i = 0; i < ROUNDS; i++) {
        int round = rounds;
        assertThat(interrupted(() -> sync.apply(records(round))).newLinks())
            .isEqualTo(FOLDERS.size() * RECORDS);
        assertThat(interrupted(() -> sync.update(updates(round))).unchanged()).isZero();
        rounds++;
        FOLDERS.forEach(id -> everyReading(sync.folder(id), round));
        assertThat(interrupted(sync::folderIds)).containsExactlyElementsOf(FOLDERS);
      }
      interrupted(sync::verify);
      interrupted(sync::close);
    }
  }

  private void everyReading(Folder folder, int round) {
    Profile profile = interrupted(() -> folder.profile(browser(round, 0))).orElseThrow();
    assertThat(profile.identities()).containsExactlyInAnyOrder(browser(round, 0), user(round, 0));
    assertThat(profile.fields().get("round").value()).isEqualTo(FieldValue.wholeNumber(round));
    assertThat(interrupted(() -> folder.profile(profile.id()))).contains(profile);
    assertThat(interrupted(() -> folder.profileId(browser(round, 0)))).contains(profile.id());
    assertThat(interrupted(() -> folder.profiles(List.of(user(round, 0)))))
        .containsExactly(Map.entry(user(round, 0), profile));
    assertThat(interrupted(() -> folder.page(3)).profiles()).hasSize(3);
    assertThat(interrupted(() -> folder.field(user(round, 0), "round")))
        .contains(profile.fields().get("round"));
    assertThat(interrupted(() -> folder.sameProfile(browser(round, 1), user(round, 1)))).isTrue();
    long pairs = (long) rounds * RECORDS;
    assertThat(interrupted(folder::stats)).isEqualTo(new FolderStats(2 * pairs, pairs, pairs, 2));
    assertThat(interrupted(folder::digest)).isEqualTo(folder.digest());
    assertThat(interrupted(() -> count(folder))).isEqualTo(pairs);
  }

  private static long count(Folder folder) {
    try (Stream<Profile> profiles = folder.profiles()) {
      return profiles.filter(profile -> profile.identities().size() == 2).count();
    }
  }

  private void nothingIsLost() {
    try (IdentitySync sync = open()) {
      for (int round = 0; round < rounds; round++) {
        for (String id : FOLDERS) {
          everyReading(sync.folder(id), round);
        }
      }
      sync.verify();
    }
  }

  @Test
  void aThreadThatWasInterruptedBefore() {
    everyCall();
    nothingIsLost();
  }

  @Test
  void aThreadThatIsInterruptedAgainAndAgain() {
    Thread victim = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                victim.interrupt();
                Thread.onSpinWait();
              }
            });
    other.start();
    try {
      everyCall();
    } finally {
      other.interrupt();
      joinQuietly(other);
    }
    nothingIsLost();
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
