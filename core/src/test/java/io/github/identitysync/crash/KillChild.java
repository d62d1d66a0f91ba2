package io.github.identitysync.crash;

import io.github.identitysync.IdentitySync;
import java.nio.file.Path;

/**
 * Applies numbered batches for ever, each of records and then of updates, from as many threads as
 * it is given first numbers, and prints each number when its batch is applied.
 */
final class KillChild {

  /** Tells a line that is whole. */
  static final String END = " applied";

  private KillChild() {}

  public static void main(String[] arguments) {
    IdentitySync sync = NumberedBatches.open(Path.of(arguments[0]));
    int threads = arguments.length - 1;
    for (int i = 1; i <= threads; i++) {
      int first = Integer.parseInt(arguments[i]);
      new Thread(() -> applyFrom(sync, first, threads)).start();
    }
  }

  private static void applyFrom(IdentitySync sync, int first, int step) {
    for (int batch = first; true; batch += step) {
      sync.apply(NumberedBatches.records(batch));
      sync.update(NumberedBatches.updates(batch));
      synchronized (System.out) {
        System.out.println(batch + END);
        System.out.flush();
      }
    }
  }
}
