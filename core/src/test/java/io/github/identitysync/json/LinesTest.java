package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.identitysync.StoreOptions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of JSON, of which broken ones are left out. */
class LinesTest {

  private static final String SYNTAX = "the line is not well-formed JSON";
  private static final String TRUNCATED = "the line ends inside a value";
  private static final String NOT_UTF8 = "the line is not UTF-8";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"folderId\":oops}        | the line is not well-formed JSON",
        "{\"folderId\":\"f\"        | the line ends inside a value",
        "{\"folderId\":\"f          | the line ends inside a value",
        "{\"folderId\":[{\"a\":[    | the line ends inside a value",
        "[                          | the line ends inside a value",
        "]                          | the line is not well-formed JSON",
        "}}                         | the line is not well-formed JSON",
        "folderId,browserId         | the line is not well-formed JSON",
        "\"                         | the line ends inside a value",
        "tru                        | the line is not well-formed JSON",
      })
  void aBrokenLineIsRejectedAndTheNextOneIsRead(String broken, String reason) {
    String text = String.join("\n", Wire.text(1), broken, Wire.text(2), broken, broken);
    Outcome outcome = lines(text);

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.records()).containsExactly(Wire.record(1), Wire.record(2));
    assertThat(outcome.rejected())
        .containsExactly(
            new RejectedRecord(1, 2, reason),
            new RejectedRecord(3, 4, reason),
            new RejectedRecord(4, 5, reason));
    assertThat(lines(text.replace("\n", "\r\n")).rejected())
        .extracting(RejectedRecord::index, RejectedRecord::line)
        .containsExactly(tuple(1L, 2L), tuple(3L, 4L), tuple(4L, 5L));
  }

  @Test
  void bytesThatAreNotUtf8BreakTheirLineAlone() {
    byte[] json =
        (Wire.text(1) + "\n{\"x\":\"?\"}\n" + Wire.text(2)).getBytes(StandardCharsets.UTF_8);
    json[Wire.text(1).length() + 7] = (byte) 0xe2;

    Outcome outcome = lines(new ByteArrayInputStream(json));

    assertThat(outcome.records()).containsExactly(Wire.record(1), Wire.record(2));
    assertThat(outcome.rejected()).containsExactly(new RejectedRecord(1, 2, NOT_UTF8));
  }

  @Test
  void whatIsWholeBeforeTheFaultIsKept() {
    Outcome outcome =
        lines(
            Wire.text(1)
                + Wire.text(2)
                + "}\n["
                + Wire.text(3)
                + ",{},7,{\"x\"\n"
                + "\n \n"
                + Wire.text(4));

    assertThat(outcome.records())
        .isEqualTo(IntStream.rangeClosed(1, 4).mapToObj(Wire::record).toList());
    assertThat(outcome.rejected())
        .containsExactly(
            new RejectedRecord(2, 1, SYNTAX),
            new RejectedRecord(4, 2, "folderId is missing"),
            new RejectedRecord(5, 2, "not an object"),
            new RejectedRecord(6, 2, TRUNCATED));
  }

  @Test
  void anObjectOverSeveralLinesIsRejectedLineByLine() {
    assertThat(lines(Wire.EXAMPLE + Wire.text(1)).rejected())
        .extracting(RejectedRecord::line)
        .containsExactly(1L, 2L, 2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n", "\uFEFF", "\uFEFF\n", " \n[]\n"})
  void linesWithoutElementsHaveNoRecords(String empty) {
    assertThat(lines(empty)).isEqualTo(new Outcome(List.of(), List.of(), null));
  }

  @Test
  void linesOfAnyLengthAreRead() {
    for (int length : new int[] {400, 511, 512, 513, 65_400, 65_535, 65_536, 65_537, 3_000_000}) {
      String filler = " ".repeat(length);
      String broken = "[".repeat(length);
      Outcome outcome =
          lines(filler + Wire.text(1) + "\n" + broken + "\n" + Wire.text(2) + filler + "\n");

      assertThat(outcome.records()).containsExactly(Wire.record(1), Wire.record(2));
      assertThat(outcome.rejected()).containsExactly(new RejectedRecord(1, 2, TRUNCATED));
    }
  }

  @Test
  void aStreamThatFailsEndsTheReading() {
    String text = Wire.text(1) + "\n{\"x";

    Outcome outcome = lines(new PausingInput(text + "\":1}", text.length()));

    assertThat(outcome.records()).containsExactly(Wire.record(1));
    assertThat(outcome.failure())
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("would wait");
  }

  @Test
  void theOptionsSetTheLongestIdentifier() {
    StoreOptions options = StoreOptions.defaults().withMaxIdBytes(2);
    try (Stream<ParsedBatch> batches = SyncJson.streamLines(in(Wire.text(12)), options)) {
      assertThat(batches.flatMap(batch -> batch.rejected().stream()))
          .containsExactly(Wire.rejected(0, "browserId is longer than 2 bytes"));
    }
    assertThatThrownBy(() -> SyncJson.streamLines(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> UpdateJson.streamLines(null)).isInstanceOf(NullPointerException.class);
  }

  private static Outcome lines(String text) {
    return lines(in(text));
  }

  private static Outcome lines(InputStream in) {
    return Outcome.of(SyncJson.streamLines(in));
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
