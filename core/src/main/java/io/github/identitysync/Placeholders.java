package io.github.identitysync;

import java.util.Arrays;
import java.util.Set;

/**
 * Values that stand for no identity, such as {@code null}, and would join strangers into one
 * profile. {@code docs/PLACEHOLDERS.md} says where the defaults are from.
 *
 * <p>An id matches a value if they are equal once white space around them, pairs of enclosing
 * quotes, and the case of their letters are disregarded. The value {@code 0} also matches every id
 * that consists of zeros and dashes, with at least one zero, such as {@code 000} and the UUID that
 * is all zeros.
 */
final class Placeholders {

  /** In lower case and without quotes. The empty one is for ids that are nothing but quotes. */
  static final Set<String> DEFAULTS =
      Set.of(
          "",
          "-",
          "-1",
          "0",
          "00000000-0000-0000-0000-000000000000",
          "9774d56d682e549c",
          "<nil>",
          "[]",
          "[object object]",
          "anonymous",
          "customer_id",
          "distinct_id",
          "distinctid",
          "email",
          "false",
          "guest",
          "id",
          "invalid",
          "n/a",
          "na",
          "nan",
          "nil",
          "none",
          "not_authenticated",
          "null",
          "true",
          "uid",
          "undefined",
          "unknown",
          "user_id",
          "userid",
          "{}");

  private final String[] sorted;
  private final boolean zeros;

  /** For each length, with 63 for all above: a bit for each first character, modulo 64. */
  private final long[] starts = new long[64];

  /** Takes any strings as values, in any case and with or without quotes. */
  Placeholders(Set<String> values) {
    sorted = values.stream().map(Placeholders::normal).distinct().sorted().toArray(String[]::new);
    zeros = Arrays.binarySearch(sorted, "0") >= 0;
    for (String value : sorted) {
      starts[Math.min(value.length(), 63)] |= start(value, 0, value.length());
    }
  }

  /** Tells whether the id is one of the values. Allocates nothing. */
  boolean matches(String id) {
    long bounds = bounds(id);
    int from = (int) (bounds >>> 32);
    int to = (int) bounds;
    if (zeros && isZeros(id, from, to)) {
      return true;
    }
    return (starts[Math.min(to - from, 63)] & start(id, from, to)) != 0 && isListed(id, from, to);
  }

  private boolean isListed(String id, int from, int to) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = compare(id, from, to, sorted[middle]);
      if (order == 0) {
        return true;
      }
      if (order < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return false;
  }

  /** Orders as {@link String#compareTo} does, with the letters of the id in lower case. */
  private static int compare(String id, int from, int to, String value) {
    int length = Math.min(to - from, value.length());
    for (int i = 0; i < length; i++) {
      int order = Character.toLowerCase(id.charAt(from + i)) - value.charAt(i);
      if (order != 0) {
        return order;
      }
    }
    return to - from - value.length();
  }

  private static boolean isZeros(String id, int from, int to) {
    boolean zero = false;
    for (int i = from; i < to; i++) {
      char c = id.charAt(i);
      if (c != '0' && c != '-') {
        return false;
      }
      zero |= c == '0';
    }
    return zero;
  }

  private static long start(String text, int from, int to) {
    return from == to ? 1 : 1L << Character.toLowerCase(text.charAt(from));
  }

  private static String normal(String value) {
    long bounds = bounds(value);
    char[] chars = value.substring((int) (bounds >>> 32), (int) bounds).toCharArray();
    for (int i = 0; i < chars.length; i++) {
      chars[i] = Character.toLowerCase(chars[i]);
    }
    return new String(chars);
  }

  /** Returns where the text inside white space and quotes starts and, in the low half, ends. */
  private static long bounds(String text) {
    int from = 0;
    int to = text.length();
    while (true) {
      while (from < to && Character.isWhitespace(text.charAt(from))) {
        from++;
      }
      while (from < to && Character.isWhitespace(text.charAt(to - 1))) {
        to--;
      }
      if (to - from < 2
          || !isQuote(text.charAt(from))
          || text.charAt(from) != text.charAt(to - 1)) {
        return (long) from << 32 | to;
      }
      from++;
      to--;
    }
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }
}
