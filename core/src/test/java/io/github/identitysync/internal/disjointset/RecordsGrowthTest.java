package io.github.identitysync.internal.disjointset;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.Internals;
import java.lang.reflect.Array;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link IntRecords} and {@link LongRecords} keep what is stored in them while they grow. */
class RecordsGrowthTest {

  private static final int[] COUNTS = {
    0, 1, 15, 16, 17, 33, 8_191, 8_192, 8_193, 16_384, 16_385, 50_001
  };

  private static int value(int record, int field) {
    return ~(31 * record + field);
  }

  @Test
  void whatIsStoredStaysWhileOneByOneIsAdded() {
    for (int fields = 2; fields <= 3; fields++) {
      IntRecords ints = new IntRecords(fields);
      LongRecords longs = new LongRecords(fields);
      for (int record = 0; record < 60_000; record++) {
        ints.ensure(record + 1);
        longs.ensure(record + 1);
        if (ints.get(record, fields - 1) != 0 || longs.get(record, 0) != 0) {
          throw new AssertionError("record " + record + " is not new");
        }
        fill(ints, longs, fields, record, record + 1);
      }
      check(ints, longs, fields, 60_000);
    }
  }

  @Test
  void growsFromAnySizeToAnySize() {
    for (int before : COUNTS) {
      for (int after : COUNTS) {
        IntRecords ints = new IntRecords(3);
        LongRecords longs = new LongRecords(3);
        ints.ensure(before);
        longs.ensure(before);
        fill(ints, longs, 3, 0, before);
        ints.ensure(after);
        longs.ensure(after);
        fill(ints, longs, 3, before, after);
        check(ints, longs, 3, Math.max(before, after));
      }
    }
  }

  @Test
  void theFirstChunkDoublesAndOthersAreFullSize() {
    int chunk = 8_192;
    int[][] countsAndRooms = {
      {0, 16},
      {16, 16},
      {17, 32},
      {33, 64},
      {129, 129},
      {130, 258},
      {258, 258},
      {chunk - 1, chunk - 1},
      {chunk, chunk},
      {chunk + 1, 2 * chunk},
      {2 * chunk, 2 * chunk},
      {4 * chunk + 1, 5 * chunk}
    };
    for (int fields = 2; fields <= 3; fields++) {
      IntRecords ints = new IntRecords(fields);
      LongRecords longs = new LongRecords(fields);
      for (int[] room : countsAndRooms) {
        ints.ensure(room[0]);
        longs.ensure(room[0]);
        int[] expected = room(room[1] * fields, chunk * fields);
        assertThat(lengths(ints)).as("ints for %d", room[0]).isEqualTo(expected);
        assertThat(lengths(longs)).as("longs for %d", room[0]).isEqualTo(expected);
      }
    }
  }

  @Test
  void whatIsLargeEnoughIsNotCopied() {
    for (int count : COUNTS) {
      IntRecords ints = new IntRecords(3);
      LongRecords longs = new LongRecords(3);
      ints.ensure(count);
      longs.ensure(count);
      Object intChunks = chunks(ints);
      Object longChunks = chunks(longs);
      for (int fewer : COUNTS) {
        ints.ensure(Math.min(fewer, count));
        longs.ensure(Math.min(fewer, count));
      }
      assertThat(chunks(ints)).isSameAs(intChunks);
      assertThat(chunks(longs)).isSameAs(longChunks);
    }
  }

  @Test
  void fullChunksAreNotCopied() {
    IntRecords ints = new IntRecords(3);
    LongRecords longs = new LongRecords(3);
    ints.ensure(8_192);
    longs.ensure(8_192);
    Object intChunk = Array.get(chunks(ints), 0);
    Object longChunk = Array.get(chunks(longs), 0);
    ints.ensure(8_193);
    longs.ensure(8_193);
    assertThat(Array.get(chunks(ints), 0)).isSameAs(intChunk);
    assertThat(Array.get(chunks(longs), 0)).isSameAs(longChunk);
  }

  private static int[] room(int all, int chunk) {
    return IntStream.rangeClosed(0, (all - 1) / chunk)
        .map(i -> Math.min(chunk, all - i * chunk))
        .toArray();
  }

  private static int[] lengths(Object records) {
    Object chunks = chunks(records);
    return IntStream.range(0, Array.getLength(chunks))
        .map(i -> Array.getLength(Array.get(chunks, i)))
        .toArray();
  }

  private static Object chunks(Object records) {
    return Internals.read(records, "chunks");
  }

  @Test
  void comparesTheFirstTwoFields() {
    LongRecords longs = new LongRecords(3);
    longs.ensure(20_000);
    for (int record : new int[] {0, 8_191, 8_192, 19_999}) {
      longs.set(record, 0, -record);
      longs.set(record, 1, 7);
      assertThat(longs.startsWith(record, -record, 7)).isTrue();
      assertThat(longs.startsWith(record, -record, 8)).isFalse();
      assertThat(longs.startsWith(record, 1, 7)).isFalse();
    }
  }

  private static void fill(IntRecords ints, LongRecords longs, int fields, int from, int to) {
    for (int record = from; record < to; record++) {
      for (int field = 0; field < fields; field++) {
        ints.set(record, field, value(record, field));
        longs.set(record, field, (long) value(record, field) << 20);
      }
    }
  }

  private static void check(IntRecords ints, LongRecords longs, int fields, int count) {
    for (int record = 0; record < count; record++) {
      for (int field = 0; field < fields; field++) {
        if (ints.get(record, field) != value(record, field)
            || longs.get(record, field) != (long) value(record, field) << 20) {
          throw new AssertionError("record " + record + ", field " + field + " of " + count);
        }
      }
    }
  }
}
