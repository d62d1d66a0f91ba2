package io.github.identitysync.crash;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.IdentitySyncException;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * Applies numbered batches to a store until the heap is too small for it, and says which are
 * acknowledged; then reads them, and ends without closing the store.
 *
 * <p>With the argument {@link #FILLED} another thread fills the heap with small objects and empties
 * it again, all the time, so that memory runs out anywhere; when that is over the store is closed,
 * opened and read once more.
 */
final class MemoryChild {

  static final String GROWING = "growing";
  static final String FILLED = "filled";

  /** What is printed before the name of what an attempt to write has thrown. */
  static final String FAILED = "failed ";

  /** What is printed before the number of a batch that was acknowledged but is not read whole. */
  static final String WRONG = "wrong ";

  /** What is printed at last, before the number of batches that could not be read. */
  static final String END = "unread ";

  private static final int MOST_FAILURES = 20;

  /** A store that refuses a call so often in a row will not take another one. */
  private static final int REFUSALS = 3;

  /** Given back before the batches are read: more than what a store keeps of what it has read. */
  @SuppressWarnings("UnusedVariable")
  private static byte[] reserve = new byte[8 << 20];

  /** Made before the heap is full: making it then would be one call too many. */
  private static final byte[] NOTHING = {};

  private static volatile boolean isFilling = true;

  private IdentitySync sync;
  private final BitSet acknowledged = new BitSet();

  private MemoryChild(IdentitySync sync) {
    this.sync = sync;
  }

  private record Filler(Filler next) {}

  public static void main(String[] arguments) throws InterruptedException {
    Path directory = Path.of(arguments[0]);
    boolean isFilled = arguments[1].equals(FILLED);
    MemoryChild child = new MemoryChild(NumberedBatches.open(directory));
    child.apply(0);
    child.read();
    Thread filling = new Thread(MemoryChild::fillAgainAndAgain);
    if (isFilled) {
      filling.start();
    }
    child.applyUntilRefused();
    isFilling = false;
    filling.join();
    reserve = NOTHING;
    int unread = child.read();
    if (isFilled) {
      child.reopen(directory);
      unread += child.read();
    }
    System.out.println(END + unread);
    Runtime.getRuntime().halt(0);
  }

  private static void fillAgainAndAgain() {
    while (isFilling) {
      Filler last = null;
      for (int failures = 0; failures < REFUSALS && isFilling; failures++) {
        try {
          while (isFilling) {
            last = new Filler(last);
          }
        } catch (OutOfMemoryError e) {
          // The heap is full, and stays so for a while.
        }
      }
    }
  }

  private void apply(int batch) {
    sync.apply(NumberedBatches.records(batch));
    sync.update(NumberedBatches.updates(batch));
    acknowledged.set(batch);
    System.out.println(batch + KillChild.END);
  }

  private void applyUntilRefused() {
    int refusals = 0;
    int failures = 0;
    for (int batch = 1; refusals < REFUSALS && failures < MOST_FAILURES; batch++) {
      try {
        apply(batch);
        refusals = 0;
      } catch (IdentitySyncException e) {
        failures++;
        refusals++;
        report(e);
      } catch (OutOfMemoryError e) {
        failures++;
        refusals = 0;
        report(e);
      }
    }
  }

  private static void report(Throwable e) {
    try {
      System.out.println(FAILED + e.getClass().getSimpleName());
    } catch (OutOfMemoryError again) {
      // There is no memory to say so.
    }
  }

  /** What a failed store is to be closed for. */
  private void reopen(Path directory) {
    sync.close();
    sync = NumberedBatches.open(directory);
  }

  /** Returns how many of the acknowledged batches cannot be read. */
  private int read() {
    int unread = 0;
    for (int batch = 0; batch < acknowledged.length(); batch++) {
      try {
        if (acknowledged.get(batch)
            && (NumberedBatches.present(sync, batch) < NumberedBatches.RECORDS
                || NumberedBatches.updated(sync, batch) < NumberedBatches.UPDATES)) {
          System.out.println(WRONG + batch);
        }
      } catch (IdentitySyncException | OutOfMemoryError e) {
        unread++;
      }
    }
    return unread;
  }
}
