package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input made to cost more than it should. */
class HostileInputTest {

  private static final Duration SOON = Duration.ofMinutes(5);
  private static final String VALUES =
      "{\"folderId\":\"f\",\"browserId\":\"b\",\"profileValues\":{\"";
  private static final String LARGE = "x".repeat(60_000);
  private static final int MANY = 10_000_000;

  /** Around each limit, and far beyond. */
  private static final int[] SIZES = {
    1, 98, 99, 100, 101, 102, 999, 1_001, 1_002, 65_535, 65_537, 65_538, 65_539, 65_540, 200_000
  };

  private static final long MEMORY = 40L << 20;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"folderId\":\"LONG\",\"browserId\":\"b\"}      | folderId is longer than 1024 bytes",
        "{\"browserId\":\"\u20acLONG\"}                   | browserId is longer than 1024 bytes",
        "{\"externalSystemType\":\"\\u0041\\\\LONG\"}     | externalSystemType is longer than 1024 bytes",
        "{\"externalSystemUserId\":\"\ud83d\ude00LONG\"} | externalSystemUserId is longer than 1024 bytes",
        "{\"browserId\":[DEEP],\"x\":1}                 | browserId is not a string",
        "{\"occurredAt\":NUMBER}                        | occurredAt is out of range",
        "{\"occurredAt\":-NUMBER}                       | occurredAt is out of range",
        "{\"occurredAt\":0.NUMBER}                      | occurredAt is not a whole number",
        "{\"occurredAt\":1e+NUMBER}                     | occurredAt is not a whole number",
        "{\"LONG\":1}                                   | folderId is missing",
        "\"LONG\"                                       | not an object",
        "NUMBER                                         | not an object",
        "[[DEEP],[]]                                    | not an object",
      })
  void whatIsTooLongOrTooDeepIsRejectedAndTheRestIsRead(String element, String reason) {
    for (int size : new int[] {65_536, 65_538, 70_000, 200_000}) {
      Outcome outcome =
          Outcome.of("[" + Wire.text(1) + "," + large(element, size) + "," + Wire.text(2) + "]");

      assertThat(outcome.failure()).isNull();
      assertThat(outcome.records()).containsExactly(Wire.record(1), Wire.record(2));
      assertThat(outcome.rejected()).containsExactly(Wire.rejected(1, reason));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"LONG\":1,",
        "\"x\":\"LONG\",",
        "\"x\":[\"LONG\",{\"LONG\":\"LONG\"}],",
        "\"x\":NUMBER,",
        "\"x\":-1.NUMBERe-NUMBER,",
        "\"x\":[NUMBER,0.NUMBER , NUMBER],",
        "\"x\":[DEEP, DEEP],",
        "\"x\":[DEEP,\"}]\",1.5e7,{\"a\":true}],",
        "\"\\ud800\":1,",
        "\"\\udc00\\ud800\":1,",
        "\"\\ud800\\ud83d\\ude00\\n\":1,",
        "\"\\ud800\\t\":1,",
      })
  void whatIsIgnoredMayHaveAnyLengthAndDepth(String ignored) {
    for (int size : SIZES) {
      String json = Wire.text(1).replace("{", "{" + large(ignored, size));

      assertThat(Outcome.of(Wire.text(2) + json + Wire.text(3)))
          .isEqualTo(
              new Outcome(
                  List.of(Wire.record(2), Wire.record(1), Wire.record(3)), List.of(), null));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\":\"LONG\u0001\"}",
        "{\"x\":\"LONG\n\"}",
        "{\"x\":\"LONG\\x\"}",
        "{\"x\":\"LONG\\u12g4\"}",
        "{\"x\":\"LONG\" 1}",
        "{\"LONG\" 1}",
        "{\"x\":NUMBERx}",
        "[DEEP}",
      })
  void whatIsLongIsStillToBeJson(String broken) {
    for (int size : SIZES) {
      String json = Wire.text(1) + large(broken, size) + Wire.text(2);
      Outcome outcome = Outcome.of(json);

      assertThat(outcome.records()).containsExactly(Wire.record(1));
      assertThat(outcome.malformed()).hasMessageEndingWith("the input is not well-formed JSON");
      assertThat(outcome.malformed().column() + (outcome.malformed().line() - 1) * size)
          .isBetween((long) size, (long) json.length());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"LONG", "{\"LONG", "{\"x\":\"LONG", "{\"x\":NUMBER", "[[DEEP", "\"LONG\\u00"})
  void whatIsLongIsStillToEnd(String cut) {
    for (int size : SIZES) {
      assertThat(Outcome.of(large(cut, size)).malformed())
          .hasMessageEndingWith("the input ends inside a value");
    }
  }

  @Test
  void aHugeWordStops() {
    assertThat(Outcome.of("x".repeat(MANY)).malformed().column()).isEqualTo(1);
  }

  @Test
  void endlessInputIsReadInTheMemoryOfOneBatch() {
    assertTimeoutPreemptively(
        SOON,
        () -> {
          assertThat(elements(i -> "{\"" + name(i) + "\":null}\n", 500_000)).isEqualTo(500_000);
          assertThat(elements(i -> (i == 0 ? "{\"" : ",\"") + name(i) + "\":[]", 1_000_000))
              .isZero();
          assertThat(elements(i -> (i == 0 ? "[\"" : ",\"") + name(i) + '"', 500_000))
              .isEqualTo(500_000);
          assertThat(elements(i -> "[]", 3_000_000)).isZero();
          assertThat(elements(i -> " ", 10_000_000)).isZero();
        });
  }

  @Test
  void endlessUpdatesAreReadInTheMemoryOfOneBatch() {
    assertTimeoutPreemptively(
        SOON,
        () -> {
          assertThat(updates(i -> Updates.text('"' + name(i) + "\":1"), 300_000))
              .isEqualTo(300_000);
          assertThat(updates(i -> Updates.text("\"x\":\"" + LARGE + '"'), 2_000)).isEqualTo(2_000);
          assertThat(updates(i -> (i == 0 ? VALUES : ",\"") + name(i) + "\":1", 300_000)).isZero();
          assertThat(updates(i -> (i == 0 ? VALUES + "x\":[\"" : ",\"") + name(i) + '"', 500_000))
              .isZero();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"browserId\":\"       | \\n\u20acx",
        "{\"                     | \\n\u20acx",
        "{\"x\":\"               | \\n\u20acx",
        "{\"occurredAt\":1       | 1234",
        "{\"x\":0.5              | 1234",
        "[[                      | [[[[",
        "{\"x\":[{\"y\":[         | {\"a\":",
        "VALUES                  | \\u0041\ud83d\ude00",
        "VALUESx\":\"            | \\u0041\ud83d\ude00",
        "VALUESx\":[\"           | \\u0041\ud83d\ude00",
        "VALUESx\":1.           | 1234",
      })
  void endlessTokensAreReadInBoundedMemory(String begin, String piece) {
    String first = begin.replace("VALUES", VALUES);
    LongFunction<String> text = i -> i == 0 ? first : piece.repeat(1_000);
    assertTimeoutPreemptively(
        SOON,
        () -> {
          assertThat(elements(text, 10_000)).isZero();
          assertThat(updates(text, 10_000)).isZero();
        });
  }

  private static String large(String text, int size) {
    return text.replace("LONG", "x".repeat(size))
        .replace("NUMBER", "1".repeat(size))
        .replace("DEEP", "[".repeat(size) + "]".repeat(size));
  }

  private static String name(long number) {
    return "x".repeat(200) + number;
  }

  /** Returns how many elements come out of so many pieces of text, cut off after the last one. */
  private static long elements(LongFunction<String> piece, long pieces) {
    return count(
        SyncJson.stream(new Pieces(piece, pieces)),
        batch -> batch.records().size() + batch.rejected().size());
  }

  /** Returns the same of updates. */
  private static long updates(LongFunction<String> piece, long pieces) {
    return count(
        UpdateJson.stream(new Pieces(piece, pieces)),
        batch -> batch.updates().size() + batch.rejected().size());
  }

  private static <B> long count(Stream<B> stream, ToIntFunction<B> size) {
    long count = 0;
    try (stream) {
      Iterator<B> iterator = stream.iterator();
      while (iterator.hasNext()) {
        count += size.applyAsInt(iterator.next());
      }
    } catch (MalformedJsonException e) {
      assertThat(e).hasMessageEndingWith("the input ends inside a value");
    }
    return count;
  }

  /** Text that is made while it is read, and at its end looks what the reading has piled up. */
  private static final class Pieces extends InputStream {

    private final LongFunction<String> piece;
    private final long pieces;
    private long made;
    private byte[] current = {};
    private int position;
    private final long usedAtStart = used();

    Pieces(LongFunction<String> piece, long pieces) {
      this.piece = piece;
      this.pieces = pieces;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (position == current.length) {
        if (made == pieces) {
          assertThat(used() - usedAtStart).isLessThan(MEMORY);
          return -1;
        }
        StringBuilder text = new StringBuilder();
        while (made < pieces && text.length() < length) {
          text.append(piece.apply(made++));
        }
        current = text.toString().getBytes(StandardCharsets.UTF_8);
        position = 0;
      }
      int count = Math.min(length, current.length - position);
      System.arraycopy(current, position, target, offset, count);
      position += count;
      return count;
    }

    private static long used() {
      System.gc();
      return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
  }
}
