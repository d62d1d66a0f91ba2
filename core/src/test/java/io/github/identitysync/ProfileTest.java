package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ProfileTest {

  private static final Identity IDENTITY = Identity.browser("b");
  private static final LocalDate DATE = LocalDate.of(2024, 2, 29);

  private static final Map<String, FieldValue> VALUES =
      Map.of(
          "text", FieldValue.text(""),
          "whole", FieldValue.wholeNumber(Long.MIN_VALUE),
          "decimal", FieldValue.decimal(new BigDecimal("1.5")),
          "truth", FieldValue.truth(false),
          "date", FieldValue.date(DATE),
          "timestamp", FieldValue.timestamp(Instant.EPOCH),
          "texts", FieldValue.texts(List.of("b", "a")),
          "none", FieldValue.texts(List.of()));

  private static Profile profile() {
    SortedMap<String, Field> fields = new TreeMap<>();
    VALUES.forEach((name, value) -> fields.put(name, new Field(value, Instant.EPOCH, IDENTITY)));
    return new Profile("f", new ProfileId(new UUID(1, 2)), IDENTITY, List.of(IDENTITY), fields);
  }

  @Test
  void eachKindHasAGetter() {
    Profile profile = profile();
    assertThat(profile.text("text")).contains("");
    assertThat(profile.wholeNumber("whole")).contains(Long.MIN_VALUE);
    assertThat(profile.decimal("decimal")).contains(new BigDecimal("1.5"));
    assertThat(profile.truth("truth")).contains(false);
    assertThat(profile.date("date")).contains(DATE);
    assertThat(profile.timestamp("timestamp")).contains(Instant.EPOCH);
    assertThat(profile.texts("texts").orElseThrow()).containsExactly("a", "b").isUnmodifiable();
    assertThat(profile.texts("none").orElseThrow()).isEmpty();
  }

  @Test
  void aWholeNumberIsADecimalToo() {
    assertThat(profile().decimal("whole")).contains(BigDecimal.valueOf(Long.MIN_VALUE));
  }

  @Test
  void anotherKindOrNoFieldIsNothing() {
    Profile profile = profile();
    Map<Function<String, Optional<?>>, List<String>> getters =
        Map.of(
            profile::text, List.of("text"),
            profile::wholeNumber, List.of("whole"),
            profile::decimal, List.of("decimal", "whole"),
            profile::truth, List.of("truth"),
            profile::date, List.of("date"),
            profile::timestamp, List.of("timestamp"),
            profile::texts, List.of("texts", "none"));
    getters.forEach(
        (getter, names) -> {
          assertThat(VALUES.keySet().stream().filter(name -> getter.apply(name).isPresent()))
              .containsExactlyInAnyOrderElementsOf(names);
          assertThat(getter.apply("unknown")).isEmpty();
          assertThatNullPointerException().isThrownBy(() -> getter.apply(null));
        });
  }
}
