package io.github.identitysync.testing;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;

/** A common pool that has no thread to spare. */
public final class BusyPool {

  private BusyPool() {}

  /** Keeps all threads of the common pool busy while something is done. */
  public static void during(Runnable action) {
    int threads = ForkJoinPool.getCommonPoolParallelism();
    Semaphore busy = new Semaphore(0);
    Semaphore end = new Semaphore(0);
    for (int i = 0; i < threads; i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                busy.release();
                end.acquireUninterruptibly();
              });
    }
    busy.acquireUninterruptibly(threads);
    try {
      action.run();
    } finally {
      end.release(threads);
    }
  }
}
