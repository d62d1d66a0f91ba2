package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.SyncRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closing while others close, write and open. */
class IdentitySyncCloseTest {

  private static final int ROUNDS = 50;
  private static final int CLOSERS = 3;

  @TempDir Path directory;

  @Test
  void whoeverClosesTheDirectoryIsFreeWhenTheCallReturns() {
    for (int round = 0; round < ROUNDS; round++) {
      IdentitySync sync = IdentitySync.open(directory);
      sync.apply(List.of(SyncRecord.of("f", "b" + round, "crm", "u")));
      CyclicBarrier start = new CyclicBarrier(CLOSERS);
      List<CompletableFuture<Void>> closers =
          IntStream.range(0, CLOSERS)
              .mapToObj(
                  i ->
                      CompletableFuture.runAsync(
                          () -> {
                            await(start);
                            sync.close();
                          },
                          task -> new Thread(task).start()))
              .toList();
      closers.get(round % CLOSERS).join();
      IdentitySync.open(directory).close();
      closers.forEach(CompletableFuture::join);
    }
    verify(ROUNDS);
  }

  @Test
  void aRecordIsAppliedOrRefusedWhenTheStoreClosesMeanwhile() {
    AtomicInteger applied = new AtomicInteger();
    for (int round = 0; round < ROUNDS; round++) {
      IdentitySync sync = IdentitySync.open(directory);
      SyncRecord record = SyncRecord.of("f", "b" + round, "crm", "u");
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                try {
                  applied.addAndGet(sync.apply(List.of(record)).newLinks());
                } catch (IdentitySyncException.Closed e) {
                  // The other outcome.
                }
              });
      sync.close();
      writer.join();
    }
    verify(applied.get());
  }

  private void verify(int links) {
    try (IdentitySync sync = IdentitySync.open(directory)) {
      sync.verify();
      assertThat(sync.folder("f").stats().links()).isEqualTo(links);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
