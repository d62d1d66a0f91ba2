package io.github.identitysync.model;

import org.jspecify.annotations.Nullable;

/** What every identifier and every other text of the domain must satisfy. */
final class Ids {

  private Ids() {}

  /**
   * Returns the identifier unchanged.
   *
   * @throws IllegalArgumentException if it is null, blank, or has an unpaired surrogate; the
   *     message names the field, never the value
   */
  static String check(String field, @Nullable String id) {
    String checked = checkText(field, id);
    if (checked.isBlank()) {
      throw new IllegalArgumentException(field + " is blank");
    }
    return checked;
  }

  /**
   * Returns the text unchanged.
   *
   * @throws IllegalArgumentException if it is null or has an unpaired surrogate
   */
  static String checkText(String field, @Nullable String text) {
    if (text == null) {
      throw new IllegalArgumentException(field + " is null");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new IllegalArgumentException(field + " has an unpaired surrogate at index " + i);
        }
        i++;
      }
    }
    return text;
  }

  /** Returns whether a text that has no unpaired surrogate takes more bytes in UTF-8. */
  static boolean isLongerThan(int maxBytes, String text) {
    return text.length() * 3L > maxBytes && utf8Length(text) > maxBytes;
  }

  /** Returns how many bytes a text that has no unpaired surrogate takes in UTF-8. */
  static long utf8Length(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }
}
