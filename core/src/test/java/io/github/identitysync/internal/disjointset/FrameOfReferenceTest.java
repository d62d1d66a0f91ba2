package io.github.identitysync.internal.disjointset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class FrameOfReferenceTest {

  private static final int COUNT = 30_000;
  private static final long DAY = 86_400_000;

  @Test
  void neighboursCloseInTimeTakeFourBytes() {
    Random random = new Random(3);
    assertThat(check(i -> DAY * 20_000 + i * 50 + random.nextInt(10_000))).isZero();
  }

  @Test
  void elevenDaysApartIsCloseAndThirteenDaysIsNot() {
    assertThat(check(i -> i % 2 == 0 ? 0 : 11 * DAY)).isZero();
    assertThat(check(i -> i % 2 == 0 ? 0 : -11 * DAY)).isZero();
    assertThat(check(i -> i % 2 == 0 ? 0 : 13 * DAY)).isEqualTo(COUNT / 2);
    assertThat(check(i -> i % 2 == 0 ? 0 : -13 * DAY)).isEqualTo(COUNT / 2);
  }

  @Test
  void anyValuesAreKept() {
    Random random = new Random(4);
    check(unused -> random.nextLong());
    check(i -> i % 3 == 0 ? Long.MIN_VALUE : i % 3 == 1 ? Long.MAX_VALUE : 0);
    check(i -> i % 2 == 0 ? Long.MAX_VALUE : Long.MAX_VALUE - i);
    check(i -> i % 2 == 0 ? Long.MIN_VALUE : Long.MIN_VALUE + i);
  }

  @Test
  void theReachIsExact() {
    long reach = 1L << 30;
    FrameOfReference frame = new FrameOfReference();
    frame.add(0, 5);
    long[] values = {5 - reach, 5 + reach - 1, 5 - reach - 1, 5 + reach};
    for (int i = 0; i < values.length; i++) {
      int code = frame.add(i + 1, values[i]);
      assertThat(code < 0).as("value %d is kept whole", i).isEqualTo(i >= 2);
      assertThat(frame.value(i + 1, code)).isEqualTo(values[i]);
      assertThat(frame.value(i + 1, frame.replace(i + 1, code, 6))).isEqualTo(6);
    }
  }

  @Test
  void whatIsKeptWholeIsReplacedInItsPlace() {
    FrameOfReference frame = new FrameOfReference();
    frame.add(0, 0);
    int code = frame.add(1, Long.MAX_VALUE);
    assertThat(frame.replace(1, code, Long.MIN_VALUE)).isEqualTo(code);
    assertThat(frame.value(1, code)).isEqualTo(Long.MIN_VALUE);
  }

  /** Returns how many values are kept whole after all were added, having replaced some more. */
  private static int check(LongUnaryOperator values) {
    FrameOfReference frame = new FrameOfReference();
    long[] expected = new long[COUNT];
    int[] codes = new int[COUNT];
    int whole = 0;
    for (int i = 0; i < COUNT; i++) {
      expected[i] = values.applyAsLong(i);
      codes[i] = frame.add(i, expected[i]);
      whole += codes[i] < 0 ? 1 : 0;
    }
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < COUNT; i++) {
        if (frame.value(i, codes[i]) != expected[i]) {
          throw new AssertionError("value " + i + " in round " + round);
        }
        if (i % 7 == round) {
          expected[i] = values.applyAsLong(i) - round;
          codes[i] = frame.replace(i, codes[i], expected[i]);
        }
      }
    }
    return whole;
  }
}
