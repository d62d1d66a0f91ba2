package io.github.identitysync;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells placeholders of templates that nobody filled in, such as <code>${UUID}</code>, from ids. A
 * text is one only as a whole, and only if what the delimiters enclose does not tell persons apart.
 */
final class Macros {

  /** Longer texts are none. */
  static final int MAX_LENGTH = 128;

  /** What may stand between delimiters. */
  private enum Inside {
    /** Anything. */
    EXPRESSION,
    /** Letters of ASCII, digits, spaces, hyphens and dots, with a letter or underscore first. */
    NAME,
    /** A name without lower-case letters, or a listed placeholder. */
    CAPITALS,
    /** A listed placeholder. */
    LISTED
  }

  private record Delimiters(String open, String close, Inside inside) {

    boolean enclose(String text) {
      return text.length() >= open.length() + close.length()
          && text.startsWith(open)
          && text.endsWith(close);
    }

    String inner(String text) {
      return text.substring(open.length(), text.length() - close.length()).strip();
    }
  }

  private static final Map<Character, List<Delimiters>> BY_FIRST_CHARACTER =
      Stream.of(
              new Delimiters("${", "}", Inside.EXPRESSION),
              new Delimiters("$(", ")", Inside.EXPRESSION),
              new Delimiters("$[", "]", Inside.EXPRESSION),
              new Delimiters("#{", "}", Inside.EXPRESSION),
              new Delimiters("%{", "}", Inside.EXPRESSION),
              new Delimiters("@{", "}", Inside.EXPRESSION),
              new Delimiters("@(", ")", Inside.EXPRESSION),
              new Delimiters("\\(", ")", Inside.EXPRESSION),
              new Delimiters("%(", ")s", Inside.EXPRESSION),
              new Delimiters("{$", "}", Inside.EXPRESSION),
              new Delimiters("{{", "}}", Inside.EXPRESSION),
              new Delimiters("{%", "%}", Inside.EXPRESSION),
              new Delimiters("<%", "%>", Inside.EXPRESSION),
              new Delimiters("<?", "?>", Inside.EXPRESSION),
              new Delimiters("<<", ">>", Inside.EXPRESSION),
              new Delimiters("[%", "%]", Inside.EXPRESSION),
              new Delimiters("[[", "]]", Inside.EXPRESSION),
              new Delimiters("((", "))", Inside.EXPRESSION),
              new Delimiters("%%", "%%", Inside.EXPRESSION),
              new Delimiters("@@", "@@", Inside.EXPRESSION),
              new Delimiters("!!", "!!", Inside.EXPRESSION),
              new Delimiters("##", "##", Inside.EXPRESSION),
              new Delimiters("$$", "$$", Inside.EXPRESSION),
              new Delimiters("*|", "|*", Inside.EXPRESSION),
              new Delimiters("{", "}", Inside.NAME),
              new Delimiters("[", "]", Inside.NAME),
              new Delimiters("<", ">", Inside.CAPITALS),
              new Delimiters("%", "%", Inside.NAME),
              new Delimiters("@", "@", Inside.NAME),
              new Delimiters("!", "!", Inside.NAME),
              new Delimiters("#", "#", Inside.NAME),
              new Delimiters("$", "$", Inside.NAME),
              new Delimiters("__", "__", Inside.CAPITALS),
              new Delimiters("_", "_", Inside.CAPITALS),
              new Delimiters("$", "", Inside.CAPITALS),
              new Delimiters(":", "", Inside.LISTED))
          .collect(groupingBy(delimiters -> delimiters.open().charAt(0)));

  private Macros() {}

  /** Tells whether a text is a macro, given the listed placeholders in lower case. */
  static boolean isMacro(String text, Set<String> listed) {
    if (text.length() > MAX_LENGTH || text.isEmpty()) {
      return false;
    }
    for (Delimiters delimiters : BY_FIRST_CHARACTER.getOrDefault(text.charAt(0), List.of())) {
      if (delimiters.enclose(text)) {
        String inner = delimiters.inner(text);
        if (isInside(inner, delimiters.inside(), listed) && !tellsPersonsApart(inner)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isInside(String text, Inside inside, Set<String> listed) {
    return switch (inside) {
      case EXPRESSION -> true;
      case NAME -> isName(text);
      case CAPITALS -> isCapitals(text) || isListed(text, listed);
      case LISTED -> isListed(text, listed);
    };
  }

  /** The name of a field is listed with an underscore or without. */
  private static boolean isListed(String text, Set<String> listed) {
    String name = Placeholders.lower(text);
    return listed.contains(name)
        || listed.contains(name.replace('-', '_'))
        || listed.contains(name.replace('.', '_'))
        || listed.contains(name.replace(' ', '_'));
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean within = i > 0 && (Character.isDigit(c) || " -.".indexOf(c) >= 0);
      if (!within && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '_') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isCapitals(String text) {
    return text.length() > 1 && isName(text) && text.equals(text.toUpperCase(Locale.ROOT));
  }

  /**
   * Tells what could be somebody's from the name of a field: it has more than three digits, or no
   * fewer than letters; or eight or more, all of them hexadecimal; or is an e-mail address.
   */
  private static boolean tellsPersonsApart(String text) {
    int letters = 0;
    int digits = 0;
    boolean hexadecimal = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isDigit(c)) {
        digits++;
      } else if (Character.isLetter(c)) {
        letters++;
        hexadecimal &= Character.digit(c, 16) >= 0;
      } else if (c == '@' && i > 0 && Character.isLetterOrDigit(text.charAt(i - 1))) {
        return true;
      }
    }
    return digits > 3
        || (digits > 0 && digits >= letters)
        || (hexadecimal && letters + digits >= 8);
  }
}
