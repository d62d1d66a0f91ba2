package io.github.identitysync.internal.folder;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work for a thread of the common pool or, before one is free, for the thread that waits for it:
 * whoever comes first. So nobody waits for work that no thread has begun, be the pool busy or its
 * threads dead for want of memory.
 *
 * @param <T> what the work gives, which is never null
 */
public final class SharedTask<T> {

  /** Null once somebody has taken it; the pool may keep this task for longer. */
  private final AtomicReference<@Nullable Supplier<T>> work;

  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  private @Nullable T result;
  private @Nullable Throwable failure;

  public SharedTask(Supplier<T> work) {
    this.work = new AtomicReference<>(work);
  }

  /** Offers the work to the common pool. */
  public void offer() {
    ForkJoinPool.commonPool().execute(this::run);
  }

  private void run() {
    Supplier<T> taken = work.getAndSet(null);
    if (taken != null) {
      try {
        result = taken.get();
      } catch (Throwable e) {
        failure = e;
      } finally {
        end.complete(null); // takes no memory, of which there may be none
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
    end.join();
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
      end.join();
    }
  }
}
