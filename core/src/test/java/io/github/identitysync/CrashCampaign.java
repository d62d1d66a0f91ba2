package io.github.identitysync;

import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultyFiles;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/**
 * Random lives of stores, each ended at random points in random ways, and its recoveries in turn;
 * and counts of what was tried.
 */
final class CrashCampaign {

  static final int STATES_OF_A_LIFE = 250;

  private static final List<CrashError> ERRORS = List.of(CrashError.values());
  private static final int DEEPEST = 3;

  private final LongAdder states = new LongAdder();
  private final SortedMap<String, LongAdder> counts = new ConcurrentSkipListMap<>();

  /** One life: what is drawn depends on nothing but its seed. */
  private final class Life {

    private final RandomGenerator random;
    private final CrashScript script;
    private int ends;

    Life(long seed) {
      random = new SplittableRandom(seed);
      script = RandomScript.draw(random);
    }

    void endAgainAndAgain() {
      CrashRun run = CrashRun.of(script);
      while (ends < STATES_OF_A_LIFE) {
        CrashEnding ending = run.endings().draw(random);
        if (random.nextInt(8) == 0) {
          recover(failAfter(ending), 0, 1);
        } else {
          recover(ending, 0, 3);
        }
      }
    }

    /** Checks what an end left, and ends one in so many recoveries too. */
    private void recover(CrashEnding ending, int depth, int oneIn) {
      ends++;
      count(ending, depth);
      try {
        CrashRun recovery =
            random.nextInt(8) == 0
                ? CrashRun.ofRecovery(script, ending, random.nextInt(4))
                : CrashRun.ofRecoveryOnly(script, ending);
        if (depth < DEEPEST && random.nextInt(oneIn) == 0) {
          recover(recovery.endings().draw(random).after(ending), depth + 1, 3);
        }
      } catch (RuntimeException e) {
        throw new AssertionError(ending.name(), e);
      }
    }

    /** Goes on from an end until the disk fails, and returns how that ends. */
    private CrashEnding failAfter(CrashEnding start) {
      CrashError error = ERRORS.get(random.nextInt(ERRORS.size()));
      add("after error " + error, 1);
      FaultyFiles files = FaultyFiles.of(start.disk(), error.draw(random, start.disk()));
      String name = start.name() + ", then " + error;
      CrashScript.Expected expected =
          new CrashFailure(script, true, name).live(files, start.expected());
      FaultFate fate = random.nextBoolean() ? FaultFate.KILLED : CrashEndings.drawFate(random);
      return new CrashEnding(name + ", " + fate, fate, false, files.disk().crash(fate), expected);
    }
  }

  /** Lives the life that a seed draws, and checks the states it leaves. */
  void live(long seed) {
    try {
      new Life(seed).endAgainAndAgain();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("identitysync.campaign.seed=" + seed, e);
    }
    add("lives", 1);
  }

  private void count(CrashEnding ending, int depth) {
    states.increment();
    add("fate " + ending.fate().kind(), 1);
    add("inside a write", ending.insideWrite() ? 1 : 0);
    add("of a recovery", depth > 0 ? 1 : 0);
  }

  private void add(String what, int count) {
    counts.computeIfAbsent(what, key -> new LongAdder()).add(count);
  }

  /** Returns how many states were checked. */
  long states() {
    return states.sum();
  }

  @Override
  public String toString() {
    return "crash states of random lives tried: " + states + " " + counts;
  }
}
