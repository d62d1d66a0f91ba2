package io.github.identitysync.cli;

import io.github.identitysync.model.FieldValue;

/** Makes identifiers, values and paths fit to be shown. */
final class Text {

  private Text() {}

  /**
   * Returns the text with everything escaped that could steer a terminal, hide, or be mistaken for
   * a line end: control, format and unassigned characters, line and paragraph separators, lone
   * surrogates, and the backslash itself. A character is escaped as in Java.
   */
  static String escape(String text) {
    return escapeJson(text.replace("\\", "\\\\"));
  }

  /** Does the same with JSON on one line, which has its backslashes; it stays the same JSON. */
  static String escapeJson(String json) {
    StringBuilder escaped = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                escaped.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  escaped.append(String.format("\\u%04x", (int) unit));
                }
              }
            });
    return escaped.toString();
  }

  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** Returns a value as text, without its kind. */
  static String of(FieldValue value) {
    if (value instanceof FieldValue.Text text) {
      return text.value();
    } else if (value instanceof FieldValue.WholeNumber number) {
      return Long.toString(number.value());
    } else if (value instanceof FieldValue.Decimal number) {
      return number.value().toString();
    } else if (value instanceof FieldValue.Truth truth) {
      return Boolean.toString(truth.value());
    } else if (value instanceof FieldValue.Date date) {
      return date.value().toString();
    } else if (value instanceof FieldValue.Timestamp timestamp) {
      return timestamp.value().toString();
    }
    return ((FieldValue.Texts) value).values().toString();
  }
}
