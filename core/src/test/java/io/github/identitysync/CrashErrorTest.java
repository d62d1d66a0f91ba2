package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException.StorageFailed;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Batch;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultPlan;
import io.github.identitysync.testing.FaultyFiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every operation of a store's life fails in turn: once, for ever, or as the last thing that its
 * process does. From then on the store must refuse to change and go on answering from what is
 * durable; and opened again, with or without a loss of power before, it must have what was
 * acknowledged, and perhaps the batch in flight.
 */
class CrashErrorTest {

  private static final List<Batch> BATCHES = CrashWorkload.BATCHES;
  private static final List<FaultFate> FATES =
      List.of(FaultFate.KILLED, FaultFate.KEPT, FaultFate.DROPPED, FaultFate.torn(4));

  private static List<CrashState> states;
  private static int operations;

  @BeforeAll
  static void live() {
    states = CrashState.afterEach(BATCHES, CrashWorkload.options());
    operations = CrashRun.ofWorkload().steps();
    assertThat(operations).isGreaterThan(100);
  }

  @Test
  void anErrorThatPasses() {
    for (int failing = 0; failing < operations; failing++) {
      endsWell(FaultPlan.failOnce(failing), true, "once at " + failing);
    }
  }

  @Test
  void anErrorThatStays() {
    for (int failing = 0; failing < operations; failing++) {
      endsWell(FaultPlan.failFrom(failing), true, "from " + failing);
    }
  }

  @Test
  void anEndOfTheProcess() {
    for (int stop = 0; stop < operations; stop++) {
      endsWell(FaultPlan.stopAt(stop, stop % 2 == 0 ? 0 : 700), false, "stopped at " + stop);
    }
  }

  private static void endsWell(FaultPlan plan, boolean canRead, String name) {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty(), plan);
    int acknowledged = 0;
    boolean failed = false;
    while (!failed && acknowledged < BATCHES.size()) {
      IdentitySync sync;
      try {
        sync = IdentitySync.open(files, CrashWorkload.options());
      } catch (StorageFailed e) {
        break;
      }
      do {
        try {
          BATCHES.get(acknowledged).applyTo(sync);
          acknowledged++;
        } catch (StorageFailed e) {
          failed = true;
        }
      } while (!failed
          && acknowledged < BATCHES.size()
          && !CrashWorkload.CLOSES.contains(acknowledged));
      if (failed) {
        refusesChangesOnly(sync, canRead ? states.get(acknowledged) : null, name);
      }
      Throwable closing = catchThrowable(sync::close);
      if (closing != null) {
        assertThat(closing).as(name).isInstanceOf(StorageFailed.class);
        failed = true;
      }
    }
    for (FaultFate fate : FATES) {
      goesOn(files.disk().crash(fate), acknowledged, name + ", " + fate);
    }
  }

  private static void refusesChangesOnly(IdentitySync sync, CrashState durable, String name) {
    SyncRecord another =
        new SyncRecord(CrashWorkload.FOLDER, "another", "crm", "another", Instant.EPOCH);
    assertThatThrownBy(() -> sync.apply(List.of(another)))
        .as(name)
        .isInstanceOf(StorageFailed.class);
    ProfileUpdate update =
        new ProfileUpdate(
            CrashWorkload.FOLDER, Identity.browser("another"), Map.of(), Instant.EPOCH);
    assertThatThrownBy(() -> sync.update(List.of(update)))
        .as(name)
        .isInstanceOf(StorageFailed.class);
    assertThatThrownBy(sync::verify).as(name).isInstanceOf(StorageFailed.class);
    if (durable != null) {
      assertThat(CrashState.of(sync)).as(name).isEqualTo(durable);
    }
  }

  private static void goesOn(FaultDisk disk, int acknowledged, String name) {
    try (IdentitySync sync = IdentitySync.open(FaultyFiles.of(disk), CrashWorkload.options())) {
      int found = states.indexOf(CrashState.of(sync));
      assertThat(found).as(name).isBetween(acknowledged, acknowledged + 1);
      sync.verify();
      for (int next = found; next < BATCHES.size(); next++) {
        BATCHES.get(next).applyTo(sync);
      }
      assertThat(CrashState.of(sync)).as(name).isEqualTo(states.get(BATCHES.size()));
      sync.verify();
    }
  }
}
