package io.github.identitysync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileUpdateTest {

  private static final Identity IDENTITY = Identity.browser("marker");
  private static final FieldValue VALUE = FieldValue.text("marker");

  private static ProfileUpdate write(String name, FieldValue value) {
    return new ProfileUpdate("f", IDENTITY, Collections.singletonMap(name, value), null);
  }

  private static ProfileUpdate at(Instant time) {
    return new ProfileUpdate("f", IDENTITY, Map.of(), time);
  }

  private static void assertRefused(Runnable making, String message) {
    assertThatIllegalArgumentException().isThrownBy(making::run).withMessage(message);
  }

  @Test
  void theValuesAreACopyInTheOrderOfTheirNames() {
    Map<String, FieldValue> given = new HashMap<>();
    for (String name : List.of("b", "a", "\uffff", "B", "\ud83d\ude00")) {
      given.put(name, VALUE);
    }
    ProfileUpdate update = new ProfileUpdate("f", IDENTITY, given, Instant.EPOCH);
    given.put("c", FieldValue.removed());

    assertThat(update.values()).containsOnlyKeys("B", "a", "b", "\ud83d\ude00", "\uffff");
    assertThat(update.values().keySet()).containsExactly("B", "a", "b", "\ud83d\ude00", "\uffff");
    assertThat(update.values()).isUnmodifiable();
    assertThat(update.identity()).isEqualTo(IDENTITY);
    assertThat(update.folderId()).isEqualTo("f");
  }

  @Test
  void theTimeIsKeptToTheNanosecond() {
    for (Instant time :
        List.of(
            Instant.EPOCH.plusNanos(1),
            Instant.EPOCH.minusNanos(1),
            Instant.ofEpochSecond(SyncRecord.MAX_EPOCH_SECONDS - 1, 999_999_999),
            Instant.ofEpochSecond(1 - SyncRecord.MAX_EPOCH_SECONDS))) {
      assertThat(at(time).occurredAt()).isEqualTo(time);
    }
    assertThat(at(null).occurredAt()).isNull();
  }

  @Test
  void timesOutOfRangeAreRefused() {
    for (Instant time :
        List.of(
            Instant.MIN,
            Instant.MAX,
            Instant.ofEpochSecond(SyncRecord.MAX_EPOCH_SECONDS),
            Instant.ofEpochSecond(-SyncRecord.MAX_EPOCH_SECONDS))) {
      assertRefused(() -> at(time), "occurredAt is out of range");
    }
  }

  @Test
  void whatIsMissingIsRefused() {
    assertRefused(() -> new ProfileUpdate(null, IDENTITY, Map.of(), null), "folderId is null");
    assertRefused(() -> new ProfileUpdate(" ", IDENTITY, Map.of(), null), "folderId is blank");
    assertRefused(() -> new ProfileUpdate("f", null, Map.of(), null), "identity is null");
    assertRefused(() -> new ProfileUpdate("f", IDENTITY, null, null), "values is null");
    assertRefused(() -> write("n", null), "values: a field's value is null");
  }

  @Test
  void namesAreChecked() {
    assertRefused(() -> write(null, VALUE), "values: a field's name is null");
    assertRefused(() -> write("", VALUE), "values: a field's name is blank");
    assertRefused(() -> write(" \u2003", VALUE), "values: a field's name is blank");
    assertRefused(
        () -> write("marker\ud83d", VALUE),
        "values: a field's name has an unpaired surrogate at index 6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u00e9", "\u20ac", "\ud83d\ude00"})
  void theLengthOfANameIsThatOfUtf8(String character) {
    String longest = fill(character, ProfileUpdate.MAX_NAME_BYTES);
    assertThat(write(longest, VALUE).values()).containsKey(longest);
    assertRefused(
        () -> write(longest + "x", VALUE), "values: a field's name is longer than 256 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u00e9", "\u20ac", "\ud83d\ude00"})
  void theLengthOfATextIsThatOfUtf8(String character) {
    FieldValue longest = FieldValue.text(fill(character, ProfileUpdate.MAX_VALUE_BYTES));
    assertThat(write("n", longest).values()).containsEntry("n", longest);
    String tooLong = fill(character, ProfileUpdate.MAX_VALUE_BYTES) + "x";
    assertRefused(
        () -> write("n", FieldValue.text(tooLong)), "values: a text is longer than 65536 bytes");
    assertRefused(
        () -> write("n", FieldValue.texts(List.of(tooLong))),
        "values: a set of texts is larger than 65536 bytes");
  }

  /** Returns exactly so many bytes, of characters that are all the same but for the first few. */
  private static String fill(String character, int bytes) {
    int size = (int) Ids.utf8Length(character);
    return "x".repeat(bytes % size) + character.repeat(bytes / size);
  }

  @Test
  void theLengthOfASetIsTheSumOfItsTexts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      texts.add(String.format("%04d", i) + "-".repeat(1_020));
    }
    assertThat(write("n", FieldValue.texts(texts)).values()).hasSize(1);
    texts.add("y");
    assertRefused(
        () -> write("n", FieldValue.texts(texts)),
        "values: a set of texts is larger than 65536 bytes");
  }

  @Test
  void decimalsHaveAHundredDigits() {
    for (String fits :
        List.of(
            "9".repeat(100),
            "-" + "9".repeat(100),
            "0." + "9".repeat(100),
            "1" + "0".repeat(300),
            "1." + "0".repeat(300),
            "9".repeat(50) + "." + "9".repeat(50))) {
      FieldValue value = FieldValue.decimal(new BigDecimal(fits));
      assertThat(write("n", value).values()).containsEntry("n", value);
    }
    for (String tooLong :
        List.of("9".repeat(101), "-" + "9".repeat(101), "1." + "0".repeat(99) + "1")) {
      assertRefused(
          () -> write("n", FieldValue.decimal(new BigDecimal(tooLong))),
          "values: a decimal is out of range");
    }
  }

  @Test
  void decimalsAreScaledByFourHundred() {
    for (String fits : List.of("1E+400", "1E-400", "-9.9E-399", "0E+999999999")) {
      FieldValue value = FieldValue.decimal(new BigDecimal(fits));
      assertThat(write("n", value).values()).containsEntry("n", value);
    }
    for (String tooFar :
        List.of("1E+401", "1E-401", "10E+400", "1.1E-400", "1E+2147483647", "-1E-2147483647")) {
      assertRefused(
          () -> write("n", FieldValue.decimal(new BigDecimal(tooFar))),
          "values: a decimal is out of range");
    }
  }

  @Test
  void aSecondWayToWriteTheSameIsEqual() {
    ProfileUpdate one = write("n", FieldValue.decimal(new BigDecimal("1.0")));
    ProfileUpdate two = write("n", FieldValue.decimal(new BigDecimal("1.00")));
    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
    assertThat(write("n", VALUE)).isNotEqualTo(write("m", VALUE));
  }
}
