package io.github.identitysync.crash;

import io.github.identitysync.testing.FaultJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process applies batches from two threads and says which are acknowledged, until it is killed at
 * a random moment; then the next one goes on in the same directory. Every batch that was
 * acknowledged must be there, its records and its updates, and neither in part.
 *
 * <p>The system properties {@code identitysync.kill.cycles} and {@code identitysync.kill.seed} set
 * how often, and when.
 */
class KillIT {

  private static final int CYCLES = Integer.getInteger("identitysync.kill.cycles", 6);
  private static final long SEED =
      Long.getLong("identitysync.kill.seed", System.currentTimeMillis());
  private static final int MOST_LINES = 80;

  /** A directory is left after so many cycles, since a check costs what all its batches do. */
  private static final int CYCLES_OF_A_DIRECTORY = 6;

  private KillLog log = new KillLog();
  private Path directory;

  @TempDir private Path temporary;

  @Test
  void noAcknowledgedBatchIsLostAndNoneIsThereInPart() throws IOException {
    System.out.println("identitysync.kill.seed=" + SEED);
    Random random = new Random(SEED);
    int batches = 0;
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      if (cycle % CYCLES_OF_A_DIRECTORY == 0) {
        directory = temporary.resolve("store" + cycle);
        log = new KillLog();
      }
      int before = log.size();
      liveAndDie(random);
      batches += log.size() - before;
      if (cycle % 2 == 1 || cycle == CYCLES - 1) {
        log.check(directory, "seed " + SEED + ", cycle " + cycle);
      }
    }
    System.out.println("batches acknowledged before a kill: " + batches);
  }

  private void liveAndDie(Random random) throws IOException {
    int lines = random.nextInt(MOST_LINES);
    int nanos = random.nextInt(3_000_000);
    String[] next = log.next();
    try (FaultJvm jvm = FaultJvm.start(KillChild.class, directory.toString(), next[0], next[1])) {
      for (int i = 0; i <= lines; i++) {
        log.add(jvm.line().orElseThrow());
      }
      long until = System.nanoTime() + nanos;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      jvm.kill();
      Optional<String> line = jvm.line();
      while (line.isPresent()) {
        log.add(line.get());
        line = jvm.line();
      }
    }
  }
}
