package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * Any bytes, read as sync records: nothing but the documented exception, no word of the input in a
 * reason or a message, both ways of reading agree, and the records come back from JSON.
 */
public final class SyncJsonFuzz {

  private static final String FAULT =
      "line \\d+, column \\d+: (the input is not well-formed JSON|the input ends inside a value"
          + "|the input is not UTF-8|a limit is exceeded: nesting depth 32, or the length of a"
          + " name \\d+, of a string \\d+, or of a number 1000)";

  private static final String REASON =
      "not an object|(folderId|browserId|externalSystemType|externalSystemUserId) is (missing|null"
          + "|not a string|blank|longer than 1024 bytes|given twice)"
          + "|(folderId|browserId|externalSystemType|externalSystemUserId) has an unpaired surrogate"
          + "|occurredAt is (not a whole number|out of range|given twice)";

  private SyncJsonFuzz() {}

  /** Reads one input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Outcome streamed = Outcome.of(Inputs.pieces(input, 1 + input.length / 3));
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
    byte[] again = new RandomRenderer(new Random(input.length)).render(read.records());
    assertThat(SyncJson.read(new ByteArrayInputStream(again)))
        .isEqualTo(new ParsedBatch(read.records(), List.of()));
  }

  static void checkFault(MalformedJsonException e) {
    assertThat(e).hasNoCause().hasNoSuppressedExceptions();
    assertThat(e.getMessage()).matches(FAULT);
  }

  static void checkReasons(List<RejectedRecord> rejected, String allowed) {
    rejected.forEach(one -> assertThat(one.reason()).matches(allowed));
  }
}
