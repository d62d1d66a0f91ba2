package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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
        boolean covered =
            other.equals(value)
                || (value.equals("0") && other.startsWith("00"))
                || (value.equals("${}") && other.startsWith("[object "));
        assertThat(alone.matches(other)).as("<%s> by <%s>", other, value).isEqualTo(covered);
      }
    }
  }

  @Test
  void theDefaultsAreInTheirPlainForm() {
    assertThat(Placeholders.DEFAULTS)
        .hasSize(95)
        .allSatisfy(value -> assertThat(value).isEqualTo(value.strip()))
        .noneMatch(value -> value.contains("\"") || value.contains("'") || value.contains("`"));
  }

  @Test
  void thoseOfTheDefaultsAreMadeOnce() {
    assertThat(Placeholders.of(Set.copyOf(Placeholders.DEFAULTS)))
        .isSameAs(Placeholders.of(Placeholders.DEFAULTS));
    assertThat(Placeholders.of(Set.of("x")).matches("x")).isTrue();
    assertThat(Placeholders.of(Set.of("x")).matches("null")).isFalse();
  }

  /** Some are still another one, by the list or by one of the three rules. */
  @Test
  void aDefaultThatIsOneCharacterLongerOrShorterDoesNotMatch() {
    Set<String> others = new HashSet<>();
    for (String value : Placeholders.DEFAULTS) {
      List<String> changed = new ArrayList<>(List.of(value + "x", "x" + value, value + "7"));
      if (!value.isEmpty()) {
        changed.add(value.substring(0, value.length() - 1));
        changed.add(value.substring(1));
      }
      changed.stream().filter(DEFAULTS::matches).forEach(others::add);
    }
    assertThat(others)
        .containsExactlyInAnyOrder(
            "",
            "N/A",
            "NA",
            "NaN",
            "Na",
            "1.#IND",
            "1.#QNAN",
            "id",
            "uid",
            "{}",
            "-",
            "0x",
            "00000000-0000-0000-0000-00000000000",
            "0000000-0000-0000-0000-000000000000");
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
            "0.0",
            "-0.00",
            "0.0.0.0",
            "0:0:0:0:0:0:0:0",
            "00:00:00:00:00:00",
            "00-00-00-00-00-00",
            "0000.0000.0000",
            "0x0",
            "0X00000000",
            "(0)",
            "{00000000-0000-0000-0000-000000000000}",
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
    assertThat(nilUuid.matches("00000000000000000000000000000000")).isTrue();
    assertThat(nilUuid.matches("000000000000")).isFalse();
    Placeholders zero = new Placeholders(Set.of("0"));
    for (String id : List.of("", "-", "--", "''", "o", "0 0", "x0", "00x0", "0,0", "'0\"", "0.5")) {
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
            "test",
            "-3",
            "+46701234567",
            "+001",
            "user[1]",
            "{3f2504e0-4f89-11d3-9a0c-0305e82c3301}",
            "urn:uuid:3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "$RCAnonymousID:8069238d6049ce87cc529853916d624c",
            "_V1StGXR8_Z5jdHi6B-myT_",
            "-4WXyZ0aBcDeFgHiJkLm_",
            "d41d8cd98f00b204e9800998ecf8427f",
            "08:00:27:00:00:00",
            "10.0.0.1",
            "java.lang.Object@1b6d3586",
            "\u041d\u0430\u0442\u0430\u0448\u0430",
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
            "\"null",
            "null\"",
            "\"null'",
            "'",
            "\"",
            "\"'\"",
            "'\"null'",
            "(null",
            "null]",
            "(null]",
            "\u201cnull\u201d")) {
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
    assertThat(DEFAULTS.matches(quotes + "'")).isFalse();
    String brackets = "([{<".repeat(25_000);
    String closing = ">}])".repeat(25_000);
    assertThat(DEFAULTS.matches(brackets + "null" + closing)).isTrue();
    assertThat(DEFAULTS.matches(brackets + "nulls7777" + closing)).isFalse();
  }

  @Test
  void bracketsAroundAValueAreDisregarded() {
    Placeholders own = new Placeholders(Set.of("null", "not set", "[x]", "(x)"));
    for (String id :
        List.of(
            "(null)",
            "<NULL>",
            "[null]",
            "{null}",
            "\"(null)\"",
            "[\"null\"]",
            "( null )",
            "<(null)>",
            "(Not set)",
            "[x]",
            "([x])",
            "(x)")) {
      assertThat(own.matches(id)).as(id).isTrue();
    }
    for (String id : List.of("x", "<x>", "(nulls)", "(null", ")null(", "[]", "{}", "()", "(7)")) {
      assertThat(own.matches(id)).as(id).isFalse();
    }
    for (String id : List.of("[]", "{}", "()", "<>", "\"\"", "['']", "( )")) {
      assertThat(new Placeholders(Set.of("")).matches(id)).as(id).isTrue();
    }
  }

  @Test
  void whatNobodyCanSeeIsDisregarded() {
    for (String id :
        List.of(
            "\u00a0null\u00a0",
            "\ufeffnull",
            "null\u200b",
            "\0null\0",
            "n\u200bull",
            "nu\u2060ll",
            "nul\u00adl",
            "n\u200b\u200b\u200bi\u200bl",
            "ni\u200bl",
            "unde\u200dfined",
            "undef\udb40\udc41ined",
            "u\udb40\udc41ndefined",
            "00\u200b00",
            "\u200b0",
            "\u200e\"null\"\u200f",
            "\"\u200bnull\"",
            "not\u00a0set",
            "not \u2003 set",
            "\u2066[object\u00a0Object]\u2069",
            "\u200b$\u200b{UUID}",
            "'\u200b'",
            "e3b0c44298fc1c14\u200b9afbf4c8996fb92427ae41e4649b934ca495991b7852b855")) {
      assertThat(DEFAULTS.matches(id)).as("%s", id.codePoints().boxed().toList()).isTrue();
      assertThat(NONE.matches(id)).isFalse();
    }
    for (String id :
        List.of("nul\u200bls", "n ull", "notset", "\u200ba", "1\u200b", "\u0301null")) {
      assertThat(DEFAULTS.matches(id)).as("%s", id.codePoints().boxed().toList()).isFalse();
    }
  }

  @Test
  void percentEncodingIsDisregarded() {
    for (String id :
        List.of(
            "%7B%7BUID%7D%7D",
            "%5BUID%5D",
            "$%7BUUID%7D",
            "%24%7BUUID%7D",
            "%257B%257BUID%257D%257D",
            "%25%25UID%25%25",
            "%28null%29",
            "%3Cnull%3e",
            "%22null%22",
            "null%20",
            "null%00",
            "%20null",
            "%EF%BB%BFnull",
            "n%2Fa",
            "not%20set",
            "not+set",
            "[object%20Object]",
            "%5Bobject+Object%5D",
            "%00",
            "%20%E2%80%8B",
            "%2D%2D",
            "%30",
            "%ADID%",
            "%DEVICE_ID%")) {
      assertThat(DEFAULTS.matches(id)).as(id).isTrue();
      assertThat(NONE.matches(id)).as(id).isFalse();
    }
    for (String id :
        List.of(
            "100%",
            "50%25",
            "a%20b",
            "a%",
            "%zz7",
            "%C3%28x",
            "a+b",
            "%d7",
            "%E5%E4",
            "%2B46701234567",
            "%31")) {
      assertThat(DEFAULTS.matches(id)).as(id).isFalse();
    }
  }

  @Test
  void macrosMatchOnlyWhereTheEmptyMacroIsListed() {
    Placeholders macros = new Placeholders(Set.of("${}"));
    for (String id : List.of("${UUID}", "\"{{uid}}\"", "[UID]", "(%%UID%%)", "__IDFA__")) {
      assertThat(macros.matches(id)).as(id).isTrue();
      assertThat(DEFAULTS.matches(id)).as(id).isTrue();
      assertThat(new Placeholders(Set.of("null", "{}", "[]", "")).matches(id)).as(id).isFalse();
    }
  }

  @Test
  void marksMatchOnlyWhereTheDashIsListed() {
    Placeholders marks = new Placeholders(Set.of("-"));
    for (String id :
        List.of(
            "-",
            "--",
            "-----",
            "?",
            "????",
            "*",
            "****",
            "#",
            "____",
            "'-'",
            "[?]",
            "\ufffd",
            "\ufffd\ufffd\ufffd\ufffd")) {
      assertThat(marks.matches(id)).as(id).isTrue();
      assertThat(DEFAULTS.matches(id)).as(id).isTrue();
      assertThat(new Placeholders(Set.of("null")).matches(id)).as(id).isFalse();
    }
    for (String id :
        List.of(
            "-_-",
            ":)",
            "-?",
            "----a",
            "..",
            "/",
            "::",
            "--x",
            "\ud83d\ude00",
            "\u2022",
            "xxx",
            "11")) {
      assertThat(DEFAULTS.matches(id)).as(id).isFalse();
    }
  }

  @Test
  void theUsersValuesAreNormalisedToo() {
    Placeholders own = new Placeholders(Set.of(" 'VOID' ", "void", "Неизвестно", "abc123"));
    for (String id : List.of("void", "Void", "\"void\"", "НЕИЗВЕСТНО", "'неизвестно'", "ABC123")) {
      assertThat(own.matches(id)).as(id).isTrue();
    }
    for (String id :
        List.of("null", "0", "\"\"", "avoid", "voids", "неизвестн", "abc124", "abc12")) {
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
