package io.github.identitysync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.IdentitySync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** What processes that ran {@link KillChild} in one directory said, one after the other. */
final class KillLog {

  private static final int THREADS = NumberedBatches.THREADS;

  private final SortedSet<Integer> acknowledged = new TreeSet<>();
  private final int[] next = new int[THREADS];
  private int inFlight;

  KillLog() {
    Arrays.setAll(next, thread -> thread);
  }

  /**
   * Checks the store in a directory, and prints the batches with which the next process goes on.
   *
   * @param arguments the directory, and a file with all lines that were printed
   */
  public static void main(String[] arguments) throws IOException {
    KillLog log = new KillLog();
    Files.readAllLines(Path.of(arguments[1])).forEach(log::add);
    log.check(Path.of(arguments[0]), arguments[0]);
    System.out.println(String.join(" ", log.next()));
  }

  /** Takes a line, unless it was cut off. */
  void add(String line) {
    if (!line.endsWith(KillChild.END)) {
      return;
    }
    int batch = Integer.parseInt(line.substring(0, line.length() - KillChild.END.length()));
    acknowledged.add(batch);
    next[batch % THREADS] = Math.max(next[batch % THREADS], batch + THREADS);
  }

  /** Returns how many batches were acknowledged. */
  int size() {
    return acknowledged.size();
  }

  /** Returns how many batches checks have found that were in flight. */
  int inFlight() {
    return inFlight;
  }

  /** Returns with which batches the threads of the next process go on. */
  String[] next() {
    return Arrays.stream(next).mapToObj(String::valueOf).toArray(String[]::new);
  }

  /**
   * Verifies the store in a directory, which must have every batch that was acknowledged, and
   * besides at most the one that each thread had in flight; its records whole or not at all, and so
   * its updates.
   */
  void check(Path directory, String name) {
    try (IdentitySync sync = NumberedBatches.open(directory)) {
      long records = 0;
      int last = Arrays.stream(next).max().orElseThrow();
      long[] newest = new long[THREADS];
      Arrays.fill(newest, -1);
      for (int batch = 0; batch <= last; batch++) {
        int thread = batch % THREADS;
        int present = NumberedBatches.present(sync, batch);
        int updated = NumberedBatches.updated(sync, batch);
        if (acknowledged.contains(batch)) {
          assertThat(present).as("%s, batch %d", name, batch).isEqualTo(NumberedBatches.RECORDS);
          assertThat(updated).as("%s, batch %d", name, batch).isEqualTo(NumberedBatches.UPDATES);
        } else if (batch == next[thread]) {
          assertThat(present).as("%s, batch %d", name, batch).isIn(0, NumberedBatches.RECORDS);
          int updatable = present == 0 ? 0 : NumberedBatches.UPDATES;
          assertThat(updated).as("%s, updates of batch %d", name, batch).isIn(0, updatable);
          inFlight += present == 0 ? 0 : 1;
        } else {
          assertThat(present + updated).as("%s, batch %d", name, batch).isZero();
        }
        records += present;
        newest[thread] = updated > 0 ? batch : newest[thread];
      }
      checkFolders(sync, records, newest, name);
      sync.verify();
    }
  }

  private static void checkFolders(
      IdentitySync sync, long records, long[] newestBatches, String name) {
    long links = 0;
    for (String folder : NumberedBatches.FOLDERS) {
      links += sync.folder(folder).stats().links();
      for (int thread = 0; thread < THREADS; thread++) {
        assertThat(NumberedBatches.newest(sync, folder, thread))
            .as("%s, thread %d, folder %s", name, thread, folder)
            .isEqualTo(newestBatches[thread]);
      }
    }
    assertThat(links).as(name).isEqualTo(records);
  }
}
