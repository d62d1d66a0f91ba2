package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input made to cost more than it should. */
class HostileInputTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String LIMIT =
      "a limit is exceeded: nesting depth 32, or the length of a name 256, of a string 65536,"
          + " or of a number 1000";
  private static final String VALUES =
      "{\"folderId\":\"f\",\"browserId\":\"b\",\"profileValues\":{\"";
  private static final String LARGE = "x".repeat(60_000);
  private static final int MANY = 10_000_000;
  private static final long MEMORY = 40L << 20;

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":", "{\"folderId\":["})
  void deepNestingStops(String opening) {
    assertThat(Outcome.of(opening.repeat(1_000_000)).malformed()).hasMessageEndingWith(LIMIT);
  }

  @Test
  void nestingUpToTheLimitIsSkipped() {
    String deep = "[".repeat(30) + "]".repeat(30);
    String json = "[" + Wire.text(1).replace("{", "{\"x\":" + deep + ",") + "]";

    assertThat(Outcome.of(json).records()).containsExactly(Wire.record(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"folderId", "browserId", "externalSystemType", "externalSystemUserId"})
  void aHugeStringInAKnownMemberStops(String member) {
    for (int length : new int[] {(64 << 10) + 1, MANY}) {
      String json = "{\"" + member + "\":\"" + "x".repeat(length) + "\"}";

      assertThat(Outcome.of(json).malformed()).hasMessageEndingWith(LIMIT);
    }
  }

  @Test
  void aHugeStringInAnUnknownMemberIsSkipped() {
    String json = Wire.text(1).replace("{", "{\"x\":[\"" + "x".repeat(MANY) + "\"],");

    assertThat(Outcome.of(json).records()).containsExactly(Wire.record(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {257, MANY})
  void hugeNamesStop(int length) {
    assertThat(Outcome.of("{\"" + "x".repeat(length) + "\":1}").malformed())
        .hasMessageEndingWith(LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"occurredAt\":%s}", "{\"x\":%s}", "{\"x\":-0.%s}", "{\"x\":1e%s}", "%s "})
  void hugeNumbersStop(String json) {
    for (int length : new int[] {1_001, MANY}) {
      assertThat(Outcome.of(json.formatted("1".repeat(length))).malformed())
          .hasMessageEndingWith(LIMIT);
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
