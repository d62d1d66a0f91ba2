package io.github.identitysync;

import io.github.identitysync.model.Ids;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Values that stand for no identity, such as {@code null}, and would join strangers into one
 * profile. {@code docs/PLACEHOLDERS.md} has the rule and says where the defaults are from.
 *
 * <p>An id matches a value if they are equal once characters that nobody can see, pairs of
 * enclosing quotes and brackets, percent-encoding and the case of letters are disregarded. Three
 * values match more than themselves: {@code 0} all kinds of zeros, such as the UUID that is all
 * zeros; {@code -} also question marks and the like, once or repeated; and <code>${}</code>
 * {@linkplain Macros macros}. Each of the defaults also matches its {@linkplain PlaceholderPrints
 * prints}.
 */
final class Placeholders {

  /** What is refused unless the caller says otherwise. */
  static final Set<String> DEFAULTS = PlaceholderDefaults.VALUES;

  private static final String ZERO = "0";
  private static final String MARK = "-";
  private static final String MACRO = "${}";

  /** How often an id may have been percent-encoded. */
  private static final int ENCODINGS = 3;

  /** Shorter texts have no key. */
  private static final int KEY_CHARACTERS = 4;

  private static final String QUOTES = "\"'`";
  private static final String OPENING = QUOTES + "([{<";
  private static final String CLOSING = QUOTES + ")]}>";

  /** Besides letters and digits, what telephone numbers and Base64 begin with. */
  private static final String IN_IDS = "+/-_";

  /** What stands for bytes that could not be read. */
  private static final char UNREADABLE = '\ufffd';

  /** What stands for nothing, for text that was hidden, and for text that could not be read. */
  private static final String MARKS = "-_#*?" + UNREADABLE;

  /** In lower case and without quotes. */
  private final Set<String> values = new HashSet<>();

  private final boolean zeros;
  private final boolean marks;
  private final boolean macros;

  /** No text that is longer is listed, or a macro. */
  private final int longest;

  /** For each first character 128 bits, one for each last character of a value. */
  private final BitSet ends = new BitSet(1 << 14);

  /** The bit of each value's key. */
  private final BitSet keys = new BitSet(1 << 16);

  /** Takes any strings as values, in any case and with or without quotes. */
  Placeholders(Set<String> given) {
    PlaceholderPrints prints = new PlaceholderPrints();
    for (String value : given) {
      values.add(normal(value));
      if (DEFAULTS.contains(value)) {
        for (String print : prints.of(value)) {
          values.add(lower(print));
        }
      }
    }
    zeros = values.contains(ZERO);
    marks = values.contains(MARK);
    macros = values.contains(MACRO);
    int length = macros ? Macros.MAX_LENGTH : 0;
    for (String value : values) {
      length = Math.max(length, value.length());
      index(value);
    }
    longest = length;
    if (zeros) {
      List.of("0", "-0", "0-", "0:", "0.").forEach(this::index);
    }
    if (marks) {
      index(MARK.repeat(KEY_CHARACTERS));
    }
    index("_");
    for (char first = ' '; first < 0x7F; first++) {
      if (!isLetterOrDigit(first) && IN_IDS.indexOf(first) < 0) {
        ends.set(end(first) << 7, (end(first) + 1) << 7);
      }
    }
  }

  private void index(String text) {
    int length = text.length();
    if (length > 0) {
      ends.set((end(text.charAt(0)) << 7) | end(text.charAt(length - 1)));
    }
    int key = length < KEY_CHARACTERS ? -1 : key(text);
    if (key >= 0) {
      keys.set(key);
    }
  }

  /** Made when it is first needed, and shared by the stores that have the defaults. */
  private static final class Shared {
    private static final Placeholders DEFAULT = new Placeholders(DEFAULTS);
  }

  /** Returns those with the values; the defaults are made once. */
  static Placeholders of(Set<String> values) {
    return values.equals(DEFAULTS) ? Shared.DEFAULT : new Placeholders(values);
  }

  /** Tells whether the id is one of the values. */
  boolean matches(String id) {
    return mayMatch(id) && isPlaceholder(id);
  }

  /** Tells most ids from placeholders by the characters at their ends. Allocates nothing. */
  private boolean mayMatch(String id) {
    int length = id.length();
    if (length < KEY_CHARACTERS) {
      return true;
    }
    char first = id.charAt(0);
    char last = id.charAt(length - 1);
    int front = end(first);
    int back = end(last);
    if (front != 0 && back != 0 && id.charAt(length - 3) != '%' && !ends.get((front << 7) | back)) {
      return false;
    }
    boolean ordinary = isLetterOrDigit(first) || IN_IDS.indexOf(first) >= 0;
    boolean zero = (first == '0' || first == '-') && (last == '0' || !isLetterOrDigit(last));
    if (!ordinary || (zeros && zero) || (first == '_' && last == '_')) {
      return true;
    }
    int key = key(id);
    return key < 0 || keys.get(key);
  }

