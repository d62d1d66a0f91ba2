package io.github.identitysync.json;

/** Measures the text of an identifier where the parser left it, before a String is made of it. */
final class IdText {

  /** The text has a surrogate that is not half of a pair. */
  static final int UNPAIRED_SURROGATE = -1;

  private IdText() {}

  /** Returns how many bytes the text takes in UTF-8, or {@link #UNPAIRED_SURROGATE}. */
  static int utf8Length(char[] buffer, int offset, int length) {
    int end = offset + length;
    int bytes = length;
    for (int i = offset; i < end; i++) {
      char c = buffer[i];
      if (c < 0x80) {
        continue;
      }
      if (c < 0x800) {
        bytes++;
      } else if (!Character.isSurrogate(c)) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(buffer[i + 1])) {
        // Two chars counted as two bytes so far, four in UTF-8.
        bytes += 2;
        i++;
      } else {
        return UNPAIRED_SURROGATE;
      }
    }
    return bytes;
  }

  /** Returns whether the text equals the String. */
  static boolean same(String string, char[] buffer, int offset, int length) {
    if (string.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (string.charAt(i) != buffer[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
