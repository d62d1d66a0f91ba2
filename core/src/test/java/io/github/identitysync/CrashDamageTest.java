package io.github.identitysync;

import static io.github.identitysync.CrashDamage.cut;
import static io.github.identitysync.CrashDamage.flip;
import static io.github.identitysync.CrashDamage.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.CrashDamage.Outcome;
import io.github.identitysync.model.IdentitySyncException.Corrupt;
import io.github.identitysync.model.IdentitySyncException.UnsupportedFormat;
import io.github.identitysync.testing.FaultBytes;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultyFiles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are not what the store wrote. Opening, reading and verifying them gives the exact
 * state or {@link Corrupt} or {@link UnsupportedFormat}; never another state, never another error.
 * {@link CrashDamageEverywhereTest} tries every place, this one what is special about some.
 *
 * <p>The known limit: a damaged last frame of the journal looks like a commit that a crash cut off,
 * and is dropped like one. (Not tried here: older copies of both files are a state that the store
 * was in.)
 */
class CrashDamageTest {

  private static final String BASE = CrashLife.BASE;
  private static final String JOURNAL = CrashLife.JOURNAL;
  private static final int PAGE = CrashDamage.PAGE;

  private static List<CrashLife> lives() {
    return CrashLife.ALL;
  }

  @ParameterizedTest
  @MethodSource("lives")
  void undamaged(CrashLife life) {
    assertThat(outcome(life, life.disk(), "none")).isEqualTo(Outcome.EXACT);
  }

