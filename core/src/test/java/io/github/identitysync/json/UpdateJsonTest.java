package io.github.identitysync.json;

import static io.github.identitysync.json.Updates.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.FieldKind;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateJsonTest {

  private static final String EXAMPLE =
      """
      { "folderId": "00000000000aaaaa", "browserId": "123",
        "profileValues": { "firstName": "Ada", "visits": 3, "nickname": null } }
      { "folderId": "00000000000aaaaa",
        "externalSystemType": "crm123", "externalSystemUserId": "user123",
        "profileValues": { "born": "1990-12-10", "languages": ["en", "fr"] } }
      """;
  private static final String EXTERNAL =
      "\"externalSystemType\":\"t\",\"externalSystemUserId\":\"u\"";
  private static final StoreOptions LINKING = StoreOptions.defaults().withLinkingUpdates(true);

  @Test
  void readsTheExample() {
    assertThat(read(EXAMPLE))
        .isEqualTo(
            Updates.parsed(
                List.of(
                    new ProfileUpdate(
                        "00000000000aaaaa",
                        Identity.browser("123"),
                        Map.of(
                            "firstName",
                            FieldValue.text("Ada"),
                            "visits",
                            FieldValue.wholeNumber(3),
                            "nickname",
                            FieldValue.removed()),
                        null),
                    new ProfileUpdate(
                        "00000000000aaaaa",
                        Identity.external("crm123", "user123"),
                        Map.of(
                            "born",
                            FieldValue.text("1990-12-10"),
                            "languages",
                            FieldValue.texts(List.of("en", "fr"))),
                        null))));
  }

  @Test
  void tellsTheFormsApartItself() {
    String one = Updates.text("\"a\":1");
    ProfileUpdate update = Updates.update(Map.of("a", FieldValue.wholeNumber(1)));
    for (String form :
        List.of(
            "[" + one + "," + one + "]",
            one + "\n" + one + "\n",
            one + one,
            "\uFEFF" + one + "\r\n[" + one + "]")) {
      assertThat(read(form).updates()).as(form).containsExactly(update, update);
    }
    for (String empty : List.of("", " \n", "[]", "\uFEFF[] []")) {
      assertThat(read(empty)).isEqualTo(Updates.parsed(List.of()));
    }
  }

  @Test
  void keepsTheTimeAndIgnoresUnknownMembers() {
    String json =
        """
        {"profileValues":{"profileValues":{},"folderId":"x"},"occurredAt":-5,"x":{"folderId":[1]},
         "ProfileValues":7,"folderId":"f","x":"twice","browserId":"b"}
        """;

    assertThat(read(json).updates())
        .containsExactly(
            new ProfileUpdate(
                "f",
                Identity.browser("b"),
                Map.of("folderId", FieldValue.text("x")),
                Instant.ofEpochMilli(-5)));
    assertThat(read(json).rejectedFields())
        .containsExactly(new RejectedField(0, "profileValues", "an object"));
  }

  @Test
  void nullIdentityMembersAreAbsent() {
    String nulls = "\"externalSystemUserId\":null,\"externalSystemType\":null,\"occurredAt\":null";

    assertThat(read(element("\"browserId\":\"b\"," + nulls)).updates())
        .containsExactly(Updates.update(Map.of()));
    assertThat(read(element("\"browserId\":null," + EXTERNAL)).updates())
        .extracting(ProfileUpdate::identity)
        .containsExactly(Identity.external("t", "u"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "B,\"profileValues\":{}                       | folderId is missing",
        "\"folderId\":null,B,\"profileValues\":{}     | folderId is null",
        "\"folderId\":7,B,\"profileValues\":{}        | folderId is not a string",
        "F,\"browserId\":\" \",\"profileValues\":{}   | browserId is blank",
        "F,B,\"browserId\":\"b\",\"profileValues\":{} | browserId is given twice",
        "F,\"browserId\":null,B,\"profileValues\":{}  | browserId is given twice",
        "F,\"browserId\":{},E,\"profileValues\":{}    | browserId is not a string",
        "F,B,\"externalSystemType\":\"t\",\"profileValues\":{} "
            + "| externalSystemUserId is missing",
        "F,\"externalSystemType\":\"t\",\"externalSystemUserId\":null,\"profileValues\":{} "
            + "| externalSystemUserId is missing",
        "F,\"externalSystemUserId\":\"u\",\"profileValues\":{} | externalSystemType is missing",
        "F,\"profileValues\":{} "
            + "| browserId, or externalSystemType and externalSystemUserId, is missing",
        "F,\"browserId\":null,\"profileValues\":{} "
            + "| browserId, or externalSystemType and externalSystemUserId, is missing",
        "F,B,E,\"profileValues\":{} "
            + "| a browser and an external identity are named; link them with a sync record first",
        "F,B                                          | profileValues is missing",
        "F,B,\"profileValues\":null                   | profileValues is not an object",
        "F,B,\"profileValues\":[{}]                   | profileValues is not an object",
        "F,B,\"profileValues\":[[],1,{\"a\":[]}]      | profileValues is not an object",
        "F,B,\"profileValues\":[],\"profileValues\":[] | profileValues is given twice",
        "F,B,\"profileValues\":\"x\"                  | profileValues is not an object",
        "F,B,\"profileValues\":{\"a\":1},\"profileValues\":{} | profileValues is given twice",
        "F,B,\"profileValues\":{},\"occurredAt\":1.5  | occurredAt is not a whole number",
        "F,B,\"profileValues\":{},\"occurredAt\":4611686018427387904 | occurredAt is out of range",
        "B,\"profileValues\":{},\"occurredAt\":4611686018427387904   | occurredAt is out of range",
      })
  void rejectsARecordAndGoesOn(String members, String reason) {
    String bad =
        members
            .replace("F,", "\"folderId\":\"f\",")
            .replaceFirst("\\bB\\b", "\"browserId\":\"b\"")
            .replace("E,", EXTERNAL + ",");
    String good = Updates.text("\"a\":true");
    ParsedUpdates read = read("[" + good + ",{" + bad + "}," + good + "]");

    assertThat(read.updates()).hasSize(2);
    assertThat(read.rejected()).containsExactly(Wire.rejected(1, reason));
    assertThat(read.rejectedFields()).isEmpty();
  }

  @Test
  void whatIsNoObjectIsRejected() {
    assertThat(read("1 [null,[]] \"x\"").rejected())
        .extracting(RejectedRecord::reason)
        .hasSize(4)
        .containsOnly("not an object");
  }

  @Test
  void twoIdentitiesBecomeALinkIfTheOptionsSaySo() {
    String both = element("\"browserId\":\"b\",\"occurredAt\":7," + EXTERNAL);
    ParsedUpdates read = read(both + element(EXTERNAL), LINKING);

    assertThat(read.rejected()).isEmpty();
    assertThat(read.links())
        .containsExactly(new SyncRecord("f", "b", "t", "u", Instant.ofEpochMilli(7)));
    assertThat(read.updates())
        .containsExactly(
            new ProfileUpdate("f", Identity.external("t", "u"), Map.of(), Instant.ofEpochMilli(7)),
            new ProfileUpdate("f", Identity.external("t", "u"), Map.of(), null));
    assertThat(read(element("\"browserId\":\"b\"," + EXTERNAL.substring(0, 24)), LINKING).links())
        .isEmpty();
  }

  @Test
  void aRejectedFieldLeavesTheOthersAndIsNamedWithItsRecord() {
    ParsedUpdates read =
        read("[7," + Updates.text("\"a\":{\"b\":[1,{}]},\"c\":1,\"d\":[\"x\",[],2]") + "]");

    assertThat(read.updates())
        .containsExactly(Updates.update(Map.of("c", FieldValue.wholeNumber(1))));
    assertThat(read.rejectedFields())
        .containsExactly(
            new RejectedField(1, "a", "an object"),
            new RejectedField(1, "d", "not an array of strings"));
  }

  @Test
  void anUpdateWhoseFieldsAreAllRejectedStillSaysThatTheIdentityWasSeen() {
    ParsedUpdates read = read(Updates.text("\"a\":{}"));

    assertThat(read.updates()).containsExactly(Updates.update(Map.of()));
    assertThat(read.rejected()).isEmpty();
    assertThat(read.rejectedFields()).hasSize(1);
  }

  @Test
  void aRejectedRecordLeavesNothingBehind() {
    String bad = "{\"profileValues\":{\"a\":1,\"b\":{}},\"browserId\":\"other\",\"occurredAt\":5}";
    ParsedUpdates read = read(bad + Updates.text("\"c\":true") + element("\"browserId\":\"b\""));

    assertThat(read.updates())
        .containsExactly(
            Updates.update(Map.of("c", FieldValue.truth(true))), Updates.update(Map.of()));
    assertThat(read.rejectedFields()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,\"a\":2", "1,\"a\":2,\"a\":3", "null,\"a\":null", "1,\"\\u0061\":{}"})
  void aFieldGivenTwiceKeepsNoneOfItsValues(String values) {
    ParsedUpdates read = read(Updates.text("\"x\":1,\"a\":" + values));

    assertThat(read.updates())
        .containsExactly(Updates.update(Map.of("x", FieldValue.wholeNumber(1))));
    assertThat(read.rejectedFields()).containsExactly(new RejectedField(0, "a", "given twice"));
  }

  @Test
  void aFieldThatWasRejectedDoesNotComeBack() {
    ParsedUpdates read = read(Updates.text("\"a\":{},\"a\":1,\"a\":1"));

    assertThat(read.updates()).containsExactly(Updates.update(Map.of()));
    assertThat(read.rejectedFields()).containsExactly(new RejectedField(0, "a", "an object"));
  }

  @Test
  void namesHaveLimits() {
    String longest = "\u20ac".repeat(85) + "x";
    String tooLong = "\ud83d\ude00".repeat(200);
    ParsedUpdates read =
        read(
            Updates.text(
                "\"%s\":1,\"%sy\":1,\"%s\":1,\"\":1,\" \\t\":1"
                    .formatted(longest, longest, tooLong)));

    assertThat(read.updates())
        .containsExactly(Updates.update(Map.of(longest, FieldValue.wholeNumber(1))));
    assertThat(read.rejectedFields())
        .containsExactly(
            new RejectedField(0, longest + "y", "the name is longer than 256 bytes"),
            new RejectedField(0, "\ud83d\ude00".repeat(128), "the name is longer than 256 bytes"),
            new RejectedField(0, "", "the name is blank"),
            new RejectedField(0, " \t", "the name is blank"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"f\":\"LONG\"    | longer than 65536 bytes",
        "\"f\":[\"LONG\"]  | longer than 65536 bytes",
        "\"LONG\":1        | the name is longer than 256 bytes",
        "\"f\":9NUMBER     | out of range: more than 100 digits, or a power of ten beyond 400",
        "\"f\":0.NUMBER    | out of range: more than 100 digits, or a power of ten beyond 400",
        "\"f\":1.0NUMBERe5 | out of range: more than 100 digits, or a power of ten beyond 400",
        "\"f\":[DEEP]      | not an array of strings",
        "\"f\":{\"x\":DEEP}| an object",
        "\"\\ud800\":1     | the name has an unpaired surrogate",
        "\"x\\udc00\":1    | the name has an unpaired surrogate",
      })
  void whatIsTooLongOrTooDeepIsRejectedAndTheRestIsKept(String field, String reason) {
    for (int size : new int[] {65_537, 65_538, 65_539, 2_000_000}) {
      String large =
          field
              .replace("LONG", "A".repeat(size))
              .replace("NUMBER", "0".repeat(size) + "5")
              .replace("DEEP", "[".repeat(size) + "]".repeat(size));
      ParsedUpdates read = read(Updates.text("\"c\":true") + Updates.text(large + ",\"c\":true"));

      assertThat(read.updates())
          .containsExactly(
              Updates.update(Map.of("c", FieldValue.truth(true))),
              Updates.update(Map.of("c", FieldValue.truth(true))));
      assertThat(read.rejectedFields()).extracting(RejectedField::index).containsExactly(1L);
      assertThat(read.rejectedFields()).extracting(RejectedField::reason).containsExactly(reason);
    }
  }

  @Test
  void anEmptyArrayHasNoFields() {
    String array = Updates.text("").replace("{}", "[ ]");

    assertThat(read(array + Updates.text("\"a\":1") + array).updates())
        .containsExactly(
            Updates.update(Map.of()),
            Updates.update(Map.of("a", FieldValue.wholeNumber(1))),
            Updates.update(Map.of()));
  }

  @Test
  void positionsAreThoseOfTheInput() {
    String link = element("\"browserId\":\"b\"," + EXTERNAL);
    ParsedUpdates read = read("7 " + element(EXTERNAL) + "{}" + link + "[" + link + "]", LINKING);

    assertThat(read.rejected()).extracting(RejectedRecord::index).containsExactly(0L, 2L);
    assertThat(read.positions()).containsExactly(1L, 3L, 4L);
    assertThat(read.linkPositions()).containsExactly(3L, 4L);
  }

  @Test
  void aBrokenLineIsRejectedAndTheNextOneIsRead() {
    String lines =
        Updates.text("\"a\":1") + "\n{\"profileValues\":{\"a\":1\n" + Updates.text("") + "\n";
    try (Stream<ParsedUpdates> batches =
        UpdateJson.streamLines(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)))) {
      ParsedUpdates read = batches.findFirst().orElseThrow();

      assertThat(read.positions()).containsExactly(0L, 2L);
      assertThat(read.updates())
          .containsExactly(
              Updates.update(Map.of("a", FieldValue.wholeNumber(1))), Updates.update(Map.of()));
      assertThat(read.rejected())
          .containsExactly(new RejectedRecord(1, 2, "the line ends inside a value"));
    }
  }

  @Test
  void anUpdateOfTooManyFieldsIsRejected() {
    String most = fields(10_000, "1");
    String long16 = fields(16, '"' + "x".repeat(65_500) + '"');
    ParsedUpdates read =
        read(
            Updates.text(most)
                + Updates.text(most + ",\"\":1")
                + Updates.text(most + "," + most)
                + Updates.text(long16)
                + Updates.text(long16 + ",\"y\":[\"" + "x".repeat(600) + "\"]"));

    assertThat(read.updates()).extracting(u -> u.values().size()).containsExactly(10_000, 16);
    assertThat(read.rejectedFields()).isEmpty();
    assertThat(read.rejected())
        .containsExactly(
            Wire.rejected(1, "profileValues has more than 10000 fields"),
            Wire.rejected(2, "profileValues has more than 10000 fields"),
            Wire.rejected(4, "profileValues has more than 1048576 characters"));
  }

  @Test
  void batchesEndAtAThousandElementsOrAMebiOfText() {
    String small = Updates.text("\"a\":1") + "{}";
    String large = Updates.text("\"a\":\"" + "x".repeat(60_000) + "\"");

    assertThat(sizes(small.repeat(1_250))).containsExactly(1_000, 1_000, 500);
    assertThat(sizes(large.repeat(20))).containsExactly(18, 2);
  }

  @Test
  void theOptionsSetTheLongestIdentifier() {
    String json = element("\"browserId\":\"bbb\"");

    assertThat(read(json, StoreOptions.defaults().withMaxIdBytes(3)).updates()).hasSize(1);
    assertThat(read(json, StoreOptions.defaults().withMaxIdBytes(2)).rejected())
        .containsExactly(Wire.rejected(0, "browserId is longer than 2 bytes"));
  }

  @Test
  void truncatedAnywhereItDeliversAPrefix() {
    String text = EXAMPLE + Updates.text("\"a\":{\"b\":1},\"c\":[\"x\"]");
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    ParsedUpdates all = read(text);

    for (int length = 0; length < json.length; length++) {
      try (Stream<ParsedUpdates> batches =
          UpdateJson.stream(new ByteArrayInputStream(Arrays.copyOf(json, length)))) {
        Iterator<ParsedUpdates> iterator = batches.iterator();
        int whole = 0;
        try {
          while (iterator.hasNext()) {
            ParsedUpdates batch = iterator.next();
            whole = batch.updates().size();
            assertThat(batch.updates()).isEqualTo(all.updates().subList(0, whole));
            assertThat(batch.rejectedFields()).isEmpty();
          }
        } catch (MalformedJsonException e) {
          assertThat(e.line()).isBetween(1L, 6L);
        }
        assertThat(whole).isLessThan(3);
      }
    }
  }

  @Test
  void noMessageQuotesTheInput() {
    for (String bad :
        List.of("{\"profileValues\":{\"a\":\"MARK", "{\"profileValues\":{\"a\":MARK}}", "{MARK")) {
      assertThatThrownBy(() -> read(bad))
          .isInstanceOf(MalformedJsonException.class)
          .hasMessageNotContaining("MARK")
          .hasNoCause();
    }
    StoreOptions dates = StoreOptions.defaults().withKind("a", FieldKind.DATE);
    assertThat(read(Updates.text("\"a\":\"MARK\""), dates).toString()).doesNotContain("MARK");
  }

  @Test
  void faultsOfTheInputStreamAreNotTakenForFaultsOfAValue() {
    for (RuntimeException fault :
        List.of(new IllegalArgumentException(), new ArithmeticException())) {
      InputStream defective =
          new InputStream() {
            @Override
            public int read() {
              throw fault;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
              throw fault;
            }
          };
      for (String begun : List.of("\"a\":\"x", "\"a\":[\"x", "\"a\":1.5")) {
        String json = Updates.text(begun);
        InputStream start =
            new ByteArrayInputStream(
                json.substring(0, json.length() - 2).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(
                () ->
                    Updates.stream(
                        new SequenceInputStream(start, defective), StoreOptions.defaults()))
            .isSameAs(fault);
      }
    }
  }

  @Test
  void onlyTheStreamClosesTheInput() throws IOException {
    boolean[] closed = {false};
    InputStream closing =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() throws IOException {
            closed[0] = true;
            throw new IOException("close");
          }
        };

    UpdateJson.read(closing);
    assertThat(closed[0]).isFalse();
    assertThatThrownBy(() -> UpdateJson.stream(closing).close())
        .isInstanceOf(UncheckedIOException.class);
    assertThat(closed[0]).isTrue();
  }

  @Test
  void nullsAreRefusedAtOnce() {
    assertThatThrownBy(() -> UpdateJson.stream(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> UpdateJson.read(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> UpdateJson.stream(InputStream.nullInputStream(), null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new RejectedField(-1, "x", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String element(String members) {
    return "{\"folderId\":\"f\"," + members + ",\"profileValues\":{}}";
  }

  private static String fields(int count, String value) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + i + "\":" + value)
        .collect(Collectors.joining(","));
  }

  private static List<Integer> sizes(String json) {
    try (Stream<ParsedUpdates> batches =
        UpdateJson.stream(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))) {
      return batches.map(batch -> batch.updates().size() + batch.rejected().size()).toList();
    }
  }
}
