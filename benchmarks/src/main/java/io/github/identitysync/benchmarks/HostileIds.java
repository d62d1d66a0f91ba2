package io.github.identitysync.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Different ids of one length, at random or chosen so that hash tables confuse them. */
public enum HostileIds {
  /** Drawn at random. */
  RANDOM {
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
  EQUAL_HASH_CODE {
    @Override
    String id(int number) {
      StringBuilder id = new StringBuilder(LENGTH);
      for (int bit = 0; bit < BITS; bit++) {
        id.append(((number >>> bit) & 1) == 0 ? "Aa" : "BB");
      }
      return id.toString();
    }
  };

  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int BITS = 17;
  private static final int LENGTH = BITS * 2;

  abstract String id(int number);

  /** Returns so many ids, at most 131,072. */
  List<String> make(int count) {
    if (count > 1 << BITS) {
      throw new IllegalArgumentException("there are only " + (1 << BITS) + " ids");
    }
    return IntStream.range(0, count).mapToObj(this::id).toList();
  }
}
