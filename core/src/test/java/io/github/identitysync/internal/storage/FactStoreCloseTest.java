package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.identitysync.model.IdentitySyncException.Closed;
import io.github.identitysync.model.IdentitySyncException.Corrupt;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a store gives up, and what it passes on. */
class FactStoreCloseTest {

  private static final byte[] SECRET = new byte[16];
  private static final int JOURNAL_BYTES = 1 << 16;

  private final WatchedFiles files = new WatchedFiles();

  private FactStore open() throws IOException {
    return FactStore.open(files, SECRET, JOURNAL_BYTES);
  }

  @Test
  void closesAllOnce() throws IOException {
    FactStore store = open();
    assertThat(files.openFiles()).isEqualTo(2);
    store.close();
    store.close();
    assertThat(files.openFiles()).isZero();
    assertThat(files.closings()).isEqualTo(1);
  }

  @Test
  void otherThreadsAreToldThatItIsClosed() throws IOException {
    FactStore store = open();
    store.close();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(
            () -> CompletableFuture.supplyAsync(store::folderCount).get(1, TimeUnit.MINUTES))
        .withCauseInstanceOf(Closed.class);
  }

  @Test
  void aStoreThatCannotBeOpenedLeavesNoFileOpen() throws IOException {
    open().close();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FactStore.open(files, new byte[] {1}, JOURNAL_BYTES));
    assertThat(files.openFiles()).isZero();
    try (JournaledPages pages = new StoreOpener(files, SECRET, JOURNAL_BYTES).open()) {
      pages.change(0, 0, Long.BYTES)[0] ^= 1;
      pages.commit();
    }
    assertThatExceptionOfType(Corrupt.class).isThrownBy(this::open);
    assertThat(files.openFiles()).isZero();
  }

  @Test
  void onlyErrorsOfTheMachineArePassedOn() throws IOException {
    try (FactStore store = open()) {
      store.addFolder(new byte[] {1}, 0);
      OutOfMemoryError noMemory = new OutOfMemoryError();
      assertThatExceptionOfType(OutOfMemoryError.class)
          .isThrownBy(() -> raiseIn(store, noMemory))
          .isSameAs(noMemory);
      StackOverflowError circle = new StackOverflowError();
      assertThatExceptionOfType(Corrupt.class)
          .isThrownBy(() -> raiseIn(store, circle))
          .withCause(circle);
    }
  }

  private static void raiseIn(FactStore store, Error error) {
    store.forEachFolder(
        (name, number) -> {
          throw error;
        });
  }

  @Test
  void aCheckpointIsDueWhenTheJournalIsFull() throws IOException {
    try (FactStore store = open()) {
      assertThat(store.isCheckpointDue()).isFalse();
      store.blocks().put(0, 0, new byte[JOURNAL_BYTES]);
      store.commit();
      assertThat(store.isCheckpointDue()).isTrue();
      store.checkpoint(false);
      assertThat(store.isCheckpointDue()).isFalse();
    }
  }

  @Test
  void everyPageIsVerified() throws IOException {
    try (FactStore store = open()) {
      store.blocks().put(0, 0, new byte[JOURNAL_BYTES]);
      store.commit();
      store.checkpoint(true);
      store.verifyPages();
      files.onBaseRead(
          (position, bytes, offset, length) -> bytes[offset + length - PageFile.PAGE_BYTES] ^= 1);
      assertThatExceptionOfType(Corrupt.class).isThrownBy(store::verifyPages);
    }
  }
}
