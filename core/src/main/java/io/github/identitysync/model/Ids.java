package io.github.identitysync.model;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What every identifier must satisfy: it is Unicode, and has something that a person can see. An
 * identifier of invisible characters alone is <i>blank</i>, and no identifier: it would be the same
 * one for all strangers of whom nothing is known.
 *
 * <p>Which characters are invisible is a list of this class's own, taken from Unicode 16, so that
 * it is the same on every version of Java.
 */
public final class Ids {

  /** The first and last code points of ranges that are invisible. */
  private static final int[] RANGES = {
    // General categories Zs, Zl, Zp and Cc: white space, no-break spaces and control characters.
    // Default_Ignorable_Code_Point, from DerivedCoreProperties.txt: joiners, marks and isolates of
    // direction, soft hyphen, fillers of Hangul, selectors of variations, tags and the like.
    0x0000, 0x0020,
    0x007F, 0x00A0,
    0x00AD, 0x00AD,
    0x034F, 0x034F,
    0x061C, 0x061C,
    0x115F, 0x1160,
    0x1680, 0x1680,
    0x17B4, 0x17B5,
    0x180B, 0x180F,
    0x2000, 0x200F,
    0x2028, 0x202F,
    0x205F, 0x206F,
    // Braille pattern blank, which NamesList.txt says to be shown as a blank.
    0x2800, 0x2800,
    0x3000, 0x3000,
    0x3164, 0x3164,
    0xFE00, 0xFE0F,
    0xFEFF, 0xFEFF,
    0xFFA0, 0xFFA0,
    // From FFF9 on: marks of annotations (category Cf), and what stands for an object left out.
    0xFFF0, 0xFFFC,
    // Controls of hieroglyphs (category Cf), and the filler of Khitan, a blank mark.
    0x13430, 0x1343F,
    0x16FE4, 0x16FE4,
    0x1BCA0, 0x1BCA3,
    // The musical symbol null notehead, a blank; then musical controls.
    0x1D159, 0x1D159,
    0x1D173, 0x1D17A,
  };

  /** Tags and more selectors, and what is to be ignored if ever it is assigned: 0xE0000 on. */
  private static final int PLANE_PART = 0xE0;

  private static final BitSet INVISIBLE = invisible();

  private Ids() {}

  private static BitSet invisible() {
    BitSet invisible = new BitSet();
    for (int i = 0; i < RANGES.length; i += 2) {
      invisible.set(RANGES[i], RANGES[i + 1] + 1);
    }
    return invisible;
  }

  /**
   * Returns the identifier unchanged.
   *
   * @param field what the identifier is called in the message
   * @throws IllegalArgumentException if it is null, blank, or has an unpaired surrogate; the
   *     message names the field, never the value
   */
  public static String check(String field, @Nullable String id) {
    String checked = checkText(field, id);
    if (isBlank(checked)) {
      throw new IllegalArgumentException(field + " is blank");
    }
    return checked;
  }

  /**
   * Returns whether a text, which is not null, has nothing that a person can see. Cost: that of the
   * invisible characters that it begins with.
   */
  public static boolean isBlank(String text) {
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      if (isVisible(codePoint)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether a person can see a character. What Unicode has not assigned yet counts as
   * visible, but for what it says is to be ignored, and so do private and unpaired ones, for all of
   * which a box is shown.
   */
  public static boolean isVisible(int codePoint) {
    return codePoint < 0x7F
        ? codePoint > 0x20
        : !INVISIBLE.get(codePoint) && codePoint >>> 12 != PLANE_PART;
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
