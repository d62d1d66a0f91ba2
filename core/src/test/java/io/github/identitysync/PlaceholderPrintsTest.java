package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaceholderPrintsTest {

  private static final Placeholders DEFAULTS = Placeholders.of(Placeholders.DEFAULTS);

  private static void assertRefused(String id) {
    assertThat(DEFAULTS.matches(id)).as("<%s>", id).isTrue();
  }

  private static byte[] hash(String algorithm, String text) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertHashRefused(String algorithm, String text)
      throws NoSuchAlgorithmException {
    byte[] hash = hash(algorithm, text);
    String hex = HexFormat.of().formatHex(hash);
    assertRefused(hex);
    assertRefused(HexFormat.of().withUpperCase().formatHex(hash));
    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      assertRefused(encoder.encodeToString(hash));
      assertRefused(encoder.withoutPadding().encodeToString(hash));
    }
    assertThat(DEFAULTS.matches(hex.substring(1))).isFalse();
    assertThat(DEFAULTS.matches(hex + "0")).isFalse();
    assertThat(DEFAULTS.matches((hex.startsWith("1") ? "2" : "1") + hex.substring(1))).isFalse();
  }

  @Test
  void hashesOfNothingAreRefused() throws NoSuchAlgorithmException {
    for (String algorithm : List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512")) {
      assertHashRefused(algorithm, "");
    }
    assertRefused("d41d8cd98f00b204e9800998ecf8427e");
    assertRefused("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    assertRefused("00000000"); // CRC-32
  }

  @Test
  void hashesOfWhatProgramsHaveForNothingAreRefused() throws NoSuchAlgorithmException {
    for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
      for (String text :
          List.of(
              " ",
              "0",
              "-1",
              "null",
              "NULL",
              "undefined",
              "None",
              "none",
              "nil",
              "NaN",
              "nan",
              "N/A",
              "n/a",
              "[object Object]",
              "unknown",
              "UNKNOWN",
              "anonymous",
              "false",
              "000000000000000",
              "00000000-0000-0000-0000-000000000000",
              "00000000000000000000000000000000",
              "02:00:00:00:00:00",
              "020000000000",
              "9774d56d682e549c")) {
        assertHashRefused(algorithm, text);
      }
    }
  }

  @Test
  void hashesOfIdsAreNot() throws NoSuchAlgorithmException {
    for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
      for (String text : List.of("1", "a", "anna@example.org", "Null ", "00", "test")) {
        byte[] hash = hash(algorithm, text);
        assertThat(DEFAULTS.matches(HexFormat.of().formatHex(hash))).as(text).isFalse();
        assertThat(DEFAULTS.matches(Base64.getEncoder().encodeToString(hash))).as(text).isFalse();
      }
    }
  }

  @Test
  void addressesAndUuidsAreRefusedInEveryNotation() {
    for (String id :
        List.of(
            "{00000000-0000-0000-0000-000000000000}",
            "urn:uuid:00000000-0000-0000-0000-000000000000",
            "URN:UUID:00000000-0000-0000-0000-000000000000",
            "{00000000000000000000000000000000}",
            "AAAAAAAAAAAAAAAAAAAAAA==",
            "AAAAAAAAAAAAAAAAAAAAAA",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "{FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF}",
            "urn:uuid:ffffffff-ffff-ffff-ffff-ffffffffffff",
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "/////////////////////w==",
            "02:00:00:00:00:00",
            "02-00-00-00-00-00",
            "0200.0000.0000",
            "020000000000",
            "FF:FF:FF:FF:FF:FF",
            "ff-ff-ff-ff-ff-ff",
            "ffff.ffff.ffff",
            "FFFFFFFFFFFF",
            "00:00:00:00:00:00",
            "00-00-00-00-00-00",
            "0000.0000.0000",
            "000000000000")) {
      assertRefused(id);
    }
    for (String id :
        List.of(
            "00000000-0000-0000-0000-000000000001",
            "{3f2504e0-4f89-11d3-9a0c-0305e82c3301}",
            "urn:uuid:3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "ffffffff-ffff-ffff-ffff-fffffffffffe",
            "02:00:00:00:00:01",
            "06:00:00:00:00:00",
            "ffff")) {
      assertThat(DEFAULTS.matches(id)).as(id).isFalse();
    }
  }

  @Test
  void valuesOfTheCallersAreMatchedAsTheyAre() throws NoSuchAlgorithmException {
    Placeholders own = new Placeholders(Set.of("nobody", "0a:00:00:00:00:01"));
    assertThat(own.matches("Nobody")).isTrue();
    assertThat(own.matches("0A:00:00:00:00:01")).isTrue();
    assertThat(own.matches("0a0000000001")).isFalse();
    assertThat(own.matches(HexFormat.of().formatHex(hash("MD5", "nobody")))).isFalse();
    assertThat(own.matches("d41d8cd98f00b204e9800998ecf8427e")).isFalse();
  }

  @Test
  void whatIsHashedIsOnTheList() {
    assertThat(Placeholders.DEFAULTS).containsAll(PlaceholderDefaults.HASHED);
  }
}
