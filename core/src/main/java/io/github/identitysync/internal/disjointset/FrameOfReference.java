package io.github.identitysync.internal.disjointset;

import java.util.Arrays;

/**
 * Turns longs, one for each index, into ints: the difference to a value that neighbouring indexes
 * share, or the place of a long that is kept whole where the difference is too large.
 *
 * <p>Frame-of-reference coding (Goldstein, Ramakrishnan, Shaft: "Compressing Relations and
 * Indexes", ICDE 1998). A value takes four bytes if it is less than 2^30 away from the first one of
 * its 8,192 neighbours, else twelve.
 */
final class FrameOfReference {

  private static final int SHIFT = 13;

  /** Half the number of codes that are differences, which are not negative. */
  private static final long REACH = 1L << 30;

  /** For each span what is subtracted from its values. */
  private volatile long[] bases = new long[1];

  /** What is kept whole; its code is the complement of its place. */
  private final LongRecords whole = new LongRecords(1);

  private int wholeCount;

  /** Returns the code of a value for the next index. */
  int add(int index, long value) {
    int span = index >>> SHIFT;
    if (span << SHIFT == index) {
      if (span == bases.length) {
        bases = Arrays.copyOf(bases, 2 * span);
      }
      bases[span] = value - REACH;
    }
    return encode(span, value);
  }

  /** Makes room, so that replacing so many values cannot fail. */
  void reserve(int values) {
    whole.ensure(wholeCount + values);
  }

  /** Returns the code of a value that replaces the one an index has. */
  int replace(int index, int code, long value) {
    if (code < 0) {
      whole.set(~code, 0, value);
      return code;
    }
    return encode(index >>> SHIFT, value);
  }

  private int encode(int span, long value) {
    long difference = value - bases[span];
    if (difference >= 0 && difference < 2 * REACH) {
      return (int) difference;
    }
    whole.ensure(wholeCount + 1);
    whole.set(wholeCount, 0, value);
    return ~wholeCount++;
  }

  /** Returns the value of an index, given its code. */
  long value(int index, int code) {
    return code >= 0 ? bases[index >>> SHIFT] + code : whole.get(~code, 0);
  }
}
