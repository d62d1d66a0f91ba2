package io.github.identitysync.json;

import io.github.identitysync.model.Ids;

/** Compares and measures identifiers and other texts. */
final class IdText {

  /** The text has a surrogate that is not half of a pair. */
  static final int UNPAIRED_SURROGATE = -1;

  /** What is said of a text with an unpaired surrogate. */
  static final String HAS_UNPAIRED_SURROGATE = "has an unpaired surrogate";

  private IdText() {}

  /** Returns what is wrong with an identifier or a name; an empty String if nothing is. */
  static String fault(String text, int maxBytes) {
    int bytes = utf8Length(text);
    if (bytes > maxBytes) {
      return "is longer than " + maxBytes + " bytes";
    } else if (bytes == UNPAIRED_SURROGATE) {
      return HAS_UNPAIRED_SURROGATE;
    }
    return Ids.isBlank(text) ? "is blank" : "";
  }

  /** Returns how many bytes the text takes in UTF-8, or {@link #UNPAIRED_SURROGATE}. */
  static int utf8Length(String text) {
    int end = text.length();
    int bytes = end;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      if (c < 0x800) {
        bytes++;
      } else if (!Character.isSurrogate(c)) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        // Two chars counted as two bytes so far, four in UTF-8.
        bytes += 2;
        i++;
      } else {
        return UNPAIRED_SURROGATE;
      }
    }
    return bytes;
  }

  /** Returns whether the text in a buffer equals the String. */
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
