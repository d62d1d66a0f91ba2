package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read from the base file, and what of it is there when a checkpoint goes on beside. */
class BaseReadsTest {

  private static final int DATA = PageFile.PAGE_DATA;
  private static final int PAGE = PageFile.PAGE_BYTES;
  private static final int COUNT = 300;

  /** The most pages that are read at once. */
  private static final int RUN = 256;

  private final WatchedFiles files = new WatchedFiles();
  private JournaledPages pages;

  @BeforeEach
  void create() throws IOException {
    pages = new StoreOpener(files, new byte[16], 1 << 20).open();
    for (int number = 0; number < COUNT; number++) {
      fill(number, number);
    }
    pages.checkpoint(false);
  }

  @AfterEach
  void verify() throws IOException {
    files.onBaseRead((position, bytes, offset, length) -> {});
    pages.verify();
    pages.close();
    assertThat(files.openFiles()).isZero();
  }

  private void fill(int number, int value) throws IOException {
    Arrays.fill(pages.change(number, 0, DATA), 0, DATA, (byte) value);
    pages.commit();
  }

  /** Reads, and returns how many pages were read at once each time. */
  private List<Integer> runs(int first, int from, int length) {
    List<Integer> runs = new ArrayList<>();
    files.onBaseRead((position, bytes, offset, count) -> runs.add(count / PAGE));
    byte[] read = new byte[length];
    pages.read(first, from, read, 0, length);
    for (int i = 0; i < length; i++) {
      assertThat(read[i]).isEqualTo((byte) (first + (from + i) / DATA));
    }
    return runs;
  }

  @Test
  void pagesThatFollowEachOtherAreReadAtOnceAndNoOthers() {
    assertThat(runs(3, 0, 10 * DATA)).containsExactly(10);
    assertThat(runs(3, 1, 10 * DATA)).containsExactly(11);
    assertThat(runs(3, DATA - 1, 2)).containsExactly(2);
    assertThat(runs(3, DATA - 1, DATA + 1)).containsExactly(2);
    assertThat(runs(3, 5, 2 * DATA - 5)).containsExactly(2);
    assertThat(runs(COUNT - 2, 0, 2 * DATA)).containsExactly(2);
    assertThat(runs(0, 0, COUNT * DATA)).containsExactly(RUN, COUNT - RUN);
  }

  @Test
  void aPageThatIsHereIsNotReadAgain() throws IOException {
    fill(5, 5);
    assertThat(runs(2, 0, 8 * DATA)).containsExactly(3, 4);
    assertThat(runs(20, 1, 9)).containsExactly(1);
    assertThat(runs(20, 1, 9)).isEmpty();
  }

  /** A checkpoint writes over a page, of which the reader gets one half and the other. */
  private void tearWhileReading(int torn, boolean isCheckpointDone) {
    files.onBaseRead(
        (position, bytes, offset, length) -> {
          files.onBaseRead((p, b, o, l) -> {});
          fill(torn, 99);
          if (isCheckpointDone) {
            pages.checkpoint(false);
          }
          int at = (int) (offset + 2L * Superblock.BYTES + (long) torn * PAGE - position);
          Arrays.fill(bytes, at, at + PAGE / 2, (byte) 99);
        });
  }

  @Test
  void aPageTornByACheckpointIsTakenFromTheChangedOnes() {
    tearWhileReading(12, false);
    assertTornAnew();
  }

  @Test
  void aPageTornByACheckpointThatHasEndedIsReadAgain() {
    tearWhileReading(12, true);
    assertTornAnew();
  }

  private void assertTornAnew() {
    byte[] read = new byte[5 * DATA];
    pages.read(10, 0, read, 0, read.length);
    for (int i = 0; i < read.length; i++) {
      assertThat(read[i]).isEqualTo((byte) (i / DATA == 2 ? 99 : 10 + i / DATA));
    }
  }

  @Test
  void aPageTornByNothingIsDamage() {
    files.onBaseRead(
        (position, bytes, offset, length) -> Arrays.fill(bytes, offset, offset + 9, (byte) 99));
    assertThatExceptionOfType(Corrupt.class)
        .isThrownBy(() -> pages.read(10, 0, new byte[DATA], 0, DATA))
        .withMessage("I1: page 10 is damaged");
  }
}