  /** Returns seven bits of a character, or 0 if it is none that a placeholder ends with itself. */
  private static int end(char c) {
    if (!isItself(c) || c == UNREADABLE) {
      return 0;
    }
    char lower = lower(c);
    return lower < 0x80 ? lower : 'a' + (lower & 15);
  }

  /**
   * Returns 16 bits that depend on the first and the last three characters; or a negative number if
   * one of them is invisible or could be part of an encoding.
   */
  private static int key(String text) {
    int hash = 0;
    int end = text.length() - 1;
    for (int i = 0; i < KEY_CHARACTERS - 1; i++) {
      char front = text.charAt(i);
      char back = text.charAt(end - i);
      if (!isItself(front) || !isItself(back)) {
        return -1;
      }
      hash = (hash * 31 + lower(front)) * 31 + lower(back);
    }
    return (hash * 0x9E3779B9) >>> 16;
  }

  private static boolean isLetterOrDigit(char c) {
    return c < 0x80
        ? (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')
        : isItself(c) && c != UNREADABLE;
  }

  /** Tells whether a character is visible, and no part of an encoding. */
  private static boolean isItself(char c) {
    return c < 0x7F ? c > ' ' && c != '%' : Ids.isVisible(c) && !Character.isSurrogate(c);
  }

  private boolean isPlaceholder(String id) {
    String text = visible(id);
    for (int i = 0; i < ENCODINGS; i++) {
      if (isPlainPlaceholder(text)) {
        return true;
      }
      String decoded = decoded(text);
      if (decoded.equals(text)) {
        return false;
      }
      text = visible(decoded);
    }
    return isPlainPlaceholder(text);
  }

  /** Looks at the text, and at what is left as pairs of quotes and brackets are taken away. */
  private boolean isPlainPlaceholder(String text) {
    int from = 0;
    int to = text.length();
    while (to - from > longest || !isListed(text.substring(from, to))) {
      if (!isEnclosed(text, from, to)) {
        String core = text.substring(from, to);
        return (zeros && isZero(core)) || (marks && isMark(core));
      }
      from++;
      to--;
      if (from < to && text.charAt(from) == ' ') {
        from++;
      }
      if (from < to && text.charAt(to - 1) == ' ') {
        to--;
      }
    }
    return true;
  }

  private boolean isListed(String text) {
    return values.contains(lower(text)) || (macros && Macros.isMacro(text, values));
  }

  private static boolean isEnclosed(String text, int from, int to) {
    int bracket = to - from < 2 ? -1 : OPENING.indexOf(text.charAt(from));
    return bracket >= 0 && CLOSING.charAt(bracket) == text.charAt(to - 1);
  }

  /** Zeros with or without what separates the digits of numbers and addresses, or {@code 0x0}. */
  private static boolean isZero(String text) {
    boolean zero = false;
    for (int i = 0; i < text.length(); i++) {
      char c = lower(text.charAt(i));
      if (c != '0' && c != '-' && c != ':' && c != '.' && !(c == 'x' && i == 1 && zero)) {
        return false;
      }
      zero |= c == '0';
    }
    return zero;
  }

  private static boolean isMark(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char mark = text.charAt(0);
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) != mark) {
        return false;
      }
    }
    return MARKS.indexOf(mark) >= 0;
  }

  private static String normal(String value) {
    String text = visible(value);
    while (text.length() > 1
        && QUOTES.indexOf(text.charAt(0)) >= 0
        && text.charAt(0) == text.charAt(text.length() - 1)) {
      text = text.substring(1, text.length() - 1).strip();
    }
    return lower(text);
  }

  /** Returns the text in lower case, character by character and in every locale alike. */
  static String lower(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      chars[i] = lower(chars[i]);
    }
    return new String(chars);
  }

  private static char lower(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }
    return Character.toLowerCase(c);
  }

  /** Returns the text without what nobody can see; of white space inside, one space is left. */
  private static String visible(String text) {
    int plain = 0;
    while (plain < text.length() && text.charAt(plain) > ' ' && text.charAt(plain) < 0x7F) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length());
    boolean space = false;
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      if (Ids.isVisible(codePoint)) {
        visible.append(space && !visible.isEmpty() ? " " : "").appendCodePoint(codePoint);
        space = false;
      } else {
        space |= Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
      }
    }
    return visible.toString();
  }

  /** Returns the text without percent-encoding, or as it is where there is none of UTF-8. */
  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      return decoded.indexOf(UNREADABLE) < 0 ? decoded : text;
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
