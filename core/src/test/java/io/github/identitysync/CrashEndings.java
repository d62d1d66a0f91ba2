package io.github.identitysync;

import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultOperation;
import io.github.identitysync.testing.FaultyFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** The ends that a life of a store may have had: after what it did, which states may be found. */
public final class CrashEndings {

  private static final int SECTOR = 512;

  private final List<FaultyFiles.Step> history;
  private final FaultDisk last;
  private final NavigableMap<Integer, CrashScript.Expected> marks;

  /**
   * Takes a life.
   *
   * @param history what it did to its directory
   * @param last the directory after that
   * @param marks what must and may be found, from a number of steps on
   */
  public CrashEndings(
      List<FaultyFiles.Step> history,
      FaultDisk last,
      NavigableMap<Integer, CrashScript.Expected> marks) {
    this.history = history;
    this.last = last;
    this.marks = marks;
  }

  /**
   * Returns the ends of the life before each step, behind the last, and in the middle of writes.
   */
  List<CrashEnding> all(List<FaultFate> fates) {
    List<CrashEnding> endings = betweenSteps(fates);
    for (FaultyFiles.Step step : history) {
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
  List<CrashEnding> betweenSteps(List<FaultFate> fates) {
    List<CrashEnding> endings = new ArrayList<>();
    for (FaultyFiles.Step step : history) {
      for (FaultFate fate : fates) {
        endings.add(before(step, numbered(fate, endings.size())));
      }
    }
    for (FaultFate fate : fates) {
      endings.add(atTheEnd(numbered(fate, endings.size())));
    }
    return endings;
  }

  /** Returns how many steps there are. */
  public int steps() {
    return history.size();
  }

  /** Draws an end before a step, behind the last, or in the middle of a write. */
  CrashEnding draw(RandomGenerator random) {
    return draw(random, drawFate(random));
  }

  /** Draws an end of a certain fate. */
  public CrashEnding draw(RandomGenerator random, FaultFate fate) {
    int at = random.nextInt(history.size() + 1);
    if (at == history.size()) {
      return atTheEnd(fate);
    }
    FaultyFiles.Step step = history.get(at);
    boolean cut = fate.kind() != FaultFate.Kind.DROPPED && random.nextInt(3) > 0;
    if (cut && step.operation() instanceof FaultOperation.Write write && write.bytes().length > 1) {
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

  private CrashEnding before(FaultyFiles.Step step, FaultFate fate) {
    String name = "before " + step.number() + " " + step.operation() + ", " + fate;
    return new CrashEnding(name, fate, false, step.before().crash(fate), expected(step));
  }

  private CrashEnding inside(
      FaultyFiles.Step step, FaultOperation.Write write, int length, FaultFate fate) {
    String name = "after " + length + " bytes of " + step.number() + " " + write + ", " + fate;
    FaultDisk disk = step.before().after(write.prefix(length)).crash(fate);
    return new CrashEnding(name, fate, true, disk, expected(step));
  }

  private CrashEnding atTheEnd(FaultFate fate) {
    CrashScript.Expected expected = marks.lastEntry().getValue();
    return new CrashEnding("at the end, " + fate, fate, false, last.crash(fate), expected);
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
