package io.github.identitysync;

import static io.github.identitysync.CrashDamage.cut;
import static io.github.identitysync.CrashDamage.zero;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.CrashDamage.Outcome;
import io.github.identitysync.testing.FaultBytes;
import io.github.identitysync.testing.FaultDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damage at every place of small stores: each file cut at every length, every bit of the headers,
 * of a page with a block and of a frame flipped, every sector zeroed. What is not refused must be
 * the exact state, but for damage to the last frame of the journal.
 *
 * <p>Of many places about {@value #PLACES} are tried, spread evenly; the system property {@code
 * identitysync.crash.effort} multiplies that, and 2,200 makes it all of them.
 */
class CrashDamageEverywhereTest {

  private static final int PLACES = 500;
  private static final int TRIES = PLACES * Integer.getInteger("identitysync.crash.effort", 1);

  private static final String BASE = CrashLife.BASE;
  private static final String JOURNAL = CrashLife.JOURNAL;
  private static final int PAGE = CrashDamage.PAGE;
  private static final int SECTOR = 512;

  /** Where the journal's header has the number of the last opening. */
  private static final int OPENER_NUMBER = 2048;

  private static final int OPENER_NUMBER_BYTES = 24;
  private static final int FRAME_HEADER = 40;

  /** Never checkpointed and killed; closed; closed twice, opened and killed. */
  private static List<CrashLife> lives() {
    return List.of(CrashLife.ALL.get(0), CrashLife.ALL.get(1), CrashLife.ALL.get(3));
  }

  /** Damages a store at some of its places, and prints what came of it. */
  private static Map<Outcome, Integer> tryAll(
      CrashLife life,
      String what,
      int places,
      IntFunction<FaultDisk> damage,
      IntPredicate mayLoseLastCommit) {
    int stride = places <= TRIES ? 1 : places / TRIES | 1;
    Map<Outcome, Integer> counts = new ConcurrentHashMap<>();
    IntStream.range(0, (places + stride - 1) / stride)
        .map(i -> i * stride)
        .parallel()
        .forEach(
            place -> {
              String name = what + " " + place;
              Outcome outcome = CrashDamage.outcome(life, damage.apply(place), name);
              if (outcome == Outcome.WITHOUT_LAST_COMMIT) {
                assertThat(mayLoseLastCommit.test(place)).as(life + ", " + name).isTrue();
              }
              counts.merge(outcome, 1, Integer::sum);
            });
    System.out.println("damage, " + life + ", " + what + ": " + counts);
    return counts;
  }

  private static Map<Outcome, Integer> tryAll(
      CrashLife life, String what, int places, IntFunction<FaultDisk> damage) {
    return tryAll(life, what, places, damage, place -> false);
  }

  private static int size(CrashLife life, String name) {
    return (int) life.disk().bytes(name).size();
  }

