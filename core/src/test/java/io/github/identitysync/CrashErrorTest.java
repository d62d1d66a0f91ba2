package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.Batch;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultOperation;
import io.github.identitysync.testing.FaultPlan;
import io.github.identitysync.testing.FaultyFiles;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every operation of a store's life fails in turn: once, and done or not; for ever; or as the last
 * thing that its process does. Every sync fails that loses what it should have kept, and the disk
 * is full at any size. From then on the store must refuse to change and go on answering from what
 * is durable; and opened again, with or without a loss of power before, it must have what was
 * acknowledged, and perhaps the batch in flight.
 */
class CrashErrorTest {

  private static final List<FaultFate> FATES =
      List.of(FaultFate.KILLED, FaultFate.KEPT, FaultFate.DROPPED, FaultFate.torn(4));
  private static final CrashScript.Expected NOTHING = new CrashScript.Expected(0, 0);

  /** How many bytes more there are on a disk from one attempt to the next. */
  private static final int MORE_ROOM = 20_000;

  private static CrashScript script;
  private static int operations;
  private static int syncs;

  @BeforeAll
  static void live() {
    script = CrashWorkload.script();
    CrashRun run = CrashRun.of(script);
    operations = run.steps();
    syncs = Math.toIntExact(run.count(FaultOperation.Sync.class));
    assertThat(operations).isGreaterThan(100);
    assertThat(syncs).isGreaterThan(30);
  }

  @Test
  void anErrorThatPasses() {
    for (int failing = 0; failing < operations; failing++) {
      endsWell(FaultPlan.failOnce(failing), true, "once at " + failing);
    }
  }

  @Test
  void anErrorOfWhatIsDoneAllTheSame() {
    for (int failing = 0; failing < operations; failing++) {
      endsWell(FaultPlan.failOnceDone(failing), true, "once, but done, at " + failing);
    }
  }

  @Test
  void anErrorThatStays() {
    for (int failing = 0; failing < operations; failing++) {
      endsWell(FaultPlan.failFrom(failing), true, "from " + failing);
    }
  }

  @Test
  void aSyncThatLosesWhatItShouldKeep() {
    for (int failing = 0; failing < syncs; failing++) {
      endsWell(FaultPlan.loseAtSync(failing, failing), true, "lossy sync " + failing);
      for (int seed = 0; seed < 2; seed++) {
        FaultPlan plan = FaultPlan.loseAtSync(failing, seed);
        powerFailsAfterRecovery(plan, "lossy sync " + failing + ", seed " + seed);
      }
    }
  }

  /** What a recovery takes from the system's cache must be durable before anything builds on it. */
  private static void powerFailsAfterRecovery(FaultPlan plan, String name) {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty(), plan);
    CrashScript.Expected expected = new CrashFailure(script, true, name).live(files, NOTHING);
    CrashEnding killed = new CrashEnding(name, FaultFate.KILLED, false, files.disk(), expected);
    for (CrashEnding ending :
        CrashRun.ofRecovery(script, killed, 1).endings().betweenSteps(List.of(FaultFate.DROPPED))) {
      CrashRun.ofRecoveryOnly(script, ending.after(killed));
    }
  }

  @Test
  void aDiskThatIsFull() {
    FaultyFiles roomy =
        FaultyFiles.of(FaultDisk.empty(), FaultPlan.noRoomBeyond(Long.MAX_VALUE / 2));
    assertThat(new CrashFailure(script, true, "room for all").live(roomy, NOTHING).least())
        .isEqualTo(script.batches().size());
    for (long room = 0; room < roomy.disk().size(); room += MORE_ROOM) {
      endsWell(FaultPlan.noRoomBeyond(room), true, "room for " + room);
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
    CrashScript.Expected expected = new CrashFailure(script, canRead, name).live(files, NOTHING);
    for (FaultFate fate : FATES) {
      goesOn(files.disk().crash(fate), expected, name + ", " + fate);
    }
  }

  private static void goesOn(FaultDisk disk, CrashScript.Expected expected, String name) {
    List<Batch> batches = script.batches();
    try (IdentitySync sync = script.open(FaultyFiles.of(disk))) {
      int found = script.count(sync, expected, name);
      sync.verify();
      for (int next = found; next < batches.size(); next++) {
        batches.get(next).applyTo(sync);
      }
      assertThat(CrashState.of(sync)).as(name).isEqualTo(script.states().get(batches.size()));
      sync.verify();
    }
  }
}
