package io.github.identitysync.crash;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Pairs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/**
 * Applies many records again and again, and reads them, where the common pool has no thread; what
 * it was offered and nobody takes does not pile up there.
 */
final class RefusedHelpChild {

  /** What is printed at last. */
  static final String END = "done alone";

  private static final int RECORDS = 2_000;
  private static final int CALLS = 1_000;

  private RefusedHelpChild() {}

  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    List<SyncRecord> records = Pairs.of("f", 0, RECORDS);
    for (int life = 0; life < 2; life++) {
      try (IdentitySync sync = IdentitySync.open(directory)) {
        for (int i = 0; i < CALLS; i++) {
          check(sync.apply(records).applied() == RECORDS);
        }
        check(sync.folder("f").stats().links() == RECORDS);
        sync.verify();
      }
    }
    check(ForkJoinPool.commonPool().getQueuedSubmissionCount() < 2 * CALLS);
    System.out.println(END);
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new IllegalStateException();
    }
  }
}
