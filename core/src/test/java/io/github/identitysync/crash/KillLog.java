package io.github.identitysync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.Folder;
import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** What processes that ran {@link KillChild} in one directory said, one after the other. */
final class KillLog {

  private static final int THREADS = KillChild.THREADS;

  private final SortedSet<Integer> acknowledged = new TreeSet<>();
  private final int[] next = new int[THREADS];

  KillLog() {
    for (int thread = 0; thread < THREADS; thread++) {
      next[thread] = thread;
    }
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

  /** Returns with which batches the threads of the next process go on. */
  String[] next() {
    return Arrays.stream(next).mapToObj(String::valueOf).toArray(String[]::new);
  }

  /**
   * Verifies the store in a directory, which must have every batch that was acknowledged, its
   * records and its updates, and none in part.
   */
  void check(Path directory, String name) {
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
