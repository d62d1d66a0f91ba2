package io.github.identitysync.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Different ids of one length, at random or chosen so that hash tables confuse them: sequences of
 * two words that leave a hash function in the same state.
 */
public enum HostileIds {
  /** Drawn at random. */
  RANDOM("", "") {
    @Override
    String id(int number) {
      SplittableRandom random = new SplittableRandom(number);
      StringBuilder id = new StringBuilder(LENGTH);
      while (id.length() < LENGTH) {
        id.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
      }
      return id.toString();
    }
  },

  /** All have the same {@link String#hashCode}. */
  EQUAL_HASH_CODE("AaAaAaAa", "BBBBBBBB"),

  /** MapDB gives all the same hash: whatever its seed is, it does not use it for a String. */
  EQUAL_MAPDB_HASH("uIr4f3Gp", "yfqlyrkb"),

  /**
   * All have the same MurmurHash3 of 32 bits, whatever its seed is, in UTF-8: the first half of a
   * word changes one bit of the state, which the second half changes back (Aumasson, Bernstein:
   * "SipHash: a fast short-input PRF", INDOCRYPT 2012).
   */
  EQUAL_MURMUR3("\u0013mD]iHw!", "k\u000eeRiH(]");

  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int BITS = 17;
  private static final int LENGTH = BITS * 8;

  private final String zero;
  private final String one;

  HostileIds(String zero, String one) {
    this.zero = zero;
    this.one = one;
  }

  String id(int number) {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int bit = 0; bit < BITS; bit++) {
      id.append(((number >>> bit) & 1) == 0 ? zero : one);
    }
    return id.toString();
  }

  /** Returns so many ids, at most 131,072. */
  List<String> make(int count) {
    if (count > 1 << BITS) {
      throw new IllegalArgumentException("there are only " + (1 << BITS) + " ids");
    }
    return IntStream.range(0, count).mapToObj(this::id).toList();
  }
}
