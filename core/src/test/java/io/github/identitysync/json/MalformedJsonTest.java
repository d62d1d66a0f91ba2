package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.model.SyncRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedJsonTest {

  private static final String SYNTAX = "the input is not well-formed JSON";
  private static final String TRUNCATED = "the input ends inside a value";
  private static final String NOT_UTF8 = "the input is not UTF-8";
  private static final String MARKER = "markerID";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[R,\\n  R,\\n]            | 3 | 1",
        "[R\\n R]                  | 2 | 2",
        "R\\nR\\n}\\n              | 3 | 1",
        "R\\r\\n\\r\\nR,\\nR       | 3 | 87",
        "R\\n{\"a\" 1}\\nR        | 2 | 6",
        "R\\n{\"a\":1,}\\nR       | 2 | 8",
        "R\\n{'a':1}\\nR           | 2 | 2",
        "[R,\\n // x\\n]           | 2 | 2",
        "R\\n{\"a\":\"x\ty\"}     | 2 | 8",
        "R\\n{\"a\":01}            | 2 | 7",
        "R]                        | 1 | 87",
        "hello                     | 1 | 1",
      })
  void namesLineAndColumnOfASyntaxError(String text, long line, long column) {
    assertFault(Outcome.of(expand(text)), line, column, SYNTAX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[R,\\nR                   | 2 | 87",
        "R\\n{                     | 2 | 2",
        "R\\n{\"a\":\"\u00e9\ud83d\ude00 | 2 | 10",
        "[R,\\n                    | 2 | 1",
      })
  void namesTheEndOfTruncatedInput(String text, long line, long column) {
    assertFault(Outcome.of(expand(text)), line, column, TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,]",
        "{\"a\":1,}",
        "[1,,2]",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":5.}",
        "{\"a\":0x1}",
        "{\"a\":'x'}",
        "{a:1}",
        "/**/{}",
        "{}#x",
        "{}//x",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":True}",
        "{\"a\":nul}",
        "{\"a\":}",
        "{:1}",
        "{,}",
        "[}",
        "{]",
        "{}]",
        "}",
        "]",
        ",",
        "{}\u0000",
        "{\"a\":\"\u0000\"}",
        "{}\uFEFF",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1};",
        "\u00a0{}"
      })
  void isNotLenient(String text) {
    assertThat(Outcome.of(text).malformed()).hasMessageEndingWith(SYNTAX);
  }

  @Test
  void bytesThatAreNotUtf8AreAFaultWhereverTheyStand() {
    for (byte[] bad :
        List.of(
            bytes(0xff),
            bytes(0xc0, 0x80),
            bytes(0xed, 0xa0, 0x80),
            bytes(0xe2, 0x82),
            bytes(0xf4, 0x90, 0x80, 0x80),
            bytes(0x80))) {
      for (String[] around :
          List.of(
              new String[] {"\n{\"folderId\":\"\u20ac", "\"}"},
              new String[] {"\n{\"ignored\":\"\u20ac", "\"}"},
              new String[] {"\n{\"", "\":1}"},
              new String[] {"\n", "{}"})) {
        byte[] before = (Wire.text(1) + around[0]).getBytes(StandardCharsets.UTF_8);
        byte[] json = concat(before, bad, around[1].getBytes(StandardCharsets.UTF_8));

        assertFault(Outcome.of(json), 2, around[0].length(), NOT_UTF8);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32BE", "UTF-32LE"})
  void otherEncodingsAreRefused(String charset) {
    Outcome outcome = Outcome.of(Wire.EXAMPLE.getBytes(Charset.forName(charset)));

    assertThat(outcome.malformed().line()).isEqualTo(1);
    assertThat(outcome.malformed().column()).isLessThanOrEqualTo(2);
    assertThat(outcome.records()).isEmpty();
  }

  @Test
  void deliversTheRecordsBeforeTheFaultAndReadDeliversNone() {
    for (int whole : new int[] {0, 1, 999, 1_000, 1_001, 2_345}) {
      String json =
          IntStream.range(0, whole).mapToObj(Wire::text).collect(Collectors.joining("\n"))
              + "\n{\"folderId\":oops";
      Outcome outcome = Outcome.of(json);

      assertThat(outcome.records())
          .isEqualTo(IntStream.range(0, whole).mapToObj(Wire::record).toList());
      assertThat(outcome.malformed().line()).isEqualTo(whole == 0 ? 2 : whole + 1);
      assertThatThrownBy(
              () -> SyncJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
          .isInstanceOf(MalformedJsonException.class)
          .hasMessage(outcome.malformed().getMessage());
    }
  }

  @Test
  void truncatedAnywhereItDeliversAPrefix() {
    String text =
        "\uFEFF[%s,{\"folderId\":null},%s]\n%s\n[%s,\"x\"] -1.5e3 true\n"
            .formatted(
                Wire.text(1), Wire.EXAMPLE, Wire.text(2), Wire.with("\"\u20ac\":\"\ud83d\ude00\""));
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    List<SyncRecord> all = Outcome.of(json).records();
    assertThat(all).hasSize(3);

    for (int length = 0; length < json.length; length++) {
      Outcome outcome = Outcome.of(Arrays.copyOf(json, length));
      assertThat(outcome.records()).isEqualTo(all.subList(0, outcome.records().size()));
      if (outcome.failure() != null) {
        assertThat(outcome.malformed().line()).isBetween(1L, text.lines().count() + 1);
      }
    }
  }

  @Test
  void noMessageOrCauseQuotesTheInput() {
    for (String bad :
        List.of(
            "{\"browserId\":\"MARK",
            "{\"browserId\":MARK}",
            "{\"MARK\" 1}",
            "MARK",
            "{\"a\":\"MARK\\q\"}",
            "{\"browserId\":\"MARK\u0001\"}",
            "{MARK:1}",
            "{\"browserId\":\"MARK\"MARK",
            "[MARK]",
            "{\"browserId\":\"MARK" + "x".repeat(70_000) + "\"MARK}",
            "{\"MARK" + "x".repeat(70_000),
            "{\"browserId\":\"MARK\"}" + "[".repeat(500))) {
      StringWriter trace = new StringWriter();
      Outcome outcome = Outcome.of(bad.replace("MARK", MARKER));
      outcome.malformed().printStackTrace(new PrintWriter(trace));

      assertThat(trace.toString()).doesNotContain(MARKER).doesNotContain("markerI");
      assertThat(outcome.malformed()).hasNoCause().hasNoSuppressedExceptions();
      assertThat(outcome.rejected().toString()).doesNotContain(MARKER);
    }
  }

  private static void assertFault(Outcome outcome, long line, long column, String kind) {
    MalformedJsonException malformed = outcome.malformed();
    assertThat(malformed).hasMessage("line " + line + ", column " + column + ": " + kind);
    assertThat(malformed.line()).isEqualTo(line);
    assertThat(malformed.column()).isEqualTo(column);
  }

  /** Puts a record of 86 characters for each R, and line ends for their escapes. */
  private static String expand(String text) {
    return text.replace("\\n", "\n").replace("\\r", "\r").replace("R", Wire.text(7));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
