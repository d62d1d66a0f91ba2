package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.Field;
import io.github.identitysync.Profile;
import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.FieldKind;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ProfileJsonTest {

  private static final String ID = "3f0c6d1e-5b7a-8c21-9d34-0e5f6a7b8c9d";
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.500Z");
  private static final Identity BROWSER = Identity.browser("b");
  private static final String PREFIX =
      "{\"folderId\":\"f\",\"id\":\""
          + ID
          + "\",\"canonical\":{\"browserId\":\"b\"},\"identities\":[{\"browserId\":\"b\"}],"
          + "\"fields\":{\"x\":{\"value\":";

  @Test
  void writesEverything() throws IOException {
    Identity external = Identity.external("crm", "u");
    Profile profile =
        new Profile(
            "f",
            ProfileId.parse(ID),
            external,
            List.of(external, BROWSER),
            new TreeMap<>(
                Map.of(
                    "visits",
                    new Field(FieldValue.wholeNumber(3), TIME, BROWSER),
                    "languages",
                    new Field(FieldValue.texts(List.of("fr", "en")), Instant.EPOCH, external))));

    assertThat(write(profile))
        .isEqualTo(
            """
            {"folderId":"f","id":"3f0c6d1e-5b7a-8c21-9d34-0e5f6a7b8c9d",\
            "canonical":{"externalSystemType":"crm","externalSystemUserId":"u"},\
            "identities":[{"externalSystemType":"crm","externalSystemUserId":"u"},\
            {"browserId":"b"}],\
            "fields":{"languages":{"value":["en","fr"],"kind":"texts",\
            "occurredAt":"1970-01-01T00:00:00Z",\
            "source":{"externalSystemType":"crm","externalSystemUserId":"u"}},\
            "visits":{"value":3,"kind":"wholeNumber","occurredAt":"2026-01-01T00:00:00.500Z",\
            "source":{"browserId":"b"}}}}\
            """);
  }

  @Test
  void namesTheKinds() throws IOException {
    assertThat(value(FieldValue.text("a\"\\\n\u0000\u007f\ud83d\ude00"), "text"))
        .isEqualTo("\"a\\\"\\\\\\n\\u0000\u007f\ud83d\ude00\"");
    assertThat(value(FieldValue.wholeNumber(Long.MIN_VALUE), "wholeNumber"))
        .isEqualTo("-9223372036854775808");
    assertThat(value(FieldValue.decimal(new BigDecimal("5")), "decimal")).isEqualTo("5.0");
    assertThat(value(FieldValue.decimal(new BigDecimal("-0.10")), "decimal")).isEqualTo("-0.1");
    assertThat(value(FieldValue.decimal(new BigDecimal("1000")), "decimal")).isEqualTo("1E+3");
    assertThat(value(FieldValue.truth(false), "truth")).isEqualTo("false");
    assertThat(value(FieldValue.date(LocalDate.of(2001, 2, 3)), "date"))
        .isEqualTo("\"2001-02-03\"");
    assertThat(value(FieldValue.timestamp(TIME), "timestamp"))
        .isEqualTo("\"2026-01-01T00:00:00.500Z\"");
    assertThat(value(FieldValue.texts(List.of()), "texts")).isEqualTo("[]");
    assertThatThrownBy(() -> write(profile(FieldValue.removed())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 1_000)
  void valuesAreReadBack(@ForAll("values") FieldValue value) throws IOException {
    String json = write(profile(value));
    int end = json.lastIndexOf(",\"kind\":\"");
    String kind = json.substring(end + 9, json.indexOf('"', end + 9));
    String field = "\"x\":" + json.substring(PREFIX.length(), end);

    assertThat(
            Updates.read(
                Updates.text(field), StoreOptions.defaults().withKind("x", declared(kind))))
        .extracting(ParsedUpdates::updates)
        .isEqualTo(List.of(Updates.update(Map.of("x", value))));
    if (!kind.equals("date") && !kind.equals("timestamp")) {
      assertThat(Updates.read(Updates.text(field)).updates())
          .containsExactly(Updates.update(Map.of("x", value)));
    }
  }

  @Test
  void theStreamIsLeftAsItIsAndItsFailureIsPassedOn() throws IOException {
    ByteArrayOutputStream untouched =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            throw new AssertionError();
          }

          @Override
          public void close() {
            throw new AssertionError();
          }
        };
    Profile one = profile(FieldValue.text("\u00e9\ud83d\ude00".repeat(20_000)));
    ProfileJson.write(one, untouched);
    ProfileJson.write(one, untouched);
    assertThat(untouched.toString(StandardCharsets.UTF_8))
        .isEqualTo(ProfileJson.toJson(one) + ProfileJson.toJson(one));
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space");
          }
        };

    assertThatThrownBy(() -> ProfileJson.write(profile(FieldValue.truth(true)), full))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("no space");
  }

  @Test
  void nullsAreRefused() {
    assertThatThrownBy(() -> ProfileJson.write(null, OutputStream.nullOutputStream()))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> ProfileJson.write(profile(FieldValue.truth(true)), null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> ProfileJson.toJson(null)).isInstanceOf(NullPointerException.class);
  }

  @Provide
  Arbitrary<FieldValue> values() {
    return Arbitraries.oneOf(
        FieldValues.texts(),
        FieldValues.wholeNumbers(),
        FieldValues.decimals(),
        FieldValues.truths(),
        FieldValues.dates(),
        FieldValues.timestamps(),
        FieldValues.setsOfTexts());
  }

  private static FieldKind declared(String kind) {
    return FieldKind.valueOf(
        kind.equals("wholeNumber") ? "WHOLE_NUMBER" : kind.toUpperCase(Locale.ROOT));
  }

  /** Returns how the value is written, and asserts what kind it is said to have. */
  private static String value(FieldValue value, String kind) throws IOException {
    String json = write(profile(value));
    String suffix =
        ",\"kind\":\"%s\",\"occurredAt\":\"%s\",\"source\":{\"browserId\":\"b\"}}}}"
            .formatted(kind, TIME);
    assertThat(json).startsWith(PREFIX).endsWith(suffix);
    return json.substring(PREFIX.length(), json.length() - suffix.length());
  }

  private static Profile profile(FieldValue value) {
    return new Profile(
        "f",
        ProfileId.parse(ID),
        BROWSER,
        List.of(BROWSER),
        new TreeMap<>(Map.of("x", new Field(value, TIME, BROWSER))));
  }

  private static String write(Profile profile) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ProfileJson.write(profile, out);
    assertThat(ProfileJson.toJson(profile)).isEqualTo(out.toString(StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}
