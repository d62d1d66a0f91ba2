package io.github.identitysync.crash;

import io.github.identitysync.testing.FaultJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process applies batches from some threads to some folders and says which are acknowledged,
 * until it is killed at a random moment; then the next one goes on in the same directory. After
 * each kill every batch that was acknowledged must be there, and besides at most the one that each
 * thread had in flight; its records whole or not at all over all folders, and so its updates. What
 * is looked at is a copy, so that a process may find what several before it left.
 *
 * <p>The system properties {@code identitysync.kill.cycles} and {@code identitysync.kill.seed} set
 * how often, and when.
 */
class KillIT {

  private static final int CYCLES = Integer.getInteger("identitysync.kill.cycles", 6);
  private static final long SEED =
      Long.getLong("identitysync.kill.seed", System.currentTimeMillis());
  private static final int MOST_LINES = 24;

  /** A directory is left after so many cycles, since a check costs what all its batches do. */
  private static final int CYCLES_OF_A_DIRECTORY = 4;

  private KillLog log = new KillLog();
  private Path directory;

  @TempDir private Path temporary;

  @Test
  void noAcknowledgedBatchIsLostAndNoneIsThereInPart() throws IOException {
    System.out.println("identitysync.kill.seed=" + SEED);
    Random random = new Random(SEED);
    int batches = 0;
    int inFlight = 0;
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      if (cycle % CYCLES_OF_A_DIRECTORY == 0) {
        begin("store" + cycle);
      }
      int before = log.size();
      int inFlightBefore = log.inFlight();
      liveAndDie(random);
      Path copy = temporary.resolve("copy" + cycle);
      copy(directory, copy);
      log.check(copy, "seed " + SEED + ", cycle " + cycle);
      delete(copy);
      batches += log.size() - before;
      inFlight += log.inFlight() - inFlightBefore;
    }
    System.out.printf(
        "kills: %d, batches acknowledged before them: %d, seen that were in flight: %d%n",
        CYCLES, batches, inFlight);
  }

  private void begin(String name) throws IOException {
    if (directory != null) {
      delete(directory);
    }
    directory = temporary.resolve(name);
    log = new KillLog();
  }

  private void liveAndDie(Random random) throws IOException {
    int lines = random.nextInt(MOST_LINES);
    int nanos = random.nextInt(3_000_000);
    List<String> arguments = new ArrayList<>(List.of(directory.toString()));
    arguments.addAll(Arrays.asList(log.next()));
    try (FaultJvm jvm = FaultJvm.start(KillChild.class, arguments.toArray(String[]::new))) {
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

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void delete(Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(copy)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
