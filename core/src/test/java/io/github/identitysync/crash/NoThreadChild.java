package io.github.identitysync.crash;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.testing.Pairs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Uses open stores while no thread can be started: all works. Opening does not; it says so, and
 * works once there are threads again.
 *
 * <p>Threads are large here, unless they say how large they are, and so is the room for them until
 * this process has taken it.
 */
final class NoThreadChild {

  /** What is printed of opening, before what it has thrown. */
  static final String OPENED = "opening: ";

  /** What is printed at last. */
  static final String END = "as it is to be";

  private static final int RECORDS = 5_000;

  /** Half the size of a thread that does not say it. */
  private static final long LARGE = 1L << 27;

  private NoThreadChild() {}

  public static void main(String[] arguments) throws InterruptedException {
    Path directory = Path.of(arguments[0]);
    try (IdentitySync sync = open(directory.resolve("written"))) {
      for (int i = 0; i < 300; i++) { // so many blocks are read ahead by other threads
        sync.apply(Pairs.of("many blocks", i, 1));
      }
    }
    IdentitySync sync = open(directory.resolve("written"));
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = takeAllRoom(end);
    check(threads.size() > 1, "threads");

    check(sync.apply(Pairs.of("new", 0, RECORDS)).newLinks() == RECORDS, "apply");
    check(sync.apply(Pairs.of("new", 0, RECORDS)).alreadyLinked() == RECORDS, "apply again");
    check(sync.folder("many blocks").stats().links() == 300, "load");
    sync.verify();
    try {
      open(directory.resolve("other")).close();
      System.out.println(OPENED + "done");
    } catch (IdentitySyncException e) {
      System.out.println(OPENED + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    sync.close();

    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    try (IdentitySync other = open(directory.resolve("other"));
        IdentitySync written = open(directory.resolve("written"))) {
      check(other.apply(Pairs.of("f", 0, RECORDS)).newLinks() == RECORDS, "after all");
      check(written.folder("new").stats().links() == RECORDS, "found again");
      other.verify();
      written.verify();
    }
    System.out.println(END);
    Runtime.getRuntime().halt(0);
  }

  private static IdentitySync open(Path place) {
    return IdentitySync.open(place, StoreOptions.defaults().withJournalBytes(1 << 26));
  }

  /** Starts threads that wait for the end, until there is no room for another one. */
  private static List<Thread> takeAllRoom(CountDownLatch end) {
    List<Thread> threads = new ArrayList<>();
    try {
      while (true) {
        Thread thread = new Thread(null, () -> awaitEnd(end), "waiting", LARGE);
        thread.start();
        threads.add(thread);
      }
    } catch (OutOfMemoryError e) {
      return threads;
    }
  }

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
