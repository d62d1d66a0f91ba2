package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.FieldKind;
import io.github.identitysync.model.FieldValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateJsonKindsTest {

  private static final String OUT_OF_RANGE =
      "out of range: more than 100 digits, or a power of ten beyond 400";

  private static final String NO_NUMBER = "not a whole number of 64 bits";
  private static final String NO_TEXTS = "not an array of strings";
  private static final String SURROGATE = "has an unpaired surrogate";
  private static final String TOO_LONG = "longer than 65536 bytes";

  @Test
  void stringsAreTexts() {
    for (String text : List.of("", " ", "2001-02-03", "2001-02-03 04:05:06Z", "true", "7")) {
      assertValue(null, '"' + text + '"', FieldValue.text(text));
      assertValue(FieldKind.TEXT, '"' + text + '"', FieldValue.text(text));
    }
    assertValue(null, "\"\\ud83d\\ude00\\u0000\"", FieldValue.text("\ud83d\ude00\u0000"));
    for (String other : List.of("1", "true", "[]", "[\"x\"]", "{}")) {
      assertRejected(FieldKind.TEXT, other, "not a text");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TEXT", "TEXTS"})
  void textsHaveLimits(FieldKind kind) {
    for (String longest : List.of("x".repeat(65_536), "\u00e9".repeat(32_768))) {
      FieldValue text = FieldValue.text(longest);
      FieldValue expected = kind == FieldKind.TEXT ? text : FieldValue.texts(List.of(longest));
      assertValue(kind, '"' + longest + '"', expected);
      assertRejected(kind, '"' + longest + "x\"", TOO_LONG);
    }
    assertRejected(kind, "\"\\ud800\"", SURROGATE);
    assertRejected(kind, "\"x\\udc00\\ud800\"", SURROGATE);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, -1, 1L << 53, (1L << 53) + 1, Integer.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE})
  void wholeNumbersAreExact(long number) {
    assertValue(null, Long.toString(number), FieldValue.wholeNumber(number));
    assertValue(FieldKind.WHOLE_NUMBER, Long.toString(number), FieldValue.wholeNumber(number));
    assertValue(
        FieldKind.DECIMAL, Long.toString(number), FieldValue.decimal(BigDecimal.valueOf(number)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "0.1",
        "1.0",
        "-0.0",
        "1e3",
        "1E+400",
        "1e-400",
        "0.30000000000000004000000000001",
        "123456789012345678901234567890.123456789",
        "0e999999999",
        "1.00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      })
  void otherNumbersAreDecimalsAndExact(String number) {
    FieldValue decimal = FieldValue.decimal(new BigDecimal(number));

    assertValue(null, number, decimal);
    assertValue(FieldKind.DECIMAL, number, decimal);
    assertRejected(FieldKind.WHOLE_NUMBER, number, NO_NUMBER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e401",
        "1e-401",
        "10e400",
        "0.1e-400",
        "1e2147483647",
        "10e2147483647",
        "1000000e2147483647",
        "1e-2147483648",
        "1e99999999999999999999",
        "-1e-99999999999999999999"
      })
  void decimalsHaveLimits(String number) {
    assertRejected(null, number, OUT_OF_RANGE);
    assertRejected(FieldKind.DECIMAL, number, OUT_OF_RANGE);
  }

  @Test
  void decimalsHaveAHundredDigits() {
    for (String most : List.of("9".repeat(100), "0." + "9".repeat(100), "9".repeat(100) + "0000")) {
      assertValue(null, most, FieldValue.decimal(new BigDecimal(most)));
    }
    assertValue(null, "1" + "0".repeat(400), FieldValue.decimal(new BigDecimal("1e400")));
    for (String more : List.of("9".repeat(101), "9".repeat(99) + ".01", "7".repeat(1_000))) {
      assertRejected(null, more, OUT_OF_RANGE);
    }
  }

  @Test
  void declaredNumbersAreNumbers() {
    for (String other : List.of("\"1\"", "true", "[1]", "{}", "\"\"")) {
      assertRejected(FieldKind.WHOLE_NUMBER, other, NO_NUMBER);
      assertRejected(FieldKind.DECIMAL, other, "not a number");
    }
  }

  @Test
  void truthsAreTruths() {
    assertValue(null, "true", FieldValue.truth(true));
    assertValue(FieldKind.TRUTH, "false", FieldValue.truth(false));
    for (String other : List.of("\"true\"", "1", "0", "[true]", "{}")) {
      assertRejected(FieldKind.TRUTH, other, "neither true nor false");
    }
  }

  @Test
  void arraysOfStringsAreSets() {
    assertValue(null, "[]", FieldValue.texts(List.of()));
    assertValue(null, " [ \"b\" , \"a\",\"b\" ] ", FieldValue.texts(List.of("a", "b")));
    assertValue(FieldKind.TEXTS, "[\"\"]", FieldValue.texts(List.of("")));
    assertValue(FieldKind.TEXTS, "\"x\"", FieldValue.texts(List.of("x")));
    for (String other : List.of("[1]", "[\"x\",null]", "[[\"x\"]]", "[{\"a\":[1]},\"x\"]")) {
      assertRejected(null, other, NO_TEXTS);
      assertRejected(FieldKind.TEXTS, other, NO_TEXTS);
    }
    for (String other : List.of("1", "false", "{}")) {
      assertRejected(FieldKind.TEXTS, other, NO_TEXTS);
    }
  }

  @Test
  void setsHaveTheLimitOfATextAndRepetitionsDoNotCount() {
    String half = "x".repeat(32_768);
    String other = "y".repeat(32_768);

    assertValue(
        null,
        "[\"%s\",\"%s\",\"%s\",\"%s\"]".formatted(half, other, half, other),
        FieldValue.texts(List.of(half, other)));
    assertRejected(null, "[\"%s\",\"%s\",\"z\",[]]".formatted(half, other), TOO_LONG);
    assertRejected(null, "[\"x\",\"\\ud800\",1]", SURROGATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001-02-03",
        "2000-02-29",
        "0000-01-01",
        "9999-12-31",
        "-0044-03-15",
        "+12345-06-07"
      })
  void datesAreDates(String date) {
    assertValue(FieldKind.DATE, '"' + date + '"', FieldValue.date(LocalDate.parse(date)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2001-02-30",
        "1900-02-29",
        "2001-13-01",
        "2001-00-01",
        "2001-120-31",
        "2001-2-3",
        "01-02-03",
        "+2001-02-03",
        "12345-01-01",
        "-0000-01-01",
        " 2001-02-03",
        "2001-02-03 ",
        "2001-02-03T00:00:00Z",
        "2001/02/03",
        "20010203",
        "2001-02-03Z",
        "2001-W05-6",
        "\u0662\u0660\u0660\u0661-02-03",
        "yesterday"
      })
  void otherStringsAreNoDates(String text) {
    assertRejected(FieldKind.DATE, '"' + text + '"', "not a date");
  }

  @ParameterizedTest
  @CsvSource({
    "2001-02-03 04:05:06Z, 2001-02-03T04:05:06Z",
    "2001-02-03T04:05:06Z, 2001-02-03T04:05:06Z",
    "2001-02-03T00:30:00+01:00, 2001-02-02T23:30:00Z",
    "2001-02-03 00:30:00+0100, 2001-02-02T23:30:00Z",
    "2001-02-03T04:05:06-18:00, 2001-02-03T22:05:06Z",
    "2001-02-03T04:05:06.7Z, 2001-02-03T04:05:06.700Z",
    "2001-02-03 04:05:06.123456789+0000, 2001-02-03T04:05:06.123456789Z",
    "2001-02-03T04:05:06-00:00, 2001-02-03T04:05:06Z",
    "-0044-03-15T12:00:00Z, -0044-03-15T12:00:00Z",
    "+12345-03-15T12:00:00Z, +12345-03-15T12:00:00Z"
  })
  void timestampsAreInstants(String text, Instant instant) {
    assertValue(FieldKind.TIMESTAMP, '"' + text + '"', FieldValue.timestamp(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2001-02-03",
        "2001-02-03 04:05:06",
        "2001-02-03T04:05Z",
        "2001-02-30T04:05:06Z",
        "2001-120-31 04:05:06Z",
        "2001-02-03T24:00:00Z",
        "2001-02-03T04:60:00Z",
        "2016-12-31T23:59:60Z",
        "2001-02-03t04:05:06Z",
        "2001-02-03T04:05:06z",
        "2001-02-03  04:05:06Z",
        "2001-02-03 04:05:06 Z",
        "2001-02-03T04:05:06,7Z",
        "2001-02-03T04:05:06.Z",
        "2001-02-03T04:05:06.1234567890Z",
        "2001-02-03T04:05:06+01",
        "2001-02-03T04:05:06+1:00",
        "2001-02-03T04:05:06+18:01",
        "2001-02-03T04:05:06+19:00",
        "2001-02-03T04:05:06+01:60",
        "2001-02-03T04:05:06ZZ",
        "2001-02-03T04:05:06Z+0000",
        "2001-02-03T04:05:06+01:00[Europe/Paris]",
        "2001-2-3T04:05:06Z",
        "2001-02-03T4:05:06Z",
        "2001-02-03T04:05:0\u0666Z",
        "981173106",
        "2001-02-03T04:05:06Z\\n",
        "-999999999-01-01T00:00:00+00:01",
        "+999999999-12-31T23:59:59-00:01"
      })
  void otherStringsAreNoTimestamps(String text) {
    assertRejected(FieldKind.TIMESTAMP, '"' + text + '"', "not a timestamp");
  }

  @Test
  void datesAndTimestampsAreStrings() {
    for (String other : List.of("20010203", "true", "[\"2001-02-03\"]", "{}")) {
      assertRejected(FieldKind.DATE, other, "not a date");
      assertRejected(FieldKind.TIMESTAMP, other, "not a timestamp");
    }
  }

  @ParameterizedTest
  @EnumSource
  void nullRemovesWhateverIsDeclared(FieldKind kind) {
    assertValue(kind, "null", FieldValue.removed());
    assertValue(null, "null", FieldValue.removed());
  }

  @Test
  void undeclaredObjectsAreNoValues() {
    assertRejected(null, "{}", "an object");
    assertRejected(null, "{\"a\":{\"b\":[1]}}", "an object");
  }

  private static void assertValue(@Nullable FieldKind kind, String json, FieldValue value) {
    assertThat(read(kind, json))
        .isEqualTo(
            Updates.parsed(
                List.of(
                    Updates.update(
                        Map.of(
                            "a",
                            FieldValue.truth(true),
                            "x",
                            value,
                            "z",
                            FieldValue.truth(false))))));
  }

  private static void assertRejected(@Nullable FieldKind kind, String json, String reason) {
    assertThat(read(kind, json))
        .isEqualTo(
            Updates.parsed(
                List.of(
                    Updates.update(
                        Map.of("a", FieldValue.truth(true), "z", FieldValue.truth(false)))),
                List.of(new RejectedField(0, "x", reason))));
  }

  /** Reads a field between two others. */
  private static ParsedUpdates read(@Nullable FieldKind kind, String json) {
    StoreOptions options = StoreOptions.defaults();
    return Updates.read(
        Updates.text("\"a\":true,\"x\":" + json + ",\"z\":false"),
        kind == null ? options : options.withKind("x", kind));
  }
}
