package io.github.identitysync.crash;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;

/** Gives the common pool no threads, but each time another reason. */
public final class RefusingThreads implements ForkJoinWorkerThreadFactory {

  private int asked;

  /** Made by the common pool, whose thread factory it is named as. */
  public RefusingThreads() {}

  @Override
  public synchronized ForkJoinWorkerThread newThread(ForkJoinPool pool) {
    return switch (asked++ % 3) {
      case 0 -> throw new OutOfMemoryError("unable to create native thread");
      case 1 -> throw new RejectedExecutionException();
      default -> null;
    };
  }
}
