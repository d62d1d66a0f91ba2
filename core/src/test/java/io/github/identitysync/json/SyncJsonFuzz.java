package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Any bytes, read as sync records: nothing but the documented exception, no word of the input in a
 * reason or a message, both ways of reading agree, and the records come back from JSON.
 */
public final class SyncJsonFuzz {

  private static final String FAULT =
      "line \\d+, column \\d+: (the input is not well-formed JSON|the input ends inside a value"
          + "|the input is not UTF-8)";

  private static final String REASON =
      "not an object|(folderId|browserId|externalSystemType|externalSystemUserId) is (missing|null"
          + "|not a string|blank|longer than 1024 bytes|given twice)"
          + "|(folderId|browserId|externalSystemType|externalSystemUserId) has an unpaired surrogate"
          + "|occurredAt is (not a whole number|out of range|given twice)";

  /** What is said of a line. */
  static final String LINE_REASON =
      "|the line (is not well-formed JSON|ends inside a value|is not UTF-8)";

  private SyncJsonFuzz() {}

  /** Reads one input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Outcome streamed = Outcome.of(Inputs.pieces(input, 1 + input.length / 3));
    readLines(input);
    ParsedBatch read;
    try {
      read = SyncJson.read(new ByteArrayInputStream(input));
    } catch (MalformedJsonException e) {
      checkFault(e);
      assertThat(Inputs.faultAndLine(streamed.malformed())).isEqualTo(Inputs.faultAndLine(e));
      return;
    }
    assertThat(streamed).isEqualTo(new Outcome(read.records(), read.rejected(), null));
    checkReasons(read.rejected(), REASON);
    checkPositions(read.positions(), read.rejected());
    byte[] again = new RandomRenderer(new Random(input.length)).render(read.records());
    assertThat(SyncJson.read(new ByteArrayInputStream(again)))
        .extracting(ParsedBatch::records, ParsedBatch::rejected)
        .containsExactly(read.records(), List.of());
  }

  /** Reads line by line, which no input ends. */
  private static void readLines(byte[] input) {
    try (Stream<ParsedBatch> batches =
        SyncJson.streamLines(Inputs.pieces(input, 1 + input.length / 3))) {
      List<ParsedBatch> all = batches.toList();
      List<RejectedRecord> rejected = all.stream().flatMap(b -> b.rejected().stream()).toList();
      checkReasons(rejected, REASON + LINE_REASON);
      checkPositions(all.stream().flatMap(b -> b.positions().stream()).toList(), rejected);
    }
  }

  /** Asserts that each position is that of one element. */
  static void checkPositions(List<Long> kept, List<RejectedRecord> rejected) {
    assertThat(kept).isSorted();
    Stream<Long> all = Stream.concat(kept.stream(), rejected.stream().map(RejectedRecord::index));
    assertThat(all.sorted().toList())
        .isEqualTo(LongStream.range(0, kept.size() + rejected.size()).boxed().toList());
  }

  static void checkFault(MalformedJsonException e) {
    assertThat(e).hasNoCause().hasNoSuppressedExceptions();
    assertThat(e.getMessage()).matches(FAULT);
  }

  static void checkReasons(List<RejectedRecord> rejected, String allowed) {
    rejected.forEach(one -> assertThat(one.reason()).matches(allowed));
  }
}
