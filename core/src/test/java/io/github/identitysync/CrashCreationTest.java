package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultyFiles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The creation of a store is ended at every step, and so is the creation that follows. What is left
 * must always open as an empty store that keeps what it is given.
 */
class CrashCreationTest {

  private static final StoreOptions OPTIONS = StoreOptions.defaults().withJournalBytes(64 << 10);
  private static final List<FaultFate> FATES =
      List.of(
          FaultFate.KILLED,
          FaultFate.KEPT,
          FaultFate.DROPPED,
          FaultFate.torn(1),
          FaultFate.torn(2),
          FaultFate.torn(3));

  /** Of how many ends one is followed by another, kills aside, which all are. */
  private static final int STRIDE = 7;

  @Test
  void anyEndOfACreationLeavesAnEmptyStore() {
    List<FaultDisk> first = endings(FaultDisk.empty());
    List<FaultDisk> second = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      boolean isKill = FATES.get(i % FATES.size()).equals(FaultFate.KILLED);
      if (isKill || i % STRIDE == 0) {
        second.addAll(endings(first.get(i)));
      }
    }
    assertThat(first.size()).isGreaterThan(50);
    assertThat(second.size()).isGreaterThan(500);
    first.parallelStream().forEach(CrashCreationTest::opensEmptyAndWorks);
    second.parallelStream().forEach(CrashCreationTest::opensEmptyAndWorks);
    System.out.println("crash states of creations tried: " + (first.size() + second.size()));
  }

  @Test
  void aSecretCanBeGivenToACreationThatDidNotEnd() {
    for (FaultDisk disk : endings(FaultDisk.empty()).subList(0, 12)) {
      CrashState expected =
          CrashState.afterEach(CrashWorkload.BATCHES.subList(0, 1), CrashWorkload.options()).get(1);
      try (IdentitySync sync = IdentitySync.open(FaultyFiles.of(disk), CrashWorkload.options())) {
        CrashWorkload.BATCHES.get(0).applyTo(sync);
        assertThat(CrashState.of(sync)).isEqualTo(expected);
        sync.verify();
      }
    }
  }

  private static List<FaultDisk> endings(FaultDisk start) {
    FaultyFiles files = FaultyFiles.remembering(start);
    try (IdentitySync sync = IdentitySync.open(files, OPTIONS)) {
      sync.verify();
    }
    List<FaultDisk> endings = new ArrayList<>();
    for (FaultyFiles.Step step : files.history()) {
      for (FaultFate fate : FATES) {
        endings.add(step.before().crash(fate));
      }
    }
    return endings;
  }

  private static void opensEmptyAndWorks(FaultDisk disk) {
    FaultyFiles files = FaultyFiles.of(disk);
    CrashState state;
    try (IdentitySync sync = IdentitySync.open(files, OPTIONS)) {
      assertThat(sync.folderIds()).as(disk.toString()).isEmpty();
      sync.verify();
      CrashWorkload.BATCHES.get(0).applyTo(sync);
      state = CrashState.of(sync);
      assertThat(state.folders()).hasSize(2);
    }
    try (IdentitySync sync = IdentitySync.open(files, OPTIONS)) {
      assertThat(CrashState.of(sync)).isEqualTo(state);
      sync.verify();
    }
  }
}
