package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectedReasonsTest {

  private static final List<String> IDS =
      List.of("folderId", "browserId", "externalSystemType", "externalSystemUserId");
  private static final String LONGEST = "\u20ac".repeat(341) + "x";

  static Stream<Arguments> faults() {
    List<Arguments> faults = new ArrayList<>();
    for (String id : IDS) {
      faults.add(Arguments.of(id, null, id + " is missing"));
      faults.add(Arguments.of(id, "null", id + " is null"));
      for (String other : List.of("1", "1.5", "true", "false", "{}", "[\"x\"]", "{\"a\":[1]}")) {
        faults.add(Arguments.of(id, other, id + " is not a string"));
      }
      for (String blank :
          List.of("", " ", "\\t\\n", "\u3000\\u2003", "\u00a0", "\\u0000\u200b", "\ufeff\u2800")) {
        faults.add(Arguments.of(id, '"' + blank + '"', id + " is blank"));
      }
      for (String tooLong :
          List.of(
              "x".repeat(1_025), LONGEST + "x", "\ud83d\ude00".repeat(257), "x".repeat(65_536))) {
        faults.add(Arguments.of(id, '"' + tooLong + '"', id + " is longer than 1024 bytes"));
      }
      for (String unpaired : List.of("\\ud800", "\\udc00", "x\\ud800x", "\\udc00\\ud800")) {
        faults.add(Arguments.of(id, '"' + unpaired + '"', id + " has an unpaired surrogate"));
      }
      for (String twice : List.of("\"x\"", "null", "7", "{}")) {
        faults.add(Arguments.of(id, "\"x\",\"" + id + "\":" + twice, id + " is given twice"));
      }
    }
    for (String other : List.of("1.5", "1.0", "1e3", "\"1\"", "true", "{}", "[1]")) {
      faults.add(Arguments.of("occurredAt", other, "occurredAt is not a whole number"));
    }
    for (String far :
        List.of(
            "4611686018427387904",
            "-4611686018427387904",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1" + "0".repeat(999))) {
      faults.add(Arguments.of("occurredAt", far, "occurredAt is out of range"));
    }
    faults.add(Arguments.of("occurredAt", "1,\"occurredAt\":1", "occurredAt is given twice"));
    faults.add(Arguments.of("occurredAt", "null,\"occurredAt\":1", "occurredAt is given twice"));
    return faults.stream();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void namesTheMemberAndGoesOn(String member, String value, String reason) {
    String bad = object(member, value);
    Outcome outcome = Outcome.of("[" + Wire.text(1) + "," + bad + "," + Wire.text(2) + "]");

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.records()).containsExactly(Wire.record(1), Wire.record(2));
    assertThat(outcome.rejected()).containsExactly(Wire.rejected(1, reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "-1.5e3", "\"{}\"", "true", "[]", "[[{}],{\"a\":1}]"})
  void anElementOfAnArrayMustBeAnObject(String element) {
    Outcome outcome = Outcome.of("[" + element + "," + Wire.text(1) + "," + element + "]");

    assertThat(outcome.records()).containsExactly(Wire.record(1));
    assertThat(outcome.rejected())
        .containsExactly(Wire.rejected(0, "not an object"), Wire.rejected(2, "not an object"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "\"x\"", "false"})
  void soMustAValueOutsideArrays(String element) {
    assertThat(Outcome.of(Wire.text(1) + "\n" + element + "\n").rejected())
        .containsExactly(new RejectedRecord(1, 2, "not an object"));
  }

  @Test
  void countsElementsOverArraysAndLines() {
    Outcome outcome = Outcome.of("[{}," + Wire.text(1) + "][]\n{}\n[[],{}] {}");

    assertThat(outcome.rejected())
        .extracting(RejectedRecord::index)
        .containsExactly(0L, 2L, 3L, 4L, 5L);
  }

  @Test
  void givesTheFirstReasonOfSeveral() {
    String json = "{\"browserId\":\" \",\"folderId\":7,\"occurredAt\":\"x\"}";

    assertThat(Outcome.of(json).rejected()).containsExactly(Wire.rejected(0, "browserId is blank"));
  }

  @Test
  void aRejectedRecordLeavesNothingBehind() {
    String first = "{\"folderId\":\"other\",\"browserId\":\"other\",\"occurredAt\":5}";
    Outcome outcome = Outcome.of(first + Wire.text(1) + "{\"folderId\":\"f\"}" + Wire.text(1));

    assertThat(outcome.records()).containsExactly(Wire.record(1), Wire.record(1));
    assertThat(outcome.rejected())
        .containsExactly(
            Wire.rejected(0, "externalSystemType is missing"),
            Wire.rejected(2, "browserId is missing"));
  }

  @Test
  void theLongestIdentifiersAreAccepted() {
    for (String longest :
        List.of("x".repeat(1_024), LONGEST, "\u00e9".repeat(512), "\ud83d\ude00".repeat(256))) {
      for (String id : IDS) {
        assertThat(Outcome.of(object(id, '"' + longest + '"')).records()).hasSize(1);
      }
    }
  }

  private static String object(String changed, String value) {
    List<String> members = new ArrayList<>();
    for (String id : IDS) {
      if (!id.equals(changed)) {
        members.add('"' + id + "\":\"" + id.charAt(0) + '"');
      }
    }
    if (value != null) {
      members.add('"' + changed + "\":" + value);
    }
    return "{" + String.join(",", members) + "}";
  }
}
