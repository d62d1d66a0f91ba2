package io.github.identitysync.json;

import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import java.util.Arrays;

/**
 * JSON that costs a parser bounded memory, whatever it holds. What is longer or deeper than
 * anything that is kept is overwritten with spaces, character for character, so that places in the
 * text stay what they are:
 *
 * <ul>
 *   <li>a string, from its unit {@value #MAX_STRING} on, where it ends for the parser
 *   <li>a number, from its character {@value #MAX_NUMBER} on
 *   <li>what stands inside an array or object on level {@value #MAX_DEPTH} plus one
 * </ul>
 *
 * <p>What is left is well-formed if the text was, and is not if it was not, save that below the
 * last level only brackets and strings are looked at, and the end of a long number is not. An
 * escape that is half of a surrogate pair, which a parser refuses in a name, becomes the half
 * itself, several times.
 */
final class BoundedReader extends Reader {

  /** How many UTF-16 units of a string are left; more than any text that is kept may have. */
  static final int MAX_STRING = (64 << 10) + 2;

  /** How many characters of a number are left; more than any number that is kept may have. */
  static final int MAX_NUMBER = 1_001;

  /** On how many levels arrays and objects have content. */
  static final int MAX_DEPTH = 100;

  /** Two escapes that make a surrogate pair, but for the last character. */
  private static final int MAX_HELD = 11;

  private static final char NOT_JSON = '\0';

  private final Reader in;

  /** An escape that has not come whole. */
  private final char[] held = new char[MAX_HELD];

  private int heldCount;
  private long delivered;
  private long elementEnd;
  private long depth;
  private boolean inOuterArray;
  private boolean inString;
  private boolean inNumber;

  /** How much of the string or number came so far. */
  private int length;

  /** Whether the rest of the string or number becomes spaces. */
  private boolean blank;

  private boolean afterDigit;

  /** Thrown where the text ends inside a string whose end is overwritten. */
  static final class EndsInString extends IOException {
    @Serial private static final long serialVersionUID = 1L;
  }

  BoundedReader(Reader in) {
    this.in = in;
  }

  /** Returns how much text there is up to the end of the last whole array or object in it. */
  long elementEnd() {
    return elementEnd;
  }

  /**
   * Reads what one read of the text gives, at least a character.
   *
   * @param size how many characters fit; at least 13
   */
  @Override
  public int read(char[] target, int offset, int size) throws IOException {
    while (true) {
      System.arraycopy(held, 0, target, offset, heldCount);
      int count = in.read(target, offset + heldCount, size - heldCount);
      if (count < 0) {
        return atEnd();
      }
      int end = offset + heldCount + count;
      int whole = bound(target, offset, end);
      heldCount = end - whole;
      System.arraycopy(target, whole, held, 0, heldCount);
      if (whole > offset) {
        delivered += whole - offset;
        return whole - offset;
      }
    }
  }

  /** Gives out what was held back, which nothing follows. */
  private int atEnd() throws IOException {
    if (inString && blank) {
      throw new EndsInString();
    }
    int count = heldCount;
    heldCount = 0;
    delivered += count;
    return count == 0 ? -1 : count;
  }

  @Override
  public boolean ready() throws IOException {
    return in.ready();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Overwrites what is too much; returns where an escape begins that is not there whole. */
  private int bound(char[] text, int start, int end) {
    int i = start;
    while (i < end) {
      if (inString) {
        int next = string(text, i, end);
        if (next == i) {
          return i;
        }
        i = next;
      } else if (inNumber) {
        i = number(text, i, end);
      } else {
        i = between(text, i, start);
      }
    }
    return end;
  }

  /** Takes one character that is in no string and no number. */
  private int between(char[] text, int i, int start) {
    char c = text[i];
    switch (c) {
      case '[', '{' -> {
        inOuterArray |= depth == 0 && c == '[';
        if (++depth > MAX_DEPTH + 1) {
          text[i] = ' ';
        }
      }
      case ']', '}' -> {
        if (depth > MAX_DEPTH + 1) {
          text[i] = ' ';
        }
        depth = Math.max(0, depth - 1);
        if (depth == (inOuterArray ? 1 : 0)) {
          elementEnd = delivered + i + 1 - start;
        }
        inOuterArray &= depth > 0;
      }
      case '"' -> {
        inString = true;
        begin();
        overwriteIfBlank(text, i);
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        inNumber = true;
        begin();
        return i;
      }
      default -> {
        if (depth > MAX_DEPTH && c > ' ') {
          text[i] = ' ';
        }
      }
    }
    return i + 1;
  }

  private void begin() {
    length = 0;
    afterDigit = false;
    blank = depth > MAX_DEPTH;
  }

  private void overwriteIfBlank(char[] text, int i) {
    if (blank) {
      text[i] = ' ';
    }
  }

  /** Takes what there is of a number. */
  private int number(char[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text[i];
      boolean digit = c >= '0' && c <= '9';
      if (!digit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        inNumber = false;
        return i;
      }
      blank |= afterDigit && length >= MAX_NUMBER;
      overwriteIfBlank(text, i);
      afterDigit = digit;
      length++;
    }
    return end;
  }

  /** Takes what there is of a string, up to an escape that is not there whole. */
  private int string(char[] text, int start, int end) {
    int i = start;
    while (i < end) {
      char c = text[i];
      if (c == '"') {
        inString = false;
        overwriteIfBlank(text, i);
        return i + 1;
      }
      int size = c == '\\' ? Escape.length(text, i, end) : 1;
      if (size == Escape.INCOMPLETE) {
        return i;
      }
      boolean proper = c >= ' ' && size != Escape.IMPROPER;
      size = Math.max(size, 1);
      if (blank) {
        Arrays.fill(text, i, i + size, proper ? ' ' : NOT_JSON);
      } else if (length >= MAX_STRING && proper && !Character.isLowSurrogate(c)) {
        blank = true;
        Arrays.fill(text, i, i + size, ' ');
        text[i] = '"';
      } else if (size == Escape.ONE_UNIT) {
        Escape.spellHalfOfPair(text, i);
      }
      length += size == Escape.PAIR ? 2 : 1;
      i += size;
    }
    return end;
  }
}
