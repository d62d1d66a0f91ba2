package io.github.identitysync.internal.folder;

import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work for a thread of the common pool or, before one is free, for the thread that waits for it:
 * whoever comes first. So nobody waits for work that no thread has begun, be the pool busy, its
 * threads dead for want of memory, or none to be had.
 *
 * @param <T> what the work gives, which is never null
 */
public final class SharedTask<T> {

  /** With so much to do, the pool is not offered more, lest what nobody takes pile up there. */
  private static final int MOST_QUEUED = 1 << 10;

  /** Null once somebody has taken it; the pool may keep this task for longer. */
  private final AtomicReference<@Nullable Supplier<T>> work;

  private final Latch end = new Latch();
  private @Nullable T result;
  private @Nullable Throwable failure;

  public SharedTask(Supplier<T> work) {
    this.work = new AtomicReference<>(work);
  }

  /** Offers the work to the common pool, which need not take it. */
  public void offer() {
    ForkJoinPool pool = ForkJoinPool.commonPool();
    if (pool.getQueuedTaskCount() + pool.getQueuedSubmissionCount() > MOST_QUEUED) {
      return;
    }
    try {
      pool.execute(this::run);
    } catch (RuntimeException | Error e) {
      // No thread can be started, say. Whoever waits for the work does it.
    }
  }

  private void run() {
    Supplier<T> taken = work.getAndSet(null);
    if (taken != null) {
      try {
        result = taken.get();
      } catch (Throwable e) {
        failure = e;
      } finally {
        end.open();
      }
    }
  }

  /**
   * Does the work or waits for the thread that does, and returns what it gave, which is then kept
   * no longer. To be called once, and not after {@link #cancel}.
   *
   * @throws RuntimeException if the work did
   * @throws Error if the work did
   */
  public T join() {
    run();
    end.await();
    if (failure instanceof RuntimeException cause) {
      throw cause;
    }
    if (failure instanceof Error cause) {
      throw cause;
    }
    T given = Objects.requireNonNull(result);
    result = null;
    return given;
  }

  /** Waits for the thread that does the work, or makes sure that none will. */
  public void cancel() {
    if (work.getAndSet(null) == null) {
      end.await();
    }
  }
}
