package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultOperation;
import io.github.identitysync.testing.FaultyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageFileTest {

  private static final long STORE = 0x6C62_272E_07BB_0142L;
  private static final long ANOTHER_STORE = 0x27D4_EB2F_1656_67C5L;

  private final FaultyFiles files = FaultyFiles.remembering(FaultDisk.empty());
  private final StoreFile file = open(files);
  private final PageFile pages = new PageFile(file);

  private static StoreFile open(FaultyFiles files) {
    try {
      return files.open("pages");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Superblock superblock(long epoch) {
    return new Superblock(STORE, new byte[16], epoch, 10 * epoch, 0, 4096);
  }

  private void writeThreePages() throws IOException {
    byte[] bytes = new byte[3 * PageFile.PAGE_BYTES];
    new Random(1).nextBytes(bytes);
    pages.writePages(STORE, 5, 3, bytes);
  }

  @Test
  void aPageIsWholeUnderItsOwnNumberAndStoreOnly() throws IOException {
    writeThreePages();
    byte[] read = new byte[3 * PageFile.PAGE_BYTES];
    pages.readPages(5, 3, read);
    for (int i = 0; i < 3; i++) {
      int offset = i * PageFile.PAGE_BYTES;
      for (long number = 0; number < 10; number++) {
        assertThat(PageFile.isWhole(STORE, number, read, offset)).isEqualTo(number == 5 + i);
        assertThat(PageFile.isWhole(ANOTHER_STORE, number, read, offset)).isFalse();
      }
    }
  }

  @Test
  void aPageWithAFlippedBitIsNotWhole() throws IOException {
    writeThreePages();
    byte[] read = new byte[PageFile.PAGE_BYTES];
    pages.readPages(6, 1, read);
    for (int at = 0; at < PageFile.PAGE_BYTES; at++) {
      read[at] ^= (byte) (1 << (at % 8));
      assertThat(PageFile.isWhole(STORE, 6, read, 0)).as("byte %d", at).isFalse();
      read[at] ^= (byte) (1 << (at % 8));
    }
    assertThat(PageFile.isWhole(STORE, 6, read, 0)).isTrue();
  }

  @Test
  void pagesBehindTheEndAreDamage() throws IOException {
    writeThreePages();
    assertThatThrownBy(() -> pages.readPages(7, 2, new byte[2 * PageFile.PAGE_BYTES]))
        .isInstanceOf(Corrupt.class);
  }

  @Test
  void theNewerSuperblockCountsAndTheOlderStays() throws IOException {
    assertThat(pages.readSuperblock()).isNull();
    for (long epoch = 0; epoch < 6; epoch++) {
      pages.writeSuperblock(superblock(epoch));
      assertThat(pages.readSuperblock().epoch()).isEqualTo(epoch);
      assertThat(files.history().get(files.operations() - 1).operation())
          .isInstanceOf(FaultOperation.Sync.class);
      damageSlot(epoch);
      Superblock left = pages.readSuperblock();
      assertThat(left == null ? -1 : left.epoch()).isEqualTo(epoch - 1);
      pages.writeSuperblock(superblock(epoch));
    }
  }

  private void damageSlot(long epoch) throws IOException {
    file.write((epoch % 2) * Superblock.BYTES + 30, ByteBuffer.wrap(new byte[] {99}));
  }

  @Test
  void aSuperblockBehindTheEndIsNone() throws IOException {
    pages.writeSuperblock(superblock(1));
    file.truncate(Superblock.BYTES + 100);
    assertThat(pages.readSuperblock()).isNull();
  }

  @Test
  void aWrittenSuperblockSurvivesALossOfPower() throws IOException {
    files.sync();
    pages.writeSuperblock(superblock(1));
    FaultDisk survivor = files.disk().crash(FaultFate.DROPPED);
    PageFile reopened = new PageFile(FaultyFiles.of(survivor).open("pages"));
    assertThat(reopened.readSuperblock()).usingRecursiveComparison().isEqualTo(superblock(1));
  }
}
