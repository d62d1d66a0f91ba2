package io.github.identitysync.benchmarks;

import io.github.identitysync.model.SyncRecord;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Applies batches of 1,000 new records, with pauses of 10 ms. A third of the records are about a
 * new person.
 */
final class PacedWriter {

  private static final int BATCH_SIZE = 1_000;
  private static final int PERIOD_MILLIS = 10;
  private static final int BROWSERS_OF_A_PERSON = 3;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final IdentityStore store;
  private final ScheduledFuture<?> writing;
  private int nextBrowser;

  private PacedWriter(IdentityStore store, int firstBrowser) {
    this.store = store;
    this.nextBrowser = firstBrowser;
    this.writing =
        thread.scheduleWithFixedDelay(
            this::applyNext, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Starts one whose browsers and users are numbered from the given number on. */
  static PacedWriter start(IdentityStore store, int firstBrowser) {
    return new PacedWriter(store, firstBrowser);
  }

  private void applyNext() {
    List<SyncRecord> batch =
        IntStream.range(nextBrowser, nextBrowser + BATCH_SIZE)
            .mapToObj(
                browser ->
                    Workload.link(
                        Workload.FOLDER, browser, nextBrowser + browser / BROWSERS_OF_A_PERSON))
            .toList();
    nextBrowser += BATCH_SIZE;
    store.apply(batch);
  }

  /** Waits for the batch that is being applied, and throws if one failed. */
  void stop() throws InterruptedException, ExecutionException {
    thread.shutdown();
    if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the writer does not end");
    }
    if (!writing.isCancelled()) {
      writing.get();
    }
  }
}