  @ParameterizedTest
  @MethodSource("lives")
  void superblocks(CrashLife life) {
    for (int slot = 0; slot < 2; slot++) {
      for (int at = 0; at < 80; at++) {
        FaultDisk disk = flip(life.disk(), BASE, slot * PAGE + at, at % 8);
        assertThat(outcome(life, disk, "superblock " + slot + ", byte " + at))
            .isNotEqualTo(Outcome.WITHOUT_LAST_COMMIT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("lives")
  void pages(CrashLife life) {
    Random random = new Random(life.batches());
    for (int page = 2; page < life.disk().bytes(BASE).size() / PAGE; page++) {
      FaultDisk disk =
          flip(life.disk(), BASE, page * PAGE + random.nextInt(PAGE), random.nextInt(8));
      Outcome outcome = outcome(life, disk, "page " + page);
      boolean isInJournal = outcome == Outcome.EXACT && !life.frames().isEmpty();
      assertThat(outcome == Outcome.REFUSED || isInJournal).as("%s, page %d", life, page).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("lives")
  void baseFileCut(CrashLife life) {
    int size = (int) life.disk().bytes(BASE).size();
    for (int length : lengths(size)) {
      assertThat(outcome(life, cut(life.disk(), BASE, length), "cut to " + length))
          .isNotEqualTo(Outcome.WITHOUT_LAST_COMMIT);
    }
  }

  @ParameterizedTest
  @MethodSource("lives")
  void journalCut(CrashLife life) {
    int size = (int) life.disk().bytes(JOURNAL).size();
    List<Integer> frames = life.frames();
    int last = frames.isEmpty() ? size : frames.get(frames.size() - 1);
    for (int length : lengths(size)) {
      Outcome outcome = outcome(life, cut(life.disk(), JOURNAL, length), "cut to " + length);
      assertThat(outcome == Outcome.WITHOUT_LAST_COMMIT && length < last)
          .as(life + ", cut to " + length)
          .isFalse();
    }
  }

  private static List<Integer> lengths(int size) {
    List<Integer> lengths = new ArrayList<>(List.of(0, 1, 7, 40, 72, 100, PAGE - 1, PAGE + 1));
    for (int length = PAGE; length < size; length += (1 + size / PAGE / 64) * PAGE) {
      lengths.add(length);
      lengths.add(length + 40);
      lengths.add(length + 2_000);
    }
    lengths.add(size - PAGE);
    lengths.add(size - 1);
    lengths.removeIf(length -> length < 0 || length >= size);
    return lengths;
  }

  @ParameterizedTest
  @MethodSource("lives")
  void frames(CrashLife life) {
    List<Integer> frames = life.frames();
    ByteBuffer journal = ByteBuffer.wrap(life.disk().bytes(JOURNAL).toArray());
    for (int i = 0; i < frames.size(); i++) {
      int start = frames.get(i);
      int content = journal.getInt(start + 4);
      List<Integer> positions = new ArrayList<>();
      for (int at = 0; at < 48; at++) {
        positions.add(at);
      }
      positions.addAll(List.of(40 + content / 3, 40 + content / 2, 40 + content - 1));
      for (int at : positions) {
        Outcome outcome =
            outcome(
                life,
                flip(life.disk(), JOURNAL, start + at, at % 8),
                "frame " + i + " of " + frames.size() + ", byte " + at);
        assertThat(outcome)
            .isEqualTo(i + 1 < frames.size() ? Outcome.REFUSED : Outcome.WITHOUT_LAST_COMMIT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("lives")
  void journalHeader(CrashLife life) {
    for (int at = 0; at < 24; at++) {
      assertThat(outcome(life, flip(life.disk(), JOURNAL, at, at % 8), "header byte " + at))
          .isEqualTo(Outcome.REFUSED);
    }
  }

  @ParameterizedTest
  @MethodSource("lives")
  void aFileOfAnotherStoreOrNone(CrashLife life) {
    for (String name : List.of(BASE, JOURNAL)) {
      assertThat(outcome(life, life.disk().without(name), "without " + name))
          .isEqualTo(Outcome.REFUSED);
      for (CrashLife other : lives()) {
        if (other != life) {
          FaultDisk mixed = life.disk().with(name, other.disk().bytes(name));
          assertThat(outcome(life, mixed, name + " of " + other)).isEqualTo(Outcome.REFUSED);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("lives")
  void anOlderBaseFile(CrashLife life) {
    FaultyFiles files = FaultyFiles.of(life.disk());
    try (IdentitySync sync = IdentitySync.open(files, CrashWorkload.options())) {
      CrashWorkload.BATCHES.get(life.batches()).applyTo(sync);
      sync.verify();
    }
    FaultDisk mixed = files.disk().with(BASE, life.disk().bytes(BASE));
    assertThat(outcome(life, mixed, "older base file")).isEqualTo(Outcome.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 77, 0x7FFF_FFFF})
  void anotherFormatVersionIsNamed(int version) {
    for (CrashLife life : lives()) {
      FaultDisk disk = CrashDamage.ofVersion(life.disk(), version);
      assertThatThrownBy(() -> IdentitySync.open(FaultyFiles.of(disk), CrashWorkload.options()))
          .isInstanceOf(UnsupportedFormat.class)
          .hasMessageContaining(String.valueOf(version));
    }
  }

  @Test
  void foreignFilesAreRefusedAndLeftAlone() {
    byte[] random = new byte[100_000];
    new Random(5).nextBytes(random);
    byte[] zerosThenText = new byte[100];
    Arrays.fill(zerosThenText, 50, 100, (byte) 'x');
    for (byte[] content :
        List.of(
            "a note to myself\n".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf("SQLite format 3\0".getBytes(StandardCharsets.UTF_8), 8192),
            Arrays.copyOf(random, 5),
            Arrays.copyOf(random, PAGE),
            random,
            zerosThenText)) {
      FaultDisk disk = FaultDisk.empty().with(BASE, FaultBytes.of(content));
      FaultyFiles files = FaultyFiles.of(disk);
      assertThatThrownBy(() -> IdentitySync.open(files, CrashWorkload.options()))
          .isInstanceOf(Corrupt.class);
      assertThat(files.disk().bytes(BASE).toArray()).isEqualTo(content);
    }
  }
}
