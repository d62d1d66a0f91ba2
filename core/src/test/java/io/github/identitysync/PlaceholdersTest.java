package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

  private static final Placeholders DEFAULTS = new Placeholders(Placeholders.DEFAULTS);
  private static final Placeholders NONE = new Placeholders(Set.of());

  @Test
  void eachDefaultMatchesInEveryDisguise() {
    for (String value : Placeholders.DEFAULTS) {
      for (String id : disguises(value)) {
        assertThat(DEFAULTS.matches(id)).as("<%s>", id).isTrue();
        assertThat(NONE.matches(id)).as("<%s>", id).isFalse();
      }
    }
  }

  /** So that no default is there only because another one covers it. */
  @Test
  void eachDefaultMatchesByItself() {
    for (String value : Placeholders.DEFAULTS) {
      Placeholders alone = new Placeholders(Set.of(value));
      for (String id : disguises(value)) {
        assertThat(alone.matches(id)).as("<%s>", id).isTrue();
      }
      for (String other : Placeholders.DEFAULTS) {
        boolean covered = other.equals(value) || (value.equals("0") && other.startsWith("00"));
        assertThat(alone.matches(other)).as("<%s> by <%s>", other, value).isEqualTo(covered);
      }
    }
  }

  @Test
  void theDefaultsAreInTheirPlainForm() {
    assertThat(Placeholders.DEFAULTS)
        .hasSize(32)
        .allSatisfy(value -> assertThat(value).isEqualTo(value.strip().toLowerCase(Locale.ROOT)))
        .noneMatch(value -> value.contains("\"") || value.contains("'") || value.contains("`"));
  }

  @Test
  void aDefaultThatIsOneCharacterLongerOrShorterDoesNotMatch() {
    Set<String> plain = Placeholders.DEFAULTS;
    for (String value : plain) {
      for (String id : List.of(value + "x", "x" + value, value + "\u00a0", value + "7")) {
        assertThat(DEFAULTS.matches(id)).as("<%s>", id).isFalse();
      }
      if (value.length() > 1) {
        String shorter = value.substring(0, value.length() - 1);
        boolean expected = plain.contains(shorter) || shorter.startsWith("0");
        assertThat(DEFAULTS.matches(shorter)).as("<%s>", shorter).isEqualTo(expected);
      }
    }
  }

  @Test
  void zerosMatchAtAnyLength() {
    for (String id :
        List.of(
            "00",
            "000000000000000",
            "-0",
            "0-0",
            " '000' ",
            "00000000000000000000000000000000",
            "\"00000000-0000-0000-0000-000000000000\"",
            new UUID(0, 0).toString(),
            "0".repeat(1_000))) {
      assertThat(DEFAULTS.matches(id)).as(id).isTrue();
      assertThat(new Placeholders(Set.of("0")).matches(id)).as(id).isTrue();
      assertThat(NONE.matches(id)).as(id).isFalse();
    }
  }

  @Test
  void zerosMatchOnlyWhereZeroIsListed() {
    Placeholders nilUuid = new Placeholders(Set.of("00000000-0000-0000-0000-000000000000"));
    assertThat(nilUuid.matches("00000000-0000-0000-0000-000000000000")).isTrue();
    assertThat(nilUuid.matches("0")).isFalse();
    assertThat(nilUuid.matches("00000000000000000000000000000000")).isFalse();
    Placeholders zero = new Placeholders(Set.of("0"));
    for (String id : List.of("", "-", "--", "''", "o", "0.0", "0x0", "0 0", "'0\"")) {
      assertThat(zero.matches(id)).as("<%s>", id).isFalse();
    }
  }

  @Test
  void realIdsDoNotMatch() {
    for (String id :
        List.of(
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "00000000-0000-0000-0000-000000000001",
            "0f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "00000000000aaaaa",
            "user123456789",
            "\"3f2504e0-4f89-11d3-9a0c-0305e82c3301\"",
            "'user123456789'",
            "`7`",
            "0123",
            "1",
            "2",
            "-2",
            "10",
            "nullable",
            "null@example.org",
            "not null",
            "nu ll",
            "guest1",
            "user0",
            "user_id=7",
            "nancy",
            "anon",
            "a@x.org",
            "\ud83d\ude00",
            "null\ud83d\ude00",
            "'\ud83d\ude00'",
            "null".repeat(100))) {
      assertThat(DEFAULTS.matches(id)).as(id).isFalse();
      assertThat(DEFAULTS.matches(" " + id + " ")).as(id).isFalse();
    }
  }

  @Test
  void quotesThatAreNoPairAreKept() {
    for (String id :
        List.of(
            "\"null", "null\"", "\"null'", "'", "\"", "\"'\"", "'\"null'", "\u201cnull\u201d")) {
      assertThat(DEFAULTS.matches(id)).as(id).isFalse();
    }
    Placeholders quote = new Placeholders(Set.of("'", "\"null"));
    assertThat(quote.matches("'")).isTrue();
    assertThat(quote.matches("\"'\"")).isTrue();
    assertThat(quote.matches("'\"NULL'")).isTrue();
    assertThat(quote.matches("''")).isFalse();
    assertThat(quote.matches("null")).isFalse();
  }

  @Test
  void manyQuotesAreNoTrouble() {
    String quotes = "\"".repeat(100_000);
    assertThat(DEFAULTS.matches(quotes + "null" + quotes)).isTrue();
    assertThat(DEFAULTS.matches(quotes + "nulls" + quotes)).isFalse();
    assertThat(DEFAULTS.matches(quotes)).isTrue();
    assertThat(DEFAULTS.matches(quotes + "\"")).isFalse();
  }

  @Test
  void theUsersValuesAreNormalisedToo() {
    Placeholders own = new Placeholders(Set.of(" 'VOID' ", "void", "Неизвестно", "abc123"));
    for (String id : List.of("void", "Void", "\"void\"", "НЕИЗВЕСТНО", "'неизвестно'", "ABC123")) {
      assertThat(own.matches(id)).as(id).isTrue();
    }
    for (String id : List.of("null", "0", "''", "avoid", "voids", "неизвестн", "abc124", "abc12")) {
      assertThat(own.matches(id)).as(id).isFalse();
    }
  }

  @Test
  void eachOfManyValuesIsFoundAndNothingElse() {
    Set<String> values = new HashSet<>();
    for (int i = 0; i < 2_000; i += 2) {
      values.add("id-" + i);
      values.add("x".repeat(i % 100 + 1) + i);
    }
    Placeholders many = new Placeholders(values);
    for (int i = 0; i < 2_000; i++) {
      boolean listed = i % 2 == 0;
      assertThat(many.matches("ID-" + i)).as("id-%d", i).isEqualTo(listed);
      String padded = "x".repeat(i % 100 + 1) + i;
      assertThat(many.matches("'" + padded + "'")).as(padded).isEqualTo(listed);
    }
  }

  @Test
  void longValuesAreToldApart() {
    for (int length : new int[] {61, 62, 63, 64, 65, 500}) {
      String value = "v".repeat(length);
      Placeholders own = new Placeholders(Set.of(value));
      assertThat(own.matches(value)).as("%d", length).isTrue();
      assertThat(own.matches(value + "v")).as("%d", length + 1).isFalse();
      assertThat(own.matches(value.substring(1))).as("%d", length - 1).isFalse();
    }
  }

  /** A default locale of Turkish turns I into a dotless i. */
  @Test
  void theDefaultLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      assertThat(new Placeholders(Set.of("INVALID")).matches("invalid")).isTrue();
      assertThat(new Placeholders(Set.of("invalid")).matches("INVALID")).isTrue();
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<String> disguises(String value) {
    String upper = value.toUpperCase(Locale.ROOT);
    String mixed = value.isEmpty() ? value : upper.charAt(0) + value.substring(1);
    return List.of(
        value,
        upper,
        mixed,
        " " + value,
        value + "\n",
        "\t " + upper + " \r\n",
        "\"" + value + "\"",
        "'" + mixed + "'",
        "`" + value + "`",
        "\"'" + upper + "'\"",
        "''" + value + "''",
        " \" ' " + value + " ' \" ");
  }
}
