package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import io.github.identitysync.testing.FaultBytes;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultOperation;
import io.github.identitysync.testing.FaultyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournaledPagesTest {

  private static final int DATA = PageFile.PAGE_DATA;
  private static final int PAGES = 300;

  private static JournaledPages open(StoreFiles files) throws IOException {
    return new StoreOpener(files, new byte[16], 1 << 20).open();
  }

  private static void fill(JournaledPages pages, long number, int value) {
    Arrays.fill(pages.change(number, 0, DATA), 0, DATA, (byte) value);
  }

  private static FaultDisk powerLoss(FaultyFiles files) {
    return files.disk().crash(FaultFate.DROPPED);
  }

  @Test
  void whatIsNotCommittedIsGone() throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    JournaledPages pages = open(files);
    fill(pages, 2, 7);
    pages.commit();
    fill(pages, 2, 8);
    fill(pages, 3, 8);
    JournaledPages reopened = open(FaultyFiles.of(powerLoss(files)));
    assertThat(reopened.read(2)).startsWith(7, 7);
    assertThat(reopened.count()).isEqualTo(3);
    assertThat(reopened.read(3)).startsWith(0, 0);
  }

  @Test
  void pagesThatWereSkippedAreZeros() throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    JournaledPages pages = open(files);
    fill(pages, 600, 5);
    pages.commit();
    pages.checkpoint(false);
    JournaledPages reopened = open(FaultyFiles.of(powerLoss(files)));
    assertThat(reopened.count()).isEqualTo(601);
    for (int number : new int[] {0, 1, 299, 599}) {
      assertThat(Arrays.copyOf(reopened.read(number), DATA)).containsOnly(0);
    }
    assertThat(reopened.read(600)).startsWith(5, 5);
    reopened.verify();
  }

  @Test
  void readsAcrossPagesOfBothKinds() throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    JournaledPages pages = open(files);
    byte[] expected = new byte[PAGES * DATA];
    for (int number = 0; number < PAGES; number++) {
      fill(pages, number, number % 100);
      Arrays.fill(expected, number * DATA, (number + 1) * DATA, (byte) (number % 100));
    }
    pages.commit();
    pages.checkpoint(false);
    for (int number : new int[] {3, 4, 50, 257, 299}) {
      fill(pages, number, 111);
      Arrays.fill(expected, number * DATA, (number + 1) * DATA, (byte) 111);
    }
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      int from = random.nextInt(expected.length);
      int length = random.nextInt(expected.length - from);
      byte[] read = new byte[length + 2];
      pages.read(from / DATA, from % DATA, read, 1, length);
      assertThat(Arrays.mismatch(read, 1, length + 1, expected, from, from + length))
          .as("%d bytes from %d", length, from)
          .isEqualTo(-1);
    }
  }

  @Test
  void anEmptyCommitWritesNothing() throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    JournaledPages pages = open(files);
    fill(pages, 0, 1);
    pages.commit();
    int operations = files.operations();
    pages.commit();
    assertThat(files.operations()).isEqualTo(operations);
  }

  @Test
  void aCheckpointOfNothingWritesNothing() throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    JournaledPages pages = open(files);
    fill(pages, 0, 1);
    pages.commit();
    pages.checkpoint(true);
    int operations = files.operations();
    pages.checkpoint(true);
    assertThat(files.operations()).isEqualTo(operations);
  }

  @Test
  void aCheckpointWritesPagesThatFollowEachOtherAtOnce() throws IOException {
    FaultyFiles files = FaultyFiles.remembering(FaultDisk.empty());
    JournaledPages pages = open(files);
    for (int number = 0; number < PAGES; number++) {
      fill(pages, number, 1);
    }
    assertThat(pagesWritten(files, pages)).containsExactly(256, PAGES - 256);
    for (int number : new int[] {0, 7, 6, 5, 9, 298, 299}) {
      fill(pages, number, 2);
    }
    assertThat(pagesWritten(files, pages)).containsExactly(1, 3, 1, 2);
    pages.verify();
  }

  /** Returns how many pages a checkpoint writes at once each time. */
  private static List<Integer> pagesWritten(FaultyFiles files, JournaledPages pages)
      throws IOException {
    pages.commit();
    int before = files.operations();
    pages.checkpoint(false);
    return files.history().stream()
        .skip(before)
        .filter(step -> step.operation() instanceof FaultOperation.Write)
        .map(step -> (FaultOperation.Write) step.operation())
        .filter(write -> write.name().equals("identities.db"))
        .filter(write -> write.position() >= 2 * Superblock.BYTES)
        .map(write -> write.bytes().length / PageFile.PAGE_BYTES)
        .toList();
  }

  @Test
  void aPageCutWhileItWasWrittenComesFromTheJournal() throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    JournaledPages pages = open(files);
    fill(pages, 0, 1);
    pages.commit();
    pages.checkpoint(false);
    pages.change(0, 16, 1)[16] = 2;
    pages.commit();
    byte[] base = files.disk().bytes("identities.db").toArray();
    Arrays.fill(base, 2 * Superblock.BYTES + 512, 2 * Superblock.BYTES + 1024, (byte) 99);
    JournaledPages reopened =
        open(FaultyFiles.of(files.disk().with("identities.db", FaultBytes.of(base))));
    assertThat(Arrays.copyOf(reopened.read(0), DATA)).isEqualTo(expectedPage());
    reopened.checkpoint(false);
    reopened.verify();
  }

  private static byte[] expectedPage() {
    byte[] expected = new byte[DATA];
    Arrays.fill(expected, (byte) 1);
    expected[16] = 2;
    return expected;
  }

  @Test
  void aDamagedPageIsNeverReturned() throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    JournaledPages pages = open(files);
    fill(pages, 0, 1);
    pages.commit();
    pages.checkpoint(true);
    byte[] base = files.disk().bytes("identities.db").toArray();
    base[base.length - 1000] ^= 1;
    JournaledPages reopened =
        open(FaultyFiles.of(files.disk().with("identities.db", FaultBytes.of(base))));
    assertThatThrownBy(() -> reopened.read(0)).isInstanceOf(Corrupt.class);
    assertThatThrownBy(() -> reopened.read(0, 0, new byte[9], 0, 9)).isInstanceOf(Corrupt.class);
    assertThatThrownBy(() -> reopened.change(0, 0, 1)).isInstanceOf(Corrupt.class);
    assertThatThrownBy(reopened::verify).isInstanceOf(Corrupt.class);
  }

  @Test
  void readersBesideCheckpointsSeeWhatIsThere(@TempDir Path directory) throws Exception {
    try (DiskFiles files = DiskFiles.lock(directory)) {
      JournaledPages pages = open(files);
      for (int number = 0; number < PAGES; number++) {
        fill(pages, number, 1);
      }
      pages.commit();
      pages.checkpoint(false);
      AtomicBoolean done = new AtomicBoolean();
      CompletableFuture<Integer> reader =
          CompletableFuture.supplyAsync(() -> readUntil(done, pages));
      Random random = new Random(8);
      for (int round = 0; round < 60; round++) {
        for (int i = 0; i < PAGES; i += 1 + random.nextInt(3)) {
          Arrays.fill(pages.change(i, 0, 8), 0, 8, (byte) round);
        }
        pages.commit();
        pages.checkpoint(round % 7 == 0);
      }
      done.set(true);
      assertThat(reader.get()).isPositive();
      pages.verify();
      pages.close();
    }
  }

  /** Reads what no checkpoint changes: everything but the first 8 bytes of a page. */
  private static int readUntil(AtomicBoolean done, JournaledPages pages) {
    Random random = new Random(9);
    int reads = 0;
    while (!done.get()) {
      int first = random.nextInt(PAGES - 40);
      byte[] read = new byte[40 * DATA];
      pages.read(first, 0, read, 0, read.length);
      for (int at = 0; at < read.length; at++) {
        if (at % DATA >= 8 && read[at] != 1) {
          throw new AssertionError("page " + (first + at / DATA) + ", byte " + at % DATA);
        }
      }
      reads++;
    }
    return reads;
  }
}
