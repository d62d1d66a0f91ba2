package io.github.identitysync.json;

import java.util.Arrays;

/** The escapes of strings in JSON. */
final class Escape {

  /** The text ends before it is clear what the escape is. */
  static final int INCOMPLETE = 0;

  /** JSON has no such escape. */
  static final int IMPROPER = -1;

  /** The length of an escape of four digits. */
  static final int ONE_UNIT = 6;

  /** The length of two such escapes that make a surrogate pair. */
  static final int PAIR = 2 * ONE_UNIT;

  private static final int BAD_DIGITS = -1;

  private Escape() {}

  /** Returns how long the escape is that begins there; two that make a surrogate pair are one. */
  static int length(char[] text, int start, int end) {
    if (end - start < 2) {
      return INCOMPLETE;
    }
    if (text[start + 1] != 'u') {
      return "\"\\/bfnrt".indexOf(text[start + 1]) < 0 ? IMPROPER : 2;
    }
    if (end - start < ONE_UNIT) {
      return INCOMPLETE;
    }
    int unit = unit(text, start);
    if (unit == BAD_DIGITS) {
      return IMPROPER;
    }
    return Character.isHighSurrogate((char) unit) ? highLength(text, start, end) : ONE_UNIT;
  }

  /** Returns the length of an escape that may be the first half of a surrogate pair. */
  private static int highLength(char[] text, int start, int end) {
    int second = start + ONE_UNIT;
    if ((second < end && text[second] != '\\') || (second + 1 < end && text[second + 1] != 'u')) {
      return ONE_UNIT;
    } else if (end - second < ONE_UNIT) {
      return INCOMPLETE;
    }
    return isLowSurrogate(unit(text, second)) ? PAIR : ONE_UNIT;
  }

  /** Overwrites an escape of four digits with what it stands for, if that is half of a pair. */
  static void spellHalfOfPair(char[] text, int start) {
    char unit = (char) unit(text, start);
    if (Character.isSurrogate(unit)) {
      Arrays.fill(text, start, start + ONE_UNIT, unit);
    }
  }

  private static boolean isLowSurrogate(int unit) {
    return unit != BAD_DIGITS && Character.isLowSurrogate((char) unit);
  }

  private static int unit(char[] text, int start) {
    int unit = 0;
    for (int i = start + 2; i < start + ONE_UNIT; i++) {
      int digit = text[i] < 0x80 ? Character.digit(text[i], 16) : BAD_DIGITS;
      if (digit < 0) {
        return BAD_DIGITS;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }
}
