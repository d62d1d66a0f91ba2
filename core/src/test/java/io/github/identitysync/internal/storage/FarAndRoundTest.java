package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mapdb.DataIO;

/** Where damaged structures may lead: far behind the end, and round in circles. */
class FarAndRoundTest {

  private static final byte[] SECRET = new byte[16];
  private static final long FAR = 1L << 46;
  private static final int STORE_ID_AT = 16;

  /**
   * Where MapDB's volume has the link to a page of its index, and that page the one to the next.
   */
  private static final long FIRST_LINK_AT = 32_864;

  private static final int NEXT_LINK_AT = 8;

  private final MemoryFiles files = new MemoryFiles();

  @BeforeEach
  void create() throws IOException {
    try (JournaledPages pages = open()) {
      pages.change(0, 0, 8)[0] = 1;
      pages.commit();
    }
  }

  private JournaledPages open() throws IOException {
    return new StoreOpener(files, SECRET, 1 << 20).open();
  }

  @Test
  void whatIsFarBehindTheEndReadsAsZeros() throws IOException {
    try (JournaledPages pages = open()) {
      JournaledVolume volume = new JournaledVolume(pages);
      volume.beginCall();
      assertThat(volume.getLong(FAR)).isZero();
      assertThat(volume.getByte(FAR + 99)).isZero();
      assertThat(pages.count()).isEqualTo(1);
    }
  }

  @Test
  void aWriteFarBehindTheEndIsRefused() throws IOException {
    try (JournaledPages pages = open()) {
      JournaledVolume volume = new JournaledVolume(pages);
      assertThatExceptionOfType(Corrupt.class).isThrownBy(() -> volume.putLong(FAR, 1));
      assertThat(pages.count()).isEqualTo(1);
    }
  }

  @Test
  void aPageMayBeAddedALittleBehindTheEnd() throws IOException {
    try (JournaledPages pages = open()) {
      assertThatExceptionOfType(Corrupt.class).isThrownBy(() -> pages.change(1 + 1_025, 0, 1));
      assertThat(pages.count()).isEqualTo(1);
      pages.change(1 + 1_024, 0, 1);
      assertThat(pages.count()).isEqualTo(2 + 1_024);
    }
  }

  @Test
  void aCallMayReadAllFourTimesAndALittleMore() throws IOException {
    try (JournaledPages pages = open()) {
      JournaledVolume volume = new JournaledVolume(pages);
      pages.change(1_024, 0, 1);
      byte[] all = new byte[(int) volume.length()];
      byte[] little = new byte[16 << 20];
      volume.beginCall();
      volume.getData(0, little, 0, little.length);
      for (int i = 0; i < 4; i++) {
        volume.getData(0, all, 0, all.length);
      }
      assertThatExceptionOfType(Corrupt.class).isThrownBy(() -> volume.getByte(0));
    }
  }

  @Test
  void aFrameWithAPageFarBehindTheEndIsRefused() throws IOException {
    try (StoreFile base = files.open("identities.db");
        StoreFile journal = files.open("journal")) {
      byte[] id = new byte[Long.BYTES];
      base.read(Superblock.BYTES + STORE_ID_AT, id, 0, id.length);
      byte[] frame = new byte[Journal.FRAME_HEADER_BYTES + 16];
      journal.read(Journal.HEADER_BYTES, frame, 0, frame.length);
      assertThat(Bytes.getInt(frame, 4)).isEqualTo(16);
      Bytes.putLong(frame, 40, Bytes.getLong(frame, 40) | 1L << 60);
      Bytes.putInt(frame, 36, Bytes.checksum(Bytes.getLong(id, 0), frame, 40, 16));
      journal.write(Journal.HEADER_BYTES, ByteBuffer.wrap(frame));
    }
    assertThatExceptionOfType(Corrupt.class).isThrownBy(this::open);
  }

  @Test
  void aCallThatReadsForEverIsEnded() throws IOException {
    try (JournaledPages pages = open()) {
      JournaledVolume volume = new JournaledVolume(pages);
      for (int call = 0; call < 3; call++) {
        volume.beginCall();
        assertThat(volume.getLong(0)).isEqualTo(1L << 56);
        assertIsEnded(() -> volume.getLong(0));
      }
    }
  }

  @Test
  void everyWayToReadIsCounted() throws IOException {
    try (JournaledPages pages = open()) {
      JournaledVolume volume = new JournaledVolume(pages);
      byte[] bytes = new byte[20_000];
      List<Runnable> ways =
          List.of(
              () -> volume.getInt(0),
              () -> volume.getByte(0),
              () -> volume.getLong(PageFile.PAGE_DATA - 1),
              () -> volume.getInt(PageFile.PAGE_DATA - 1),
              () -> volume.getData(0, bytes, 0, bytes.length),
              () -> volume.getDataInput(0, bytes.length));
      for (Runnable way : ways) {
        volume.beginCall();
        assertIsEnded(way);
      }
    }
  }

  private static void assertIsEnded(Runnable read) {
    assertThatExceptionOfType(Corrupt.class)
        .isThrownBy(
            () -> {
              for (int i = 0; i < 30_000_000; i++) {
                read.run();
              }
            });
  }

  @Test
  void pagesOfTheIndexThatFollowEachOtherInACircle() throws IOException {
    MemoryFiles store = new MemoryFiles();
    FactStore.open(store, SECRET, 1 << 20).close();
    try (JournaledPages pages = new StoreOpener(store, SECRET, 1 << 20).open()) {
      JournaledVolume volume = new JournaledVolume(pages);
      volume.beginCall();
      long link = DataIO.parity16Set(1 << 20);
      assertThat(volume.getLong(FIRST_LINK_AT)).isEqualTo(DataIO.parity16Set(0));
      volume.putLong(FIRST_LINK_AT, link);
      volume.putLong((1 << 20) + NEXT_LINK_AT, link);
      pages.commit();
    }
    assertThatExceptionOfType(Corrupt.class)
        .isThrownBy(() -> FactStore.open(store, SECRET, 1 << 20));
  }
}
