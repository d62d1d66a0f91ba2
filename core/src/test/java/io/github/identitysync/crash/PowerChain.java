package io.github.identitysync.crash;

import io.github.identitysync.CrashEnding;
import io.github.identitysync.CrashEndings;
import io.github.identitysync.CrashScript;
import io.github.identitysync.CrashScript.Expected;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultOperation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Processes that go on with one script, one after the other. All but the last are killed; the next
 * one finds what is left, or, from the third on, what a loss of power would have left a while
 * before. What is drawn depends on nothing but the seed and what the processes did.
 */
final class PowerChain {

  /** How many operations each life but the first and the last has at most. */
  private static final List<Integer> OPERATIONS = List.of(60, 80, 80);

  static final int LIVES = OPERATIONS.size() + 2;

  private static final int MOST_SYNCS = 40;
  private static final int LOSS_OF_POWER_ONE_IN = 4;

  private final long seed;
  private final CrashScript script;
  private final List<RecordedLife> lives = new ArrayList<>();
  private final List<CrashEndings> endings = new ArrayList<>();

  private PowerChain(long seed) {
    this.seed = seed;
    this.script = PowerChild.script(seed);
  }

  /** Lives the chain that a seed draws. */
  static PowerChain live(PowerRecorder recorder, long seed) throws IOException {
    PowerChain chain = new PowerChain(seed);
    chain.live(recorder, new SplittableRandom(seed));
    return chain;
  }

  private void live(PowerRecorder recorder, RandomGenerator random) throws IOException {
    FaultDisk disk = FaultDisk.empty();
    Expected expected = new Expected(0, 0);
    for (int life = 0; life < LIVES; life++) {
      int killAt = killAt(life, random);
      String name = seed + "-" + life;
      RecordedLife lived =
          recorder.record(
              new PowerRecorder.Start(
                  name, seed, disk, expected, killAt, random.nextInt(MOST_SYNCS)));
      lives.add(lived);
      endings.add(lived.endings());
      if (life > 1 && random.nextInt(LOSS_OF_POWER_ONE_IN) == 0) {
        CrashEnding ending = endings.get(life).draw(random, drawFate(random));
        disk = ending.disk();
        expected = ending.expected();
      } else {
        disk = lived.disk();
        expected = lived.expected();
      }
    }
  }

  /**
   * Returns at which operation a life is killed, or 0. The first one makes directories and syncs
   * what they are in, by turns: of four chains that follow each other each is killed before another
   * of these syncs.
   */
  private int killAt(int life, RandomGenerator random) {
    if (life == 0) {
      return 2 * (1 + Math.floorMod(seed, 4));
    }
    return life < LIVES - 1 ? 1 + random.nextInt(OPERATIONS.get(life - 1)) : 0;
  }

  CrashScript script() {
    return script;
  }

  /** Returns the crash image of a number. */
  CrashEnding image(int number) {
    RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
    int life = drawLife(random);
    CrashEnding ending = endings.get(life).draw(random, drawFate(random));
    String name = "image " + number + " of seed " + seed + ": life " + life + ", " + ending.name();
    return new CrashEnding(
        name, ending.fate(), ending.insideWrite(), ending.disk(), ending.expected());
  }

  /** Draws any life, or one that is the likelier the more steps it has. */
  private int drawLife(RandomGenerator random) {
    if (random.nextBoolean()) {
      return random.nextInt(LIVES);
    }
    int step = random.nextInt(endings.stream().mapToInt(CrashEndings::steps).sum());
    int life = 0;
    while (step >= endings.get(life).steps()) {
      step -= endings.get(life).steps();
      life++;
    }
    return life;
  }

  private static FaultFate drawFate(RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0 -> FaultFate.KEPT;
      case 1, 2 -> FaultFate.DROPPED;
      default -> FaultFate.torn(random.nextLong());
    };
  }

  /** Returns how many operations of a kind all lives have. */
  long count(Class<? extends FaultOperation> kind) {
    return lives.stream().mapToLong(life -> life.count(kind)).sum();
  }
}
