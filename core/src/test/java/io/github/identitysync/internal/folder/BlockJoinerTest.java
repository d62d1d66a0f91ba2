package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FolderFixture.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.RewindingBatches;
import io.github.identitysync.testing.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockJoinerTest {

  private final FolderFixture fixture = new FolderFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void joiningChangesNoFact(long seed) {
    Random random = new Random(seed);
    FolderState folder = fixture.folder();
    int joined = 0;
    for (int commit = 0; commit < 150; commit++) {
      fixture.apply(folder, randomBatch(random));
      if (random.nextInt(40) == 0) {
        joinAndCheck(folder, joined);
        joined = folder.blockCount();
      }
    }
    joinAndCheck(folder, joined);
  }

  @Test
  void manySmallBlocksBecomeFewLargeOnes() {
    FolderState folder = fixture.folder();
    int joined = 0;
    for (int commit = 0; commit < 5_000; commit++) {
      fixture.apply(folder, List.of(record(commit, commit / 2, commit)));
      if (commit % 100 == 99) {
        new BlockJoiner(folder).join(joined);
        joined = folder.blockCount();
      }
    }
    joinAndCheck(folder, joined);
    long bytes = 0;
    for (int i = 0; i < folder.blockCount(); i++) {
      bytes += folder.blocks().bytes(i);
    }
    assertThat(folder.blockCount())
        .isLessThanOrEqualTo((int) (bytes / BlockWriter.SETTLED_BYTES) + 16);
  }

  /**
   * Times far apart take more bytes in one block than in several, so joined blocks may be more than
   * before. None of them may stand where a later block stands.
   */
  @Test
  void blocksThatGrowWhenTheyAreJoinedOverwriteNothing() {
    FolderState folder = fixture.folder();
    RewindingBatches.all().forEach(batch -> fixture.apply(folder, batch));
    assertThat(folder.size().nodes()).isEqualTo(RewindingBatches.IDENTITIES);
    joinAndCheck(folder, 0);
  }

  @Test
  void aRunHasAtMost256Blocks() {
    FolderState folder = small(300);
    new BlockJoiner(folder).join(0);
    assertThat(folder.blockCount()).isEqualTo(2);
    assertThat(folder.blocks().key(0)).isZero();
    assertThat(folder.blocks().key(1)).isEqualTo(256);
    fixture.verify(fixture.reload(folder));
  }

  @Test
  void earlierBlocksAreJoinedIfTheyAreNotLarger() {
    FolderState folder = small(2);
    assertThat(folder.blocks().bytes(0)).isEqualTo(folder.blocks().bytes(1));
    new BlockJoiner(folder).join(1);
    assertThat(folder.blockCount()).isEqualTo(1);
    fixture.apply(folder, List.of(record(2, 2, 2)));
    new BlockJoiner(folder).join(1);
    assertThat(folder.blockCount()).isEqualTo(2);
    fixture.verify(fixture.reload(folder));
  }

  @Test
  void aSettledBlockIsNotJoined() {
    FolderState folder = fixture.folder();
    fixture.apply(folder, links(0, 900));
    for (int i = 900; i < 903; i++) {
      fixture.apply(folder, links(i, i + 1));
    }
    assertThat(folder.blocks().bytes(0)).isGreaterThan(BlockWriter.SETTLED_BYTES);
    new BlockJoiner(folder).join(0);
    assertThat(folder.blockCount()).isEqualTo(2);
    assertThat(folder.blocks().key(1)).isEqualTo(1);
  }

  /** Links to identities near the front of their block take a byte each, and else two. */
  @Test
  void blocksThatWouldGrowIntoAsManyAreLeftAsTheyAre() {
    FolderState folder = fixture.folder();
    int border = 560;
    fixture.apply(folder, links(0, border));
    List<SyncRecord> near = new ArrayList<>(links(border, border + 32));
    for (int browser = border - 32; browser < border + 32; browser++) {
      for (int external = border - 32; external < border + 16; external++) {
        near.add(record(browser, external, 0));
      }
    }
    fixture.apply(folder, near);
    byte[] before = folder.block(1);
    int bytes = folder.blocks().bytes(0) + folder.blocks().bytes(1);
    assertThat(bytes).isLessThan(BlockWriter.TARGET_BYTES);
    assertThat(folder.blocks().bytes(0)).isLessThan(BlockWriter.SETTLED_BYTES);
    new BlockJoiner(folder).join(0);
    assertThat(folder.blockCount()).isEqualTo(2);
    assertThat(folder.blocks().key(1)).isEqualTo(1);
    assertThat(folder.block(1)).isEqualTo(before);
    fixture.verify(fixture.reload(folder));
  }

  private static List<SyncRecord> links(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> record(i, i, 0)).toList();
  }

  /** Returns a folder with so many blocks of one link each. */
  private FolderState small(int blocks) {
    FolderState folder = fixture.folder();
    for (int i = 0; i < blocks; i++) {
      fixture.apply(folder, List.of(record(i, i, i)));
    }
    return folder;
  }

  @Test
  void aSingleBlockIsLeftAsItIs() {
    FolderState folder = fixture.folder(record(0, 0, 0));
    byte[] before = folder.block(0);
    new BlockJoiner(folder).join(0);
    assertThat(folder.block(0)).isEqualTo(before);
    new BlockJoiner(folder).join(folder.blockCount());
    assertThat(folder.block(0)).isEqualTo(before);
  }

  private void joinAndCheck(FolderState folder, int from) {
    Snapshot.OfFolder before = FolderFixture.snapshot(folder);
    new BlockJoiner(folder).join(from);
    fixture.verify(folder);
    assertThat(FolderFixture.snapshot(folder)).isEqualTo(before);
    assertThat(FolderFixture.snapshot(fixture.reload(folder))).isEqualTo(before);
  }

  /** Mostly small, at times large; some of new identities, some of earlier times alone. */
  private static List<SyncRecord> randomBatch(Random random) {
    int size = random.nextInt(8) == 0 ? random.nextInt(900) : 1 + random.nextInt(4);
    int pool = random.nextBoolean() ? 20 : 100_000;
    long base = random.nextBoolean() ? 1_700_000_000_000L : random.nextInt(10) - 1_000_000_000L;
    List<SyncRecord> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      batch.add(record(random.nextInt(pool), random.nextInt(pool), base + random.nextInt(1_000)));
    }
    return batch;
  }
}
