package io.github.identitysync;

import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultOperation;
import io.github.identitysync.testing.FaultyFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A life of a store, step by step: what it did to its directory, and which states may be found when
 * it ends there.
 */
final class CrashRun {

  private static final int SECTOR = 512;

  private final FaultyFiles files;
  private final TreeMap<Integer, Expected> marks = new TreeMap<>();

  /** How many batches must be there at least, and may be there at most. */
  record Expected(int least, int most) {}

  /** An end of the life: after some steps, with some bytes of the next one, and what is left. */
  record Ending(String name, FaultDisk disk, Expected expected) {}

  private CrashRun(FaultDisk disk, Expected expected) {
    files = FaultyFiles.remembering(disk);
    expect(expected.least(), expected.most());
  }

  /** Applies every batch to an empty directory, with some closes between, and closes. */
  static CrashRun ofWorkload() {
    CrashRun run = new CrashRun(FaultDisk.empty(), new Expected(0, 0));
    int done = 0;
    while (done < CrashWorkload.BATCHES.size()) {
      try (IdentitySync sync = IdentitySync.open(run.files, CrashWorkload.options())) {
        do {
          run.apply(sync, done++);
        } while (done < CrashWorkload.BATCHES.size() && !CrashWorkload.CLOSES.contains(done));
        sync.verify();
      }
    }
    return run;
  }

  /** Recovers a directory, applies the batch that follows what is found, and closes. */
  static CrashRun ofRecovery(Ending ending, List<CrashState> states) {
    CrashRun run = new CrashRun(ending.disk(), ending.expected());
    try (IdentitySync sync = IdentitySync.open(run.files, CrashWorkload.options())) {
      int found = states.indexOf(CrashState.of(sync));
      run.expect(found, found);
      if (found < CrashWorkload.BATCHES.size()) {
        run.apply(sync, found);
      }
      sync.verify();
    }
    return run;
  }

  private void apply(IdentitySync sync, int batch) {
    expect(batch, batch + 1);
    CrashWorkload.BATCHES.get(batch).applyTo(sync);
    expect(batch + 1, batch + 1);
  }

  private void expect(int least, int most) {
    marks.put(files.operations(), new Expected(least, most));
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
          String name = "after " + length + " bytes of " + step.number() + " " + write;
          FaultDisk disk = step.before().after(write.prefix(length));
          add(endings, name, disk, expected(step), withoutDropped(fates));
        }
      }
    }
    return endings;
  }

  /** Returns the ends of the life before each step and behind the last. */
  List<Ending> endingsBetweenSteps(List<FaultFate> fates) {
    List<Ending> endings = new ArrayList<>();
    for (FaultyFiles.Step step : files.history()) {
      String name = "before " + step.number() + " " + step.operation();
      add(endings, name, step.before(), expected(step), fates);
    }
    add(endings, "at the end", files.disk(), marks.lastEntry().getValue(), fates);
    return endings;
  }

  private Expected expected(FaultyFiles.Step step) {
    return marks.floorEntry(step.number()).getValue();
  }

  /** A write that is dropped in the middle is as one that never began. */
  private static List<FaultFate> withoutDropped(List<FaultFate> fates) {
    return fates.stream().filter(fate -> fate.kind() != FaultFate.Kind.DROPPED).toList();
  }

  private static void add(
      List<Ending> endings, String name, FaultDisk disk, Expected expected, List<FaultFate> fates) {
    for (FaultFate fate : fates) {
      FaultFate own =
          fate.kind() == FaultFate.Kind.TORN
              ? FaultFate.torn(fate.seed() * 1_000_003 + endings.size())
              : fate;
      endings.add(new Ending(name + ", " + own, disk.crash(own), expected));
    }
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
