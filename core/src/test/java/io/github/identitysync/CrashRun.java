package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultOperation;
import io.github.identitysync.testing.FaultyFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A life of a store, step by step: what it did to its directory, and which states may be found when
 * it ends there.
 */
final class CrashRun {

  private static final int SECTOR = 512;

  private final CrashScript script;
  private final FaultyFiles files;
  private final TreeMap<Integer, CrashScript.Expected> marks = new TreeMap<>();

  /**
   * An end of a life, and what is left.
   *
   * @param insideWrite whether some bytes of a write were done
   */
  record Ending(
      String name,
      FaultFate fate,
      boolean insideWrite,
      FaultDisk disk,
      CrashScript.Expected expected) {

    /** Returns this end as one of a life that began with another end. */
    Ending after(Ending earlier) {
      return new Ending(earlier.name + ", and again " + name, fate, insideWrite, disk, expected);
    }
  }

  private CrashRun(CrashScript script, FaultDisk disk, CrashScript.Expected expected) {
    this.script = script;
    this.files = FaultyFiles.remembering(disk);
    expect(expected.least(), expected.most());
  }

  /** Applies every batch to an empty directory, with some closes between, and closes. */
  static CrashRun of(CrashScript script) {
    CrashRun run = new CrashRun(script, FaultDisk.empty(), new CrashScript.Expected(0, 0));
    int done = 0;
    while (done < script.batches().size()) {
      try (IdentitySync sync = script.open(run.files)) {
        do {
          run.apply(sync, done++);
        } while (!script.closesAfter(done));
        sync.verify();
      }
    }
    return run;
  }

  /** Recovers a directory, applies some of the batches that follow what is found, and closes. */
  static CrashRun ofRecovery(CrashScript script, Ending ending, int batches) {
    CrashRun run = new CrashRun(script, ending.disk(), ending.expected());
    try (IdentitySync sync = script.open(run.files)) {
      int found = run.recover(sync, ending);
      int end = Math.min(found + batches, script.batches().size());
      for (int next = found; next < end; next++) {
        run.apply(sync, next);
      }
      assertThat(CrashState.of(sync)).as(ending.name()).isEqualTo(script.states().get(end));
      sync.verify();
    }
    return run;
  }

  /** Recovers a directory, and is killed. */
  static CrashRun ofRecoveryOnly(CrashScript script, Ending ending) {
    CrashRun run = new CrashRun(script, ending.disk(), ending.expected());
    try (IdentitySync sync = script.open(run.files)) {
      run.recover(sync, ending);
      run.files.stop();
      CrashFailure.refusesUpdates(sync, ending.name());
    }
    return run;
  }

  private int recover(IdentitySync sync, Ending ending) {
    int found = script.count(sync, ending.expected(), ending.name());
    expect(found, found);
    sync.verify();
    return found;
  }

  private void apply(IdentitySync sync, int batch) {
    expect(batch, batch + 1);
    script.batches().get(batch).applyTo(sync);
    expect(batch + 1, batch + 1);
  }

  private void expect(int least, int most) {
    marks.put(files.operations(), new CrashScript.Expected(least, most));
  }

  /** Returns how many steps there are. */
  int steps() {
    return files.operations();
  }

  /** Returns how many of the steps are of a kind. */
  long count(Class<? extends FaultOperation> kind) {
    return files.history().stream().filter(step -> kind.isInstance(step.operation())).count();
  }

  /**
   * Returns the ends of the life before each step, behind the last, and in the middle of writes.
   */
  List<Ending> endings(List<FaultFate> fates) {
    List<Ending> endings = endingsBetweenSteps(fates);
    for (FaultyFiles.Step step : files.history()) {
      if (step.operation() instanceof FaultOperation.Write write) {
        for (int length : cuts(write)) {
          for (FaultFate fate : fates) {
            // A write that is dropped in the middle is as one that never began.
            if (fate.kind() != FaultFate.Kind.DROPPED) {
              endings.add(inside(step, write, length, numbered(fate, endings.size())));
            }
          }
        }
      }
    }
    return endings;
  }

  /** Returns the ends of the life before each step and behind the last. */
  List<Ending> endingsBetweenSteps(List<FaultFate> fates) {
    List<Ending> endings = new ArrayList<>();
    for (FaultyFiles.Step step : files.history()) {
      for (FaultFate fate : fates) {
        endings.add(before(step, numbered(fate, endings.size())));
      }
    }
    for (FaultFate fate : fates) {
      endings.add(atTheEnd(numbered(fate, endings.size())));
    }
    return endings;
  }

  /** Draws an end before a step, behind the last, or in the middle of a write. */
  Ending drawEnding(RandomGenerator random) {
    List<FaultyFiles.Step> history = files.history();
    int at = random.nextInt(history.size() + 1);
    FaultFate fate = drawFate(random);
    if (at == history.size()) {
      return atTheEnd(fate);
    }
    FaultyFiles.Step step = history.get(at);
    boolean cut = fate.kind() != FaultFate.Kind.DROPPED && random.nextInt(3) > 0;
    if (cut && step.operation() instanceof FaultOperation.Write write) {
      int sectors = (write.bytes().length - 1) / SECTOR;
      int length =
          sectors > 0 && random.nextBoolean()
              ? SECTOR * random.nextInt(1, sectors + 1)
              : random.nextInt(1, write.bytes().length);
      return inside(step, write, length, fate);
    }
    return before(step, fate);
  }

  static FaultFate drawFate(RandomGenerator random) {
    return switch (random.nextInt(6)) {
      case 0 -> FaultFate.KILLED;
      case 1 -> FaultFate.KEPT;
      case 2 -> FaultFate.DROPPED;
      default -> FaultFate.torn(random.nextLong());
    };
  }

  private Ending before(FaultyFiles.Step step, FaultFate fate) {
    String name = "before " + step.number() + " " + step.operation() + ", " + fate;
    return new Ending(name, fate, false, step.before().crash(fate), expected(step));
  }

  private Ending inside(
      FaultyFiles.Step step, FaultOperation.Write write, int length, FaultFate fate) {
    String name = "after " + length + " bytes of " + step.number() + " " + write + ", " + fate;
    FaultDisk disk = step.before().after(write.prefix(length)).crash(fate);
    return new Ending(name, fate, true, disk, expected(step));
  }

  private Ending atTheEnd(FaultFate fate) {
    CrashScript.Expected last = marks.lastEntry().getValue();
    return new Ending("at the end, " + fate, fate, false, files.disk().crash(fate), last);
  }

  private CrashScript.Expected expected(FaultyFiles.Step step) {
    return marks.floorEntry(step.number()).getValue();
  }

  /** Lets each torn disk be torn in its own way. */
  private static FaultFate numbered(FaultFate fate, int number) {
    return fate.kind() == FaultFate.Kind.TORN
        ? FaultFate.torn(fate.seed() * 1_000_003 + number)
        : fate;
  }

  private static SortedSet<Integer> cuts(FaultOperation.Write write) {
    int length = write.bytes().length;
    SortedSet<Integer> cuts = new TreeSet<>(List.of(1, length / 2, length - 1));
    int sectors = length / SECTOR;
    for (int sector : new int[] {1, 8, sectors / 3, sectors - 1}) {
      if (sector > 0 && sector < sectors) {
        cuts.add(sector * SECTOR);
      }
    }
    cuts.removeIf(cut -> cut <= 0 || cut >= length);
    return cuts;
  }
}
