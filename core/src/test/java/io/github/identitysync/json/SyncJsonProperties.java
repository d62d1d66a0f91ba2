package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.SyncRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SyncJsonProperties {

  @Property(tries = 500)
  void whatIsRenderedIsReadBack(
      @ForAll("records") List<SyncRecord> records,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5_000) int pieceBytes)
      throws IOException {
    byte[] json = new RandomRenderer(new Random(seed)).render(records);

    assertThat(SyncJson.read(pieces(json, pieceBytes)))
        .isEqualTo(new ParsedBatch(records, List.of()));
    assertThat(Outcome.of(pieces(json, pieceBytes)))
        .isEqualTo(new Outcome(records, List.of(), null));
  }

  @Property(tries = 2_000)
  void brokenBytesNeverSurprise(
      @ForAll("records") @Size(max = 5) List<SyncRecord> records,
      @ForAll long seed,
      @ForAll @IntRange(max = 4) int changes,
      @ForAll @IntRange(min = 1, max = 500) int pieceBytes) {
    Random random = new Random(seed);
    byte[] json = new RandomRenderer(random).render(records);
    for (int i = 0; i < changes && json.length > 0; i++) {
      json = broken(json, random);
    }

    Outcome streamed = Outcome.of(pieces(json, pieceBytes));
    try {
      ParsedBatch read = SyncJson.read(new ByteArrayInputStream(json));
      assertThat(streamed).isEqualTo(new Outcome(read.records(), read.rejected(), null));
    } catch (MalformedJsonException | IOException e) {
      // Inside a number or a word the column depends on where the input was cut into pieces.
      assertThat(streamed.malformed()).isNotNull();
    }
  }

  @Provide
  Arbitrary<List<SyncRecord>> records() {
    Arbitrary<String> text =
        Arbitraries.oneOf(
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12),
                Arbitraries.strings().ofMaxLength(200),
                Arbitraries.integers()
                    .between(0, Character.MAX_CODE_POINT)
                    .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                    .list()
                    .ofMaxSize(40)
                    .map(SyncJsonProperties::string))
            .filter(SyncJsonProperties::isIdentifier);
    Arbitrary<Instant> time =
        Arbitraries.longs().between(-1L << 61, 1L << 61).map(Instant::ofEpochMilli).injectNull(0.5);
    return Combinators.combine(text, text, text, text, time)
        .as(SyncRecord::new)
        .list()
        .ofMaxSize(40);
  }

  private static boolean isIdentifier(String text) {
    return !text.isBlank()
        && text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE)
        && text.getBytes(StandardCharsets.UTF_8).length <= 1_024;
  }

  private static String string(List<Integer> codePoints) {
    StringBuilder text = new StringBuilder();
    codePoints.forEach(text::appendCodePoint);
    return text.toString();
  }

  private static byte[] broken(byte[] json, Random random) {
    int at = random.nextInt(json.length);
    byte[] broken = json.clone();
    switch (random.nextInt(4)) {
      case 0 -> broken[at] = (byte) random.nextInt(256);
      case 1 -> broken[at] = (byte) "{}[],:\"\\0-.eu \n".charAt(random.nextInt(15));
      case 2 -> broken = Arrays.copyOf(json, at);
      default -> System.arraycopy(json, at, broken, 0, json.length - at);
    }
    return broken;
  }

  private static InputStream pieces(byte[] json, int pieceBytes) {
    return new ByteArrayInputStream(json) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, pieceBytes));
      }
    };
  }
}
