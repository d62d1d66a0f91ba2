package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FolderFixture.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException.Corrupt;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readings beside publications, and what a failed loading leaves. */
class FolderStateTest {

  private final FolderFixture fixture = new FolderFixture();
  private final FolderState folder = fixture.folder(record(0, 0, 10));
  private final AtomicInteger readings = new AtomicInteger();

  @AfterEach
  void close() {
    assertThat(folder.lock().tryWriteLock()).as("no lock is held").isNotZero();
    fixture.close();
  }

  private void publish() {
    folder.lock().unlockWrite(folder.lock().writeLock());
  }

  @Test
  void aReadingThatNothingComesBetweenIsDoneOnce() {
    assertThat(folder.read(readings::incrementAndGet)).isEqualTo(1);
  }

  @Test
  void whatIsReadWhileSomethingIsPublishedIsReadAgain() {
    int result =
        folder.read(
            () -> {
              if (readings.incrementAndGet() == 1) {
                publish();
              }
              return readings.get();
            });
    assertThat(result).isEqualTo(2);
  }

  @Test
  void whatIsThrownWhileSomethingIsPublishedIsForgotten() {
    int result =
        folder.read(
            () -> {
              if (readings.incrementAndGet() == 1) {
                publish();
                throw new IllegalStateException();
              }
              return readings.get();
            });
    assertThat(result).isEqualTo(2);
  }

  @Test
  void whatIsThrownWhileNothingIsPublishedIsThrown() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                folder.read(
                    () -> {
                      readings.incrementAndGet();
                      throw new IllegalStateException();
                    }));
    assertThat(readings).hasValue(1);
  }

  @Test
  void aProfileWhoseFieldsAreGoneIsDamage() {
    fixture.update(folder, List.of(FolderFixture.update(0, FieldValue.wholeNumber(1), 10)));
    FolderState reloaded = fixture.reload(folder);
    fixture.store.fieldBlocks().remove(0, 1);
    assertThatExceptionOfType(Corrupt.class)
        .isThrownBy(() -> reloaded.profiles().read(Identity.browser("b0")))
        .withMessage("I12: folder 0 lacks blocks of fields that it had");
    assertThat(reloaded.lock().tryWriteLock()).as("no lock is held").isNotZero();
  }

  @Test
  void aFolderIsLoadedOnce() {
    FolderState unread =
        new FolderState(fixture.store, new BlockCaches(0), FolderFixture.ID, folder.number());
    assertThat(unread.isLoaded()).isFalse();
    assertThat(unread.load().isLoaded()).isTrue();
    fixture.store.blocks().remove(0, 0);
    assertThat(unread.load().size()).isEqualTo(folder.size());
  }

  @Test
  void aFolderThatWasNotReadIsNotReadAgain() {
    FolderState damaged =
        new FolderState(fixture.store, new BlockCaches(0), FolderFixture.ID, folder.number());
    byte[] block = fixture.store.blocks().get(0, 0);
    fixture.store.blocks().put(0, 0, new byte[] {1});
    assertThatExceptionOfType(Corrupt.class).isThrownBy(damaged::load);
    fixture.store.blocks().put(0, 0, block);
    assertThatExceptionOfType(Corrupt.class).isThrownBy(damaged::load);
    assertThat(damaged.isLoaded()).isFalse();
    assertThat(fixture.reload(folder).size()).isEqualTo(folder.size());
  }

  @Test
  void everyFactIsDigested() {
    String digest = folder.digest().toHex();
    FolderState linked = fixture.folder(record(0, 0, 10), record(0, 1, 10), record(1, 0, 10));
    FolderState more =
        fixture.folder(record(0, 0, 10), record(0, 1, 10), record(1, 0, 10), record(1, 1, 10));
    FolderState later =
        fixture.folder(record(0, 0, 10), record(0, 1, 10), record(1, 0, 10), record(1, 1, 11));
    FolderState other = fixture.folder(record(0, 1, 10), record(1, 0, 10), record(1, 1, 10));
    assertThat(
            List.of(
                digest,
                linked.digest().toHex(),
                more.digest().toHex(),
                later.digest().toHex(),
                other.digest().toHex()))
        .doesNotHaveDuplicates();
    assertThat(fixture.folder(record(0, 0, 10)).digest().toHex()).isEqualTo(digest);
  }
}
