package io.github.identitysync.json;

import io.github.identitysync.model.FieldValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Values of fields for properties, by kind. */
final class FieldValues {

  private static final long YEAR_10000 = 253_402_300_800L;

  private FieldValues() {}

  static Arbitrary<FieldValue> texts() {
    return Arbitraries.oneOf(Inputs.identifiers(), Arbitraries.of("", " ", "null", "2001-02-03"))
        .map(FieldValue::text);
  }

  static Arbitrary<FieldValue> wholeNumbers() {
    return Arbitraries.longs().map(FieldValue::wholeNumber);
  }

  static Arbitrary<FieldValue> decimals() {
    return Combinators.combine(
            Arbitraries.bigIntegers()
                .between(BigInteger.TEN.pow(100).negate(), BigInteger.TEN.pow(100))
                .filter(digits -> new BigDecimal(digits).precision() <= 100),
            Arbitraries.integers().between(-300, 400))
        .as((digits, scale) -> FieldValue.decimal(new BigDecimal(digits, scale)));
  }

  static Arbitrary<FieldValue> truths() {
    return Arbitraries.of(true, false).map(FieldValue::truth);
  }

  static Arbitrary<FieldValue> dates() {
    return Arbitraries.longs()
        .between(-4_000_000, 8_000_000)
        .map(LocalDate::ofEpochDay)
        .map(FieldValue::date);
  }

  static Arbitrary<FieldValue> timestamps() {
    return Combinators.combine(
            Arbitraries.longs().between(-2 * YEAR_10000, 2 * YEAR_10000),
            Arbitraries.of(0, 1, 7_000, 120_000_000, 999_999_999))
        .as(Instant::ofEpochSecond)
        .map(FieldValue::timestamp);
  }

  static Arbitrary<FieldValue> setsOfTexts() {
    return Inputs.identifiers().list().ofMaxSize(5).map(FieldValue::texts);
  }

  static Arbitrary<FieldValue> removals() {
    return Arbitraries.just(FieldValue.removed());
  }
}
