package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The greatest stamp is durable like everything else. */
class FactStoreStampTest {

  private static final long MOST = 1_000 * SyncRecord.MAX_EPOCH_SECONDS;

  private final WatchedFiles files = new WatchedFiles();

  private FactStore open() throws IOException {
    return FactStore.open(files, new byte[16], 1 << 16);
  }

  /** Raises the stamp, and returns that of the store when it is opened again. */
  private long afterCommitOf(long... stamps) throws IOException {
    try (FactStore store = open()) {
      for (long stamp : stamps) {
        store.stamp(stamp);
      }
      store.commit();
    }
    try (FactStore store = open()) {
      return store.stamp();
    }
  }

  @Test
  void aNewStoreHasNone() throws IOException {
    assertThat(afterCommitOf()).isEqualTo(FactStore.NO_STAMP);
    assertThat(afterCommitOf(FactStore.NO_STAMP)).isEqualTo(FactStore.NO_STAMP);
  }

  @Test
  void itOnlyRises() throws IOException {
    assertThat(afterCommitOf(-MOST)).isEqualTo(-MOST);
    assertThat(afterCommitOf(-5, -7)).isEqualTo(-5);
    assertThat(afterCommitOf(0, 3, 2)).isEqualTo(3);
    assertThat(afterCommitOf(FactStore.NO_STAMP)).isEqualTo(3);
    assertThat(afterCommitOf(MOST)).isEqualTo(MOST);
  }

  @Test
  void whatIsNotCommittedIsLost() throws IOException {
    afterCommitOf(3);
    try (FactStore store = open()) {
      store.stamp(9);
    }
    assertThat(afterCommitOf()).isEqualTo(3);
  }

  @Test
  void oneThatNoClockShowsIsDamage() throws IOException {
    try (FactStore store = open()) {
      store.stamp(MOST + 1);
      store.commit();
    }
    assertThatExceptionOfType(Corrupt.class).isThrownBy(this::open);
    assertThat(files.openFiles()).isZero();
  }
}
