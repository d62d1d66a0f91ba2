package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.SyncRecord;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What has come whole is delivered where the input pauses, wherever that is. */
class PauseTest {

  @Test
  void inElementsOneAfterTheOther() {
    deliversWhatHasCome(records("\n"), SyncJson::stream);
    deliversWhatHasCome(records(""), SyncJson::stream);
    deliversWhatHasCome(records("\n"), SyncJson::streamLines);
    deliversWhatHasCome(records("\r\n"), SyncJson::streamLines);
  }

  @Test
  void inArrays() {
    deliversWhatHasCome("[" + records(" , ") + "]", SyncJson::stream);
    deliversWhatHasCome("[" + records(",") + "][" + records(",") + "]", SyncJson::stream);
  }

  @Test
  void inTextThatEndsInsideACharacterOrAnEscape() {
    String json =
        Wire.text(1)
            + Wire.with("\"x\":\"\ud83d\ude00\\ud83d\\ude00\\ud83d\\n\",")
                .replace(",}", "," + Wire.text(2).substring(1))
            + Wire.text(3);
    deliversWhatHasCome(json, SyncJson::stream);
    deliversWhatHasCome(json, SyncJson::streamLines);
  }

  @Test
  void updatesAreNotHeldBackEither() throws IOException {
    String one = Updates.text("\"a\":1");
    PausingInput input = new PausingInput(one + one + one, one.length() * 2 + 5);
    try (Stream<ParsedUpdates> batches = UpdateJson.stream(input)) {
      Iterator<ParsedUpdates> iterator = batches.iterator();
      assertThat(iterator.next().updates()).hasSize(2);
      input.goOn();
      assertThat(iterator.next().positions()).containsExactly(2L);
      assertThat(iterator).isExhausted();
    }
  }

  @Test
  void aPipeIsReadWhileItsWriterWaits() throws IOException {
    PipedInputStream in = new PipedInputStream(1 << 16);
    try (Stream<ParsedBatch> batches = SyncJson.stream(in)) {
      Iterator<ParsedBatch> iterator = batches.iterator();
      try (PipedOutputStream out = new PipedOutputStream(in)) {
        for (int i = 0; i < 5; i++) {
          out.write((Wire.text(i) + "\n").getBytes(StandardCharsets.UTF_8));

          assertThat(iterator.next().records()).containsExactly(Wire.record(i));
        }
      }
      assertThat(iterator).isExhausted();
    }
  }

  @Test
  void aStreamThatCannotTellIsReadInFullBatches() {
    InputStream silent =
        new FilterInputStream(new PausingInput("{}".repeat(2_500), 5_000)) {
          @Override
          public int available() throws IOException {
            throw new IOException("illegal seek");
          }
        };
    try (Stream<ParsedBatch> batches = SyncJson.stream(silent)) {
      assertThat(batches.map(batch -> batch.rejected().size())).containsExactly(1_000, 1_000, 500);
    }
  }

  /** Returns 4 records with a text between them. */
  private static String records(String between) {
    return IntStream.range(0, 4).mapToObj(Wire::text).collect(Collectors.joining(between));
  }

  /** Lets the input pause at every byte, and expects the elements that end before it. */
  private static void deliversWhatHasCome(
      String json, Function<InputStream, Stream<ParsedBatch>> reading) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    List<SyncRecord> all = Outcome.of(json).records();
    for (int pauseAt = 1; pauseAt < bytes.length; pauseAt++) {
      String come = new String(bytes, 0, pauseAt, StandardCharsets.UTF_8);
      int whole = Outcome.of(come).records().size();
      PausingInput input = new PausingInput(json, pauseAt);
      List<SyncRecord> delivered = new ArrayList<>();
      try (Stream<ParsedBatch> batches = reading.apply(input)) {
        Iterator<ParsedBatch> iterator = batches.iterator();
        while (delivered.size() < whole) {
          delivered.addAll(iterator.next().records());
        }
        assertThat(delivered).as("paused at %d", pauseAt).isEqualTo(all.subList(0, whole));
        input.goOn();
        iterator.forEachRemaining(batch -> delivered.addAll(batch.records()));
      }
      assertThat(delivered).as("paused at %d", pauseAt).isEqualTo(all);
    }
  }
}
