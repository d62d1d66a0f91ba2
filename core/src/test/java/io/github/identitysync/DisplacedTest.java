package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.internal.storage.MemoryFiles;
import io.github.identitysync.internal.storage.StoreFile;
import io.github.identitysync.internal.storage.StoreFiles;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException.Displaced;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two openings of the same files, as if the lock of the first had been lost. */
class DisplacedTest {

  private final MemoryFiles files = new MemoryFiles();

  private static List<SyncRecord> batch(String browser) {
    return List.of(SyncRecord.of("folder", browser, "crm", "u"));
  }

  private IdentitySync open() {
    return IdentitySync.open(files, Stores.options());
  }

  private void holds(int links) {
    try (IdentitySync sync = open()) {
      assertThat(sync.folder("folder").stats().links()).isEqualTo(links);
      sync.verify();
    }
  }

  @Test
  void theFirstWritesNoMore() {
    IdentitySync first = open();
    first.apply(batch("b1"));
    IdentitySync second = open();
    assertThatThrownBy(() -> first.apply(batch("b2"))).isInstanceOf(Displaced.class);
    assertThatThrownBy(() -> first.apply(batch("b2"))).isInstanceOf(Displaced.class);
    assertThat(first.apply(batch("b1")).alreadyLinked()).isEqualTo(1);
    second.apply(batch("b3"));
    first.close();
    second.apply(batch("b4"));
    second.verify();
    second.close();
    holds(3);
  }

  @Test
  void theFirstMakesNoCheckpointWhenItIsClosed() {
    IdentitySync first = open();
    first.apply(batch("b1"));
    IdentitySync second = open();
    second.apply(batch("b2"));
    assertThatThrownBy(first::close).isInstanceOf(Displaced.class);
    second.apply(batch("b3"));
    second.verify();
    second.close();
    holds(3);
  }

  @Test
  void theFirstAnswersNothingFromPagesThatTheSecondMayHaveWritten() {
    StoreOptions small = Stores.smallJournal().withCacheBytes(0);
    int links = 3_000;
    List<SyncRecord> records =
        IntStream.range(0, links)
            .mapToObj(i -> SyncRecord.of("folder", "b" + i, "crm", "u" + i))
            .toList();
    try (IdentitySync sync = IdentitySync.open(files, small)) {
      sync.apply(records);
    }
    IdentitySync first = IdentitySync.open(files, small);
    Folder folder = first.folder("folder");
    assertThat(folder.stats().links()).isEqualTo(links);
    try (IdentitySync second = IdentitySync.open(files, small)) {
      second.apply(batch("another"));
    }
    int displaced = 0;
    for (int i = 0; i < links; i++) {
      Identity browser = Identity.browser("b" + i);
      try {
        Profile profile = folder.profile(browser).orElseThrow();
        assertThat(profile.identities())
            .containsExactlyInAnyOrder(browser, Identity.external("crm", "u" + i));
      } catch (Displaced e) {
        displaced++;
      }
    }
    assertThat(displaced).isPositive();
    assertThatThrownBy(() -> first.apply(batch("b"))).isInstanceOf(Displaced.class);
    first.close();
    holds(links + 1);
  }

  /** Lets another opening come in the middle of a write. */
  private final class Interrupted implements StoreFiles {

    private Runnable meanwhile = () -> {};

    @Override
    public boolean exists(String name) {
      return files.exists(name);
    }

    @Override
    public StoreFile open(String name) {
      StoreFile file = files.open(name);
      return new StoreFile() {
        @Override
        public long size() throws IOException {
          return file.size();
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
          file.read(position, target, offset, length);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
          Runnable run = meanwhile;
          meanwhile = () -> {};
          run.run();
          file.write(position, source);
        }

        @Override
        public void sync() throws IOException {
          file.sync();
        }

        @Override
        public void truncate(long size) throws IOException {
          file.truncate(size);
        }

        @Override
        public void close() throws IOException {
          file.close();
        }
      };
    }

    @Override
    public void sync() {
      files.sync();
    }

    @Override
    public void close() {
      files.close();
    }
  }

  @Test
  void whatWasWrittenWhenTheSecondCameIsNotAcknowledged() {
    Interrupted interrupted = new Interrupted();
    IdentitySync first = IdentitySync.open(interrupted, Stores.options());
    first.apply(batch("b1"));
    interrupted.meanwhile = () -> open().apply(batch("b2"));
    assertThatThrownBy(() -> first.apply(batch("b3"))).isInstanceOf(Displaced.class);
    assertThatThrownBy(() -> first.apply(batch("b3"))).isInstanceOf(Displaced.class);
    assertThat(first.folder("folder").sameProfile(Identity.browser("b1"), Identity.browser("b3")))
        .isFalse();
    first.close();
  }
}
