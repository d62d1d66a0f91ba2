package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.SyncRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncJsonTest {

  private static final String R1 = Wire.text(1);
  private static final String R2 = Wire.text(2);
  private static final String R3 = Wire.text(3);

  @Test
  void readsTheExample() throws IOException {
    ParsedBatch batch = SyncJson.read(in(Wire.EXAMPLE));

    assertThat(batch.records()).containsExactly(Wire.EXAMPLE_RECORD);
    assertThat(batch.rejected()).isEmpty();
  }

  @Test
  void tellsTheFormsApartItself() throws IOException {
    List<SyncRecord> three = List.of(Wire.record(1), Wire.record(2), Wire.record(3));
    for (String form :
        List.of(
            "[" + R1 + "," + R2 + "," + R3 + "]",
            " [ " + R1 + "\r\n,\t" + R2 + ", " + R3 + " ]\n",
            R1 + "\n" + R2 + "\n" + R3 + "\n",
            R1 + "\r\n" + R2 + "\r\n" + R3,
            R1 + R2 + " " + R3,
            "[" + R1 + "," + R2 + "]\n" + R3,
            R1 + "[]" + "[" + R2 + "] [" + R3 + "]",
            "\uFEFF" + R1 + R2 + R3)) {
      assertThat(SyncJson.read(in(form)).records()).as(form).isEqualTo(three);
      assertThat(Outcome.of(form).records()).as(form).isEqualTo(three);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n\t\r", "[]", " [ ] [] ", "\uFEFF", "\uFEFF\n"})
  void inputWithoutElementsHasNoRecords(String empty) throws IOException {
    assertThat(SyncJson.read(in(empty)))
        .isEqualTo(new ParsedBatch(List.of(), List.of(), List.of()));
    try (Stream<ParsedBatch> batches = SyncJson.stream(in(empty))) {
      assertThat(batches).isEmpty();
    }
  }

  @Test
  void keepsTheTimeToTheMillisecond() {
    for (long millis : new long[] {0, -1, 1_767_225_600_000L, 1L << 61, -1L << 61}) {
      assertThat(occurredAt(Long.toString(millis))).isEqualTo(Instant.ofEpochMilli(millis));
    }
    assertThat(occurredAt("-0")).isEqualTo(Instant.EPOCH);
    assertThat(occurredAt("null")).isNull();
  }

  @Test
  void ignoresUnknownMembersOfAnyShape() {
    String unknown =
        """
        "a":1, "a":"twice", "":null, "b":[{"folderId":"x"},[[]],1e400], "FolderId":7,
        "c":{"browserId":{"browserId":[]}}, "d":"\\ud800", "e":-0.0E-0, "f":true\
        """;
    String json =
        Wire.with("%s, \"browserId\":\"b1\", %s, \"externalSystemUserId\":\"u1\", %s")
            .formatted(unknown, unknown, unknown);

    assertThat(Outcome.of(json)).isEqualTo(new Outcome(List.of(Wire.record(1)), List.of(), null));
  }

  @Test
  void readsEscapesInNamesAndValues() {
    String json =
        Wire.with(
            "\"browser\\u0049d\":\"\\ud83d\\ude00\\\"\\\\\\/\\u0000\","
                + "\"externalSystemUserId\":\"\u00e9\\u00e9\"");

    assertThat(Outcome.of(json).records())
        .containsExactly(SyncRecord.of("f", "\ud83d\ude00\"\\/\u0000", "t", "\u00e9\u00e9"));
  }

  @Test
  void consecutiveRecordsShareTheStringsOfEqualIdentifiers() {
    List<SyncRecord> records = Outcome.of(R1 + R2).records();

    assertThat(records.get(1).folderId()).isSameAs(records.get(0).folderId());
    assertThat(records.get(1).externalSystemType()).isSameAs(records.get(0).externalSystemType());
  }

  @Test
  void theOptionSetsTheLongestIdentifier() throws IOException {
    StoreOptions options = StoreOptions.defaults().withMaxIdBytes(2);

    assertThat(SyncJson.read(in(R1), options).records()).hasSize(1);
    assertThat(SyncJson.read(in(Wire.text(12)), options).rejected())
        .containsExactly(Wire.rejected(0, "browserId is longer than 2 bytes"));
    try (Stream<ParsedBatch> batches = SyncJson.stream(in(Wire.text(12)), options)) {
      assertThat(batches.flatMap(b -> b.rejected().stream())).hasSize(1);
    }
  }

  @Test
  void batchesHoldAThousandElementsRejectedOnesIncluded() {
    String json =
        IntStream.range(0, 2_500)
            .mapToObj(i -> i % 2 == 0 ? "null" : Wire.text(i))
            .collect(Collectors.joining(",", "[", "]"));

    try (Stream<ParsedBatch> batches = SyncJson.stream(in(json))) {
      assertThat(batches.map(b -> b.records().size() + b.rejected().size()))
          .containsExactly(1_000, 1_000, 500);
    }
    assertThat(Outcome.of(json).rejected())
        .extracting(RejectedRecord::index)
        .isEqualTo(IntStream.range(0, 1_250).mapToObj(i -> 2L * i).toList());
  }

  @Test
  void streamsLazilyAndInOrderEvenWhenAskedToBeParallel() {
    AtomicInteger reads = new AtomicInteger();
    InputStream counted =
        new ByteArrayInputStream(R1.repeat(5_000).getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] b, int off, int len) {
            reads.incrementAndGet();
            return super.read(b, off, len);
          }
        };

    try (Stream<ParsedBatch> batches = SyncJson.stream(counted)) {
      assertThat(reads).hasValue(0);
      assertThat(batches.parallel().limit(1).mapToInt(b -> b.records().size()).sum())
          .isEqualTo(1_000);
    }
  }

  @Test
  void onlyTheStreamClosesTheInput() throws IOException {
    AtomicInteger closed = new AtomicInteger();
    SyncJson.read(closing(R1, closed));
    assertThat(closed).hasValue(0);

    try (Stream<ParsedBatch> batches = SyncJson.stream(closing(R1, closed))) {
      assertThat(batches.toList()).hasSize(1);
      assertThat(closed).hasValue(0);
    }
    assertThat(closed).hasValue(1);

    SyncJson.stream(closing("{", closed)).close();
    assertThat(closed).hasValue(2);
  }

  @Test
  void aFailingCloseIsReported() {
    InputStream failing =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() throws IOException {
            throw new IOException("close");
          }
        };

    assertThatThrownBy(() -> SyncJson.stream(failing).close())
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aStreamThatFailsDeliversTheRecordsBeforeTheFailure() {
    Outcome outcome = Outcome.of(failingAfter(R1 + R2 + "{\"folderId"));

    assertThat(outcome.records()).containsExactly(Wire.record(1), Wire.record(2));
    assertThat(outcome.failure())
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("disk on fire");
    assertThatThrownBy(() -> SyncJson.read(failingAfter(R1)))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("disk on fire");
  }

  @Test
  void anInputThatThrowsSomethingElseIsNotReadOn() {
    InputStream defective =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException();
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            throw new IllegalStateException();
          }
        };
    try (Stream<ParsedBatch> batches =
        SyncJson.stream(new SequenceInputStream(in(R1 + R2), defective))) {
      Iterator<ParsedBatch> iterator = batches.iterator();

      assertThat(iterator.next().records()).hasSize(2);
      assertThatThrownBy(iterator::hasNext).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(iterator::hasNext).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void nullsAreRefusedAtOnce() {
    assertThatThrownBy(() -> SyncJson.stream(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> SyncJson.read(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> SyncJson.stream(in(""), null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new RejectedRecord(-1, 1, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RejectedRecord(0, 0, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ParsedBatch(List.of(), List.of(0L), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Instant occurredAt(String value) {
    String json =
        Wire.with("\"browserId\":\"b\",\"externalSystemUserId\":\"u\",\"occurredAt\":" + value);
    return Outcome.of(json).records().get(0).occurredAt();
  }

  private static InputStream in(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  private static InputStream closing(String json, AtomicInteger closed) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  private static InputStream failingAfter(String json) {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk on fire");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("disk on fire");
          }
        };
    return new SequenceInputStream(in(json), failing);
  }
}