  private static int lastFrame(CrashLife life) {
    List<Integer> frames = life.frames();
    return frames.isEmpty() ? Integer.MAX_VALUE : frames.get(frames.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("lives")
  void everyLength(CrashLife life) {
    for (String name : List.of(BASE, JOURNAL)) {
      tryAll(life, name + " cut to", size(life, name), at -> cut(life.disk(), name, at));
    }
  }

  @ParameterizedTest
  @MethodSource("lives")
  void everyBitOfTheHeaders(CrashLife life) {
    int superblocks = Math.min(2 * PAGE, size(life, BASE));
    tryAll(life, "bit of the superblocks", 8 * superblocks, bit -> flip(life, BASE, bit));
    int before = 8 * OPENER_NUMBER;
    int after = before + 8 * OPENER_NUMBER_BYTES;
    assertThat(tryAll(life, "bit of the journal's header", before, bit -> flip(life, JOURNAL, bit)))
        .containsOnlyKeys(Outcome.REFUSED);
    assertThat(
            tryAll(
                life,
                "bit behind the opener's number",
                8 * PAGE - after,
                bit -> flip(life, JOURNAL, after + bit)))
        .containsOnlyKeys(Outcome.REFUSED);
    // A loss of power may cut the write of this number, so whatever it is makes no difference.
    assertThat(
            tryAll(
                life,
                "bit of the opener's number",
                after - before,
                bit -> flip(life, JOURNAL, before + bit)))
        .containsOnlyKeys(Outcome.EXACT);
  }

  @ParameterizedTest
  @MethodSource("lives")
  void everyBitOfTheHeadersOfFrames(CrashLife life) {
    List<Integer> frames = life.frames();
    int bits = 8 * FRAME_HEADER;
    tryAll(
        life,
        "bit of the headers of frames",
        frames.size() * bits,
        bit -> flip(life, JOURNAL, 8 * frames.get(bit / bits) + bit % bits),
        bit -> bit / bits == frames.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("lives")
  void everyBitOfAFrameWithABlock(CrashLife life) {
    List<Integer> frames = life.frames();
    for (int i = Math.max(0, frames.size() - 2); i < frames.size(); i++) {
      int start = frames.get(i);
      int length = ByteBuffer.wrap(life.disk().bytes(JOURNAL).toArray()).getInt(start + 4);
      tryAll(
          life,
          "bit of frame " + i,
          8 * (FRAME_HEADER + length),
          bit -> flip(life, JOURNAL, 8 * start + bit),
          bit -> start == lastFrame(life));
    }
  }

  @ParameterizedTest
  @MethodSource("lives")
  void everyBitOfAPageWithABlock(CrashLife life) {
    byte[] base = life.disk().bytes(BASE).toArray();
    int at = new String(base, StandardCharsets.ISO_8859_1).lastIndexOf("browser");
    assertThat(at >= 0).isEqualTo(base.length > 2 * PAGE);
    if (at >= 0) {
      int page = at / PAGE * PAGE;
      Map<Outcome, Integer> counts =
          tryAll(life, "bit of a page", 8 * PAGE, bit -> flip(life, BASE, 8 * page + bit));
      Outcome expected = life.frames().isEmpty() ? Outcome.REFUSED : Outcome.EXACT;
      assertThat(counts.keySet()).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("lives")
  void randomBits(CrashLife life) {
    for (String name : List.of(BASE, JOURNAL)) {
      tryAll(
          life,
          name + ", random bit",
          TRIES,
          seed -> flip(life, name, new Random(seed).nextInt(8 * size(life, name))),
          seed -> new Random(seed).nextInt(8 * size(life, name)) >= 8L * lastFrame(life));
    }
  }

  @ParameterizedTest
  @MethodSource("lives")
  void everySectorZeroed(CrashLife life) {
    for (int sector : new int[] {SECTOR, PAGE}) {
      for (String name : List.of(BASE, JOURNAL)) {
        tryAll(
            life,
            name + ", zeroed sector of " + sector,
            size(life, name) / sector,
            i -> zero(life.disk(), name, i * sector, sector),
            i -> name.equals(JOURNAL) && i * sector >= lastFrame(life));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("lives")
  void garbageBehindTheEnd(CrashLife life) {
    for (String name : List.of(BASE, JOURNAL)) {
      Map<Outcome, Integer> counts =
          tryAll(life, name + ", garbage behind it", 40, seed -> append(life.disk(), name, seed));
      assertThat(counts.keySet()).containsExactly(Outcome.EXACT);
    }
  }

  private static FaultDisk append(FaultDisk disk, String name, int seed) {
    Random random = new Random(seed);
    byte[] bytes = disk.bytes(name).toArray();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(3 * PAGE));
    for (int i = bytes.length; i < longer.length; i++) {
      longer[i] = (byte) random.nextInt(256);
    }
    return disk.with(name, FaultBytes.of(longer));
  }

  /** An older journal takes away the commits since, or is told by the newer base file. */
  @ParameterizedTest
  @MethodSource("lives")
  void anOlderJournalOrBaseFileOfTheSameStore(CrashLife life) {
    for (FaultDisk older : life.earlier()) {
      FaultDisk oldBase = life.disk().with(BASE, older.bytes(BASE));
      FaultDisk oldJournal = life.disk().with(JOURNAL, older.bytes(JOURNAL));
      assertThat(CrashDamage.found(oldJournal, life + ", older journal"))
          .isBetween(-1, life.batches());
      assertThat(CrashDamage.found(oldBase, life + ", older base file")).isIn(-1, life.batches());
    }
  }

  private static FaultDisk flip(CrashLife life, String name, int bit) {
    return CrashDamage.flip(life.disk(), name, bit / 8, bit % 8);
  }
}
