package io.github.identitysync.json;

import io.github.identitysync.model.FieldKind;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.ProfileUpdate;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/** Reads the values of fields. */
final class ValueParser {

  private static final Pattern TIMESTAMP =
      Pattern.compile("([^ T]+)[ T](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)(Z|[+-]\\d\\d:?\\d\\d)");

  private static final String NO_TEXTS = "not an array of strings";
  private static final String NO_TIMESTAMP = "not a timestamp";
  private static final String OUT_OF_RANGE =
      "out of range: more than %d digits, or a power of ten beyond %d"
          .formatted(ProfileUpdate.MAX_DIGITS, ProfileUpdate.MAX_EXPONENT);
  private static final String TOO_LONG = "longer than " + ProfileUpdate.MAX_VALUE_BYTES + " bytes";

  private String reason = "";

  /** Returns why the last value was none. */
  String reason() {
    return reason;
  }

  /**
   * Reads the value that starts with the parser's current token; what is left of it is to be
   * skipped.
   *
   * @param declared the kind it is to have; null to have the value speak for itself
   * @return the value, or null if it is none, for the {@link #reason()} given
   */
  @Nullable FieldValue parse(JsonParser json, @Nullable FieldKind declared) {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return FieldValue.removed();
    }
    if (declared == null && token == JsonToken.START_OBJECT) {
      return unfit("an object");
    }
    return switch (declared == null ? kind(json) : declared) {
      case TEXT -> token == JsonToken.VALUE_STRING ? text(json) : unfit("not a text");
      case WHOLE_NUMBER ->
          isLong(json)
              ? FieldValue.wholeNumber(json.getLongValue())
              : unfit("not a whole number of 64 bits");
      case DECIMAL -> token.isNumeric() ? decimal(json) : unfit("not a number");
      case TRUTH ->
          token.isBoolean()
              ? FieldValue.truth(token == JsonToken.VALUE_TRUE)
              : unfit("neither true nor false");
      case DATE -> token == JsonToken.VALUE_STRING ? date(json) : unfit("not a date");
      case TIMESTAMP -> token == JsonToken.VALUE_STRING ? timestamp(json) : unfit(NO_TIMESTAMP);
      case TEXTS -> texts(json);
    };
  }

  private static FieldKind kind(JsonParser json) {
    return switch (json.currentToken()) {
      case VALUE_STRING -> FieldKind.TEXT;
      case VALUE_TRUE, VALUE_FALSE -> FieldKind.TRUTH;
      case START_ARRAY -> FieldKind.TEXTS;
      default -> isLong(json) ? FieldKind.WHOLE_NUMBER : FieldKind.DECIMAL;
    };
  }

  private static boolean isLong(JsonParser json) {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      return false;
    }
    NumberType type = json.getNumberType();
    return type == NumberType.INT || type == NumberType.LONG;
  }

  private @Nullable FieldValue text(JsonParser json) {
    String text = json.getString();
    return fits(text, 0) ? FieldValue.text(text) : null;
  }

  private @Nullable FieldValue decimal(JsonParser json) {
    String digits = json.getString();
    if (digits.length() >= BoundedReader.MAX_NUMBER) {
      return unfit(OUT_OF_RANGE);
    }
    try {
      FieldValue.Decimal decimal = new FieldValue.Decimal(stripped(digits));
      return ProfileUpdate.isInRange(decimal.value()) ? decimal : unfit(OUT_OF_RANGE);
    } catch (NumberFormatException | ArithmeticException e) {
      // The exponent has more than 32 bits.
      return unfit(OUT_OF_RANGE);
    }
  }

  /** Takes trailing zeros off at once; one by one would cost the square of their number. */
  private static BigDecimal stripped(String digits) {
    int end = Math.max(digits.indexOf('e'), digits.indexOf('E'));
    int zeros = 0;
    for (int i = end < 0 ? digits.length() - 1 : end - 1; i >= 0; i--) {
      char c = digits.charAt(i);
      if (c == '0') {
        zeros++;
      } else if (c != '.') {
        break;
      }
    }
    BigDecimal number = new BigDecimal(digits);
    return number.setScale(Math.subtractExact(number.scale(), zeros));
  }

  private @Nullable FieldValue date(JsonParser json) {
    String text = json.getString();
    try {
      return FieldValue.date(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return unfit("not a date");
    }
  }

  private @Nullable FieldValue timestamp(JsonParser json) {
    Matcher parts = TIMESTAMP.matcher(json.getString());
    if (parts.matches()) {
      try {
        return FieldValue.timestamp(
            LocalDate.parse(parts.group(1))
                .atTime(LocalTime.parse(parts.group(2)))
                .atOffset(ZoneOffset.of(parts.group(3)))
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant());
      } catch (DateTimeException e) {
        return unfit(NO_TIMESTAMP);
      }
    }
    return unfit(NO_TIMESTAMP);
  }

  private @Nullable FieldValue texts(JsonParser json) {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      String text = json.getString();
      return fits(text, 0) ? FieldValue.texts(Set.of(text)) : null;
    }
    return token == JsonToken.START_ARRAY ? textsOfArray(json) : unfit(NO_TEXTS);
  }

  /** Reads the array to its end, whatever it holds. */
  private @Nullable FieldValue textsOfArray(JsonParser json) {
    Set<String> texts = new HashSet<>();
    int bytes = 0;
    reason = "";
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (reason.isEmpty() && token == JsonToken.VALUE_STRING) {
        String text = json.getString();
        if (!texts.contains(text) && fits(text, bytes)) {
          texts.add(text);
          bytes += IdText.utf8Length(text);
        }
      } else if (reason.isEmpty()) {
        reason = NO_TEXTS;
      }
      json.skipChildren();
    }
    return reason.isEmpty() ? FieldValue.texts(texts) : null;
  }

  /** Returns whether the text may join a value that has so many bytes. */
  private boolean fits(String text, int bytesBefore) {
    int bytes = IdText.utf8Length(text);
    if (bytes == IdText.UNPAIRED_SURROGATE) {
      reason = IdText.HAS_UNPAIRED_SURROGATE;
      return false;
    }
    if (bytesBefore + bytes > ProfileUpdate.MAX_VALUE_BYTES) {
      reason = TOO_LONG;
      return false;
    }
    return true;
  }

  private @Nullable FieldValue unfit(String why) {
    reason = why;
    return null;
  }
}
