package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultPlan;
import io.github.identitysync.testing.FaultyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoreOpenerTest {

  private static final String BASE = "identities.db";
  private static final String JOURNAL = "journal";
  private static final byte[] SECRET = "sixteen letters.".getBytes(StandardCharsets.US_ASCII);

  private static JournaledPages open(StoreFiles files, byte @Nullable [] secret)
      throws IOException {
    return new StoreOpener(files, secret, 1 << 20).open();
  }

  private static JournaledPages open(StoreFiles files) throws IOException {
    return open(files, SECRET);
  }

  private static void commitAPage(JournaledPages pages, int value) throws IOException {
    pages.change(0, 0, 1)[0] = (byte) value;
    pages.commit();
  }

  private static void assertCorrupt(StoreFiles files) {
    assertThatExceptionOfType(Corrupt.class).isThrownBy(() -> open(files));
  }

  @Test
  void theSecretIsKeptFromTheFirstOpeningOn() throws IOException {
    WatchedFiles files = new WatchedFiles();
    assertThat(open(files, SECRET).secret()).isEqualTo(SECRET);
    assertThat(open(files, SECRET).secret()).isEqualTo(SECRET);
    assertThat(open(files, null).secret()).isEqualTo(SECRET);
    assertThatIllegalArgumentException().isThrownBy(() -> open(files, new byte[16]));
  }

  @Test
  void aSecretIsDrawnWhereNoneIsGiven() throws IOException {
    byte[] drawn = open(new WatchedFiles(), null).secret();
    assertThat(drawn).hasSize(16).isNotEqualTo(new byte[16]);
    assertThat(open(new WatchedFiles(), null).secret()).isNotEqualTo(drawn);
  }

  @Test
  void aMissingFileIsDamageAndIsNotMade() throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    commitAPage(open(files), 1);
    for (String name : new String[] {BASE, JOURNAL}) {
      FaultyFiles without = FaultyFiles.of(files.disk().without(name));
      assertCorrupt(without);
      assertThat(without.exists(name)).isFalse();
    }
  }

  @Test
  void aJournalWithFramesBesideABaseFileThatWasJustBegunIsDamage() throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    commitAPage(open(files), 1);
    FaultDisk disk = files.disk();
    try (StoreFile base = files.open(BASE)) {
      Superblock first = Objects.requireNonNull(new PageFile(base).readSuperblock());
      base.write(
          0,
          ByteBuffer.wrap(
              new Superblock(first.storeId(), SECRET, 0, 0, 0, Journal.EMPTY_BYTES).encode()));
      base.truncate(Superblock.BYTES);
    }
    assertCorrupt(files);
    assertThat(files.disk().bytes(JOURNAL).toArray()).isEqualTo(disk.bytes(JOURNAL).toArray());
  }

  @Test
  void whatCannotBeOpenedIsClosed() throws IOException {
    WatchedFiles files = new WatchedFiles();
    open(files).close();
    assertThatIllegalArgumentException().isThrownBy(() -> open(files, new byte[16]));
    assertThat(files.openFiles()).isZero();
    try (StoreFile journal = files.open(JOURNAL)) {
      journal.write(0, ByteBuffer.wrap(new byte[] {1}));
    }
    assertCorrupt(files);
    assertThat(files.openFiles()).isZero();
  }

  /** As of a process that was killed before it synced it. */
  @Test
  void aSuperblockThatWasFoundIsMadeDurable() throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    open(files);
    try (StoreFile base = files.open(BASE)) {
      Superblock found = Objects.requireNonNull(new PageFile(base).readSuperblock());
      Superblock next = new Superblock(found.storeId(), SECRET, 2, 0, 0, found.journalBytes());
      base.write(0, ByteBuffer.wrap(next.encode()));
    }
    commitAPage(open(files), 7);
    FaultyFiles afterwards = FaultyFiles.of(files.disk().crash(FaultFate.DROPPED));
    assertThat(open(afterwards).read(0)).startsWith(7, 0);
  }

  /** As of a process whose sync failed, after which a system takes lost writes for written. */
  @Test
  void aLastFrameThatWasFoundIsMadeDurable() throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    JournaledPages pages = open(files);
    commitAPage(pages, 1);
    files.sync();
    for (long seed = 0; seed < 10; seed++) {
      FaultyFiles failing = FaultyFiles.of(files.disk(), FaultPlan.loseAtSync(2, seed));
      JournaledPages reopened = open(failing);
      assertThatExceptionOfType(FaultPlan.Fault.class).isThrownBy(() -> commitAPage(reopened, 2));
      FaultyFiles next = FaultyFiles.of(failing.disk());
      byte[] seen = Arrays.copyOf(open(next).read(0), 1);
      FaultyFiles afterwards = FaultyFiles.of(next.disk().crash(FaultFate.DROPPED));
      assertThat(open(afterwards).read(0)).as("seed %d", seed).startsWith(seen);
      assertThat(seen).containsExactly(2);
    }
  }
}
