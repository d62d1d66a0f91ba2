package io.github.identitysync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.Folder;
import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.testing.FaultJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
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
  private static final int THREADS = KillChild.THREADS;
  private static final int MOST_LINES = 80;

  /** A directory is left after so many cycles, since a check costs what all its batches do. */
  private static final int CYCLES_OF_A_DIRECTORY = 6;

  private final SortedSet<Integer> acknowledged = new TreeSet<>();
  private final int[] next = new int[THREADS];
  private Path directory;

  @TempDir private Path temporary;

  @Test
  void noAcknowledgedBatchIsLostAndNoneIsThereInPart() throws IOException {
    System.out.println("identitysync.kill.seed=" + SEED);
    Random random = new Random(SEED);
    int batches = 0;
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      if (cycle % CYCLES_OF_A_DIRECTORY == 0) {
        begin(temporary.resolve("store" + cycle));
      }
      int before = acknowledged.size();
      liveAndDie(random);
      batches += acknowledged.size() - before;
      if (cycle % 2 == 1 || cycle == CYCLES - 1) {
        check("seed " + SEED + ", cycle " + cycle);
      }
    }
    System.out.println("batches acknowledged before a kill: " + batches);
  }

  private void begin(Path empty) {
    directory = empty;
    acknowledged.clear();
    for (int thread = 0; thread < THREADS; thread++) {
      next[thread] = thread;
    }
  }

  private void liveAndDie(Random random) throws IOException {
    int lines = random.nextInt(MOST_LINES);
    int nanos = random.nextInt(3_000_000);
    String[] arguments = {directory.toString(), String.valueOf(next[0]), String.valueOf(next[1])};
    try (FaultJvm jvm = FaultJvm.start(KillChild.class, arguments)) {
      for (int i = 0; i <= lines; i++) {
        acknowledge(jvm.line().orElseThrow());
      }
      long until = System.nanoTime() + nanos;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      jvm.kill();
      Optional<String> line = jvm.line();
      while (line.isPresent()) {
        acknowledge(line.get());
        line = jvm.line();
      }
    }
  }

  private void acknowledge(String line) {
    if (!line.endsWith(KillChild.END)) {
      return;
    }
    int batch = Integer.parseInt(line.substring(0, line.length() - KillChild.END.length()));
    acknowledged.add(batch);
    next[batch % THREADS] = Math.max(next[batch % THREADS], batch + THREADS);
  }

  private void check(String name) {
    try (IdentitySync sync = KillChild.open(directory)) {
      long records = 0;
      int last = Math.max(next[0], next[1]) + THREADS;
      int[] newest = new int[THREADS];
      Arrays.fill(newest, -1);
      for (int batch = 0; batch < last; batch++) {
        int present = present(sync, batch);
        records += present;
        assertThat(present).as("%s, batch %d", name, batch).isIn(0, KillChild.RECORDS);
        int updated = updated(sync, batch);
        assertThat(updated).as("%s, updates of batch %d", name, batch).isIn(0, KillChild.UPDATES);
        if (updated > 0) {
          assertThat(present).as("%s, batch %d", name, batch).isEqualTo(KillChild.RECORDS);
          newest[batch % THREADS] = batch;
        }
        if (acknowledged.contains(batch)) {
          assertThat(present).as("%s, batch %d", name, batch).isEqualTo(KillChild.RECORDS);
          assertThat(updated)
              .as("%s, updates of batch %d", name, batch)
              .isEqualTo(KillChild.UPDATES);
        } else {
          assertThat(batch).as(name).isGreaterThanOrEqualTo(next[batch % THREADS]);
        }
      }
      long links = 0;
      for (String folder : KillChild.FOLDERS) {
        links += sync.folder(folder).stats().links();
      }
      assertThat(links).as(name).isEqualTo(records);
      for (int thread = 0; thread < THREADS; thread++) {
        for (String folder : KillChild.FOLDERS) {
          assertThat(number(sync.folder(folder), KillChild.overwritten(thread)))
              .as("%s, thread %d, folder %s", name, thread, folder)
              .isEqualTo(newest[thread]);
        }
      }
      sync.verify();
    }
  }

  /** Returns how many of a batch's own identities have its number. */
  private static int updated(IdentitySync sync, int batch) {
    int updated = 0;
    for (int i = 0; i < KillChild.UPDATES; i++) {
      long number = number(sync.folder(KillChild.folder(i)), KillChild.browser(batch, i));
      updated += number == batch ? 1 : 0;
    }
    return updated;
  }

  private static long number(Folder folder, Identity identity) {
    return folder
        .field(identity, KillChild.NUMBER)
        .map(field -> ((FieldValue.WholeNumber) field.value()).value())
        .orElse(-1L);
  }

  private static int present(IdentitySync sync, int batch) {
    int present = 0;
    for (int folderIndex = 0; folderIndex < KillChild.FOLDERS.size(); folderIndex++) {
      Folder folder = sync.folder(KillChild.folder(folderIndex));
      for (int i = folderIndex; i < KillChild.RECORDS; i += KillChild.FOLDERS.size()) {
        if (folder.sameProfile(KillChild.browser(batch, i), KillChild.external(batch, i))) {
          present++;
        }
      }
    }
    return present;
  }
}
