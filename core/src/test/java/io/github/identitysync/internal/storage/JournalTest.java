package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultOperation;
import io.github.identitysync.testing.FaultPlan;
import io.github.identitysync.testing.FaultyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalTest {

  private static final long STORE = 42;
  private static final long LIMIT = 1 << 20;
  private static final int ALIGNMENT = Journal.ALIGNMENT;

  private final FaultyFiles files = FaultyFiles.remembering(FaultDisk.empty());
  private StoreFile file;

  @BeforeEach
  void create() throws IOException {
    file = files.open("journal");
    Journal.create(file, STORE);
  }

  private static Superblock superblock(long store, long epoch, long sequence) {
    return new Superblock(store, new byte[16], epoch, sequence, 0, Journal.HEADER_BYTES);
  }

  private Journal open(long epoch, long sequence, List<byte[]> replayed) throws IOException {
    Journal journal = new Journal(file, superblock(STORE, epoch, sequence), LIMIT);
    journal.replay((bytes, from, to) -> replayed.add(Arrays.copyOfRange(bytes, from, to)), false);
    return journal;
  }

  private List<byte[]> replay(long epoch, long sequence) throws IOException {
    List<byte[]> replayed = new ArrayList<>();
    open(epoch, sequence, replayed);
    return replayed;
  }

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }

  private static void append(Journal journal, byte[] content) throws IOException {
    int to = Journal.FRAME_HEADER_BYTES + content.length;
    byte[] frame = new byte[Journal.aligned(to)];
    System.arraycopy(content, 0, frame, Journal.FRAME_HEADER_BYTES, content.length);
    journal.append(frame, to);
  }

  /** Appends frames of one block each to the journal of epoch 1. */
  private Journal appendSmall(int count) throws IOException {
    Journal journal = open(1, 0, new ArrayList<>());
    for (int i = 0; i < count; i++) {
      append(journal, content(100 + i));
    }
    return journal;
  }

  private void flip(long position) throws IOException {
    byte[] one = new byte[1];
    file.read(position, one, 0, 1);
    one[0] ^= 4;
    file.write(position, ByteBuffer.wrap(one));
  }

  @Test
  void replaysFramesOfAnyLengthInOrder() throws IOException {
    Journal journal = open(1, 0, new ArrayList<>());
    List<byte[]> contents = new ArrayList<>();
    for (int length : new int[] {0, 1, 4055, 4056, 4057, 8152, 300_000, 2_500_000, 7}) {
      contents.add(content(length));
      append(journal, content(length));
    }
    assertThat(Arrays.deepEquals(replay(1, 0).toArray(), contents.toArray())).isTrue();
    assertThat(journal.sequence()).isEqualTo(contents.size());
  }

  @Test
  void goesOnWhereTheReplayEnded() throws IOException {
    appendSmall(2);
    for (int i = 2; i < 6; i++) {
      List<byte[]> replayed = new ArrayList<>();
      Journal journal = open(1, 0, replayed);
      assertThat(replayed).hasSize(i);
      append(journal, content(100 + i));
    }
    assertThat(replay(1, 0)).last().isEqualTo(content(105));
  }

  @Test
  void appendReturnsAfterASync() throws IOException {
    appendSmall(3);
    List<FaultyFiles.Step> history = files.history();
    assertThat(history.get(history.size() - 1).operation()).isInstanceOf(FaultOperation.Sync.class);
    assertThat(history.get(history.size() - 2).operation())
        .isInstanceOf(FaultOperation.Write.class);
  }

  @Test
  void mostFramesDoNotChangeTheLength() throws IOException {
    Journal journal = appendSmall(1);
    long length = file.size();
    assertThat(length).isGreaterThan(10 * ALIGNMENT);
    for (int i = 0; i < 10; i++) {
      append(journal, content(i));
    }
    assertThat(file.size()).isEqualTo(length);
  }

  @Test
  void spaceWhoseSyncFailedIsAllocatedAgain() throws IOException {
    files.sync();
    FaultDisk created = files.disk();
    for (long seed = 0; seed < 10; seed++) {
      FaultyFiles failing = FaultyFiles.of(created, FaultPlan.loseAtSync(1, seed));
      file = failing.open("journal");
      assertThatThrownBy(() -> appendSmall(1)).isInstanceOf(FaultPlan.Fault.class);
      appendSmall(1);
      file = FaultyFiles.of(failing.disk().crash(FaultFate.DROPPED)).open("journal");
      assertThat(replay(1, 0)).containsExactly(content(100));
    }
  }

  @Test
  void isFullFromItsLimitOn() throws IOException {
    Journal journal = open(1, 0, new ArrayList<>());
    assertThat(journal.isEmpty()).isTrue();
    append(journal, content((int) LIMIT / 2));
    assertThat(journal.isFull()).isFalse();
    assertThat(journal.isEmpty()).isFalse();
    append(journal, content((int) LIMIT / 2));
    assertThat(journal.isFull()).isTrue();
  }

  @Test
  void isFullExactlyAtItsLimit() throws IOException {
    Journal journal = open(1, 0, new ArrayList<>());
    int rest = (int) LIMIT - Journal.HEADER_BYTES - 2 * Journal.FRAME_HEADER_BYTES;
    append(journal, content(rest - ALIGNMENT));
    assertThat(journal.isFull()).isFalse();
    append(journal, content(1));
    assertThat(journal.isFull()).isTrue();
  }

  @Test
  void spaceIsAllocatedUpToTheLimit() throws IOException {
    Journal journal = open(1, 0, new ArrayList<>());
    int first = Journal.HEADER_BYTES + (256 << 10);
    append(journal, content(100));
    assertThat(file.size()).isEqualTo(first);
    int operations = files.operations();
    append(journal, content(first - 3 * ALIGNMENT - Journal.FRAME_HEADER_BYTES));
    assertThat(file.size()).isEqualTo(first);
    assertThat(files.operations() - operations).as("a write and a sync").isEqualTo(2);
    append(journal, content(0));
    assertThat(file.size()).isEqualTo(2L * first);
    append(journal, content(first));
    assertThat(file.size()).isEqualTo(LIMIT);
    append(journal, content((int) LIMIT));
    assertThat(file.size()).isEqualTo(LIMIT + 2L * first + 3L * ALIGNMENT);
  }

  @Test
  void aLastCheckpointGivesTheSpaceBack() throws IOException {
    Journal journal = open(1, 0, new ArrayList<>());
    assertThat(journal.lengthAfterCheckpoint(false)).isEqualTo(Journal.HEADER_BYTES);
    append(journal, content(100));
    assertThat(journal.lengthAfterCheckpoint(false)).isEqualTo(file.size());
    append(journal, content((int) LIMIT));
    assertThat(journal.lengthAfterCheckpoint(false)).isEqualTo(LIMIT);
    assertThat(journal.lengthAfterCheckpoint(true)).isEqualTo(Journal.EMPTY_BYTES);
  }

  @Test
  void aFrameEndsInZeros() throws IOException {
    Journal journal = open(1, 0, new ArrayList<>());
    byte[] frame = new byte[ALIGNMENT];
    Arrays.fill(frame, (byte) 9);
    journal.append(frame, 50);
    byte[] written = new byte[ALIGNMENT];
    file.read(Journal.HEADER_BYTES, written, 0, written.length);
    assertThat(Arrays.copyOfRange(written, 40, 50)).containsOnly(9);
    assertThat(Arrays.copyOfRange(written, 50, ALIGNMENT)).containsOnly(0);
  }

  @Test
  void aDamagedLastFrameIsDroppedAndWrittenOver() throws IOException {
    for (int at : new int[] {0, 4, 8, 16, 24, 32, 36, 40, 100}) {
      create();
      appendSmall(3);
      flip(3 * ALIGNMENT + at);
      List<byte[]> replayed = new ArrayList<>();
      Journal journal = open(1, 0, replayed);
      assertThat(replayed).as("byte %d", at).hasSize(2);
      append(journal, content(9));
      append(journal, content(10));
      assertThat(replay(1, 0)).hasSize(4).last().isEqualTo(content(10));
    }
  }

  @Test
  void aDamagedFrameBeforeAnotherIsDamage() throws IOException {
    for (int frame = 1; frame < 3; frame++) {
      for (int at : new int[] {0, 4, 8, 16, 24, 32, 36, 40, 100}) {
        create();
        appendSmall(3);
        flip(frame * ALIGNMENT + at);
        assertThatThrownBy(() -> replay(1, 0))
            .as("frame %d, byte %d", frame, at)
            .isInstanceOf(Corrupt.class)
            .hasMessage("commit " + frame + " is damaged in the journal");
      }
    }
  }

  @Test
  void framesOfOlderEpochsAreIgnored() throws IOException {
    Journal journal = appendSmall(3);
    journal.recycle(superblock(STORE, 2, 3));
    List<byte[]> replayed = new ArrayList<>();
    Journal next = open(2, 3, replayed);
    assertThat(replayed).isEmpty();
    append(next, content(50));
    assertThat(replay(2, 3)).hasSize(1).last().isEqualTo(content(50));
  }

  @Test
  void framesOfANewerEpochAreDamage() throws IOException {
    Journal journal = appendSmall(3);
    journal.recycle(superblock(STORE, 2, 3));
    append(journal, content(50));
    assertThatThrownBy(() -> replay(1, 0)).isInstanceOf(Corrupt.class);
  }

  @Test
  void aNewEpochIsTold() throws IOException {
    Journal journal = appendSmall(3);
    journal.recycle(superblock(STORE, 2, 3));
    assertThatThrownBy(() -> replay(1, 0)).isInstanceOf(Corrupt.class);
  }

  @Test
  void aNewEpochIsToldAfterALossOfPower() throws IOException {
    files.sync();
    Journal journal = appendSmall(3);
    journal.recycle(superblock(STORE, 2, 3));
    file = FaultyFiles.of(files.disk().crash(FaultFate.DROPPED)).open("journal");
    assertThatThrownBy(() -> replay(1, 0))
        .isInstanceOf(Corrupt.class)
        .hasMessage("the journal is newer than the base file");
  }

  @Test
  void aNewEpochMayCutTheFile() throws IOException {
    Journal journal = appendSmall(3);
    long length = file.size();
    journal.recycle(new Superblock(STORE, new byte[16], 2, 3, 0, length + 1));
    assertThat(file.size()).isEqualTo(length);
    journal.recycle(new Superblock(STORE, new byte[16], 3, 3, 0, Journal.EMPTY_BYTES));
    assertThat(file.size()).isEqualTo(Journal.EMPTY_BYTES);
  }

  @Test
  void theBaseFileTellsHowLongTheFileWas() throws IOException {
    long length = file.size();
    replayWithLength(length);
    assertThatThrownBy(() -> replayWithLength(length + 1))
        .isInstanceOf(Corrupt.class)
        .hasMessage("the journal is shorter than it was");
  }

  private void replayWithLength(long length) throws IOException {
    Superblock superblock = new Superblock(STORE, new byte[16], 1, 0, 0, length);
    new Journal(file, superblock, LIMIT).replay((bytes, from, to) -> {}, false);
  }

  @Test
  void framesThatDoNotFollowTheBaseFileAreDamage() throws IOException {
    appendSmall(3);
    assertThatThrownBy(
            () -> new Journal(file, superblock(STORE, 1, -1), LIMIT).replay((b, f, t) -> {}, false))
        .isInstanceOf(Corrupt.class);
  }

  @Test
  void theJournalOfAnotherStoreIsDamage() throws IOException {
    appendSmall(1);
    assertThatThrownBy(
            () ->
                new Journal(file, superblock(STORE + 1, 1, 0), LIMIT)
                    .replay((b, f, t) -> {}, false))
        .isInstanceOf(Corrupt.class);
  }

  @Test
  void aCutJournalIsDamage() throws IOException {
    appendSmall(3);
    Journal journal = open(1, 0, new ArrayList<>());
    append(journal, content(400_000));
    append(journal, content(5));
    for (long length = file.size() - 1; length > 2 * ALIGNMENT; length -= 1_999) {
      file.truncate(length);
      assertThatThrownBy(() -> replay(1, 0)).as("cut to %d", length).isInstanceOf(Corrupt.class);
    }
  }
}
