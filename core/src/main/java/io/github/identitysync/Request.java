package io.github.identitysync;

import io.github.identitysync.internal.folder.IdentityBatch;
import io.github.identitysync.internal.folder.Latch;
import io.github.identitysync.model.IdentitySyncException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller wants of the store's thread, and waits for. */
abstract sealed class Request {

  private final Latch done = new Latch();
  private @Nullable Throwable failure;
  private String failureMeaning = "";

  /** What a task does. */
  interface Body {
    void run() throws IOException;
  }

  /** Batches to apply. */
  static final class Apply extends Request {
    final List<? extends IdentityBatch> batches;
    final long bytes;
    final long stamp;

    /**
     * Makes a request.
     *
     * @param stamp milliseconds that no stamp in the batches is later than
     */
    Apply(List<? extends IdentityBatch> batches, long stamp) {
      this.batches = batches;
      this.stamp = stamp;
      this.bytes = batches.stream().mapToLong(IdentityBatch::bytes).sum();
    }
  }

  /** Something to run. */
  static final class Task extends Request {
    final Body body;
    final String meaning;
    final boolean isLast;

    /**
     * Makes a task.
     *
     * @param meaning of a failure that does not say so itself
     * @param isLast whether it closes the store
     */
    Task(Body body, String meaning, boolean isLast) {
      this.body = body;
      this.meaning = meaning;
      this.isLast = isLast;
    }
  }

  /** Tells who waits that it is done, unless the end was told before. */
  final void succeed() {
    done.open();
  }

  /**
   * Tells who waits what has failed, unless the end was told before. It takes no memory.
   *
   * @param meaning of a failure that does not say so itself
   */
  final void fail(Throwable cause, String meaning) {
    if (!done.isOpen()) {
      failure = cause;
      failureMeaning = meaning;
      done.open();
    }
  }

  /** Waits for the end, and returns what has failed, or null. */
  final @Nullable Throwable end() {
    done.await();
    return failure;
  }

  /**
   * Waits for the end.
   *
   * @throws IdentitySyncException if something has failed
   */
  final void await() {
    Throwable failed = end();
    if (failed instanceof IdentitySyncException known) {
      throw known;
    }
    if (failed != null) {
      throw new IdentitySyncException.StorageFailed(failureMeaning, failed);
    }
  }
}
