package io.github.identitysync.json;

import io.github.identitysync.model.Ids;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What properties read: identifiers, broken bytes, bytes in pieces. */
final class Inputs {

  private Inputs() {}

  static Arbitrary<String> identifiers() {
    return Arbitraries.oneOf(
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12),
            Arbitraries.strings().ofMaxLength(200),
            Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(40)
                .map(Inputs::string))
        .filter(Inputs::isIdentifier);
  }

  static Arbitrary<Instant> timesOrNone() {
    return Arbitraries.longs()
        .between(-1L << 61, 1L << 61)
        .map(Instant::ofEpochMilli)
        .injectNull(0.5);
  }

  /** Changes, drops or repeats bytes at so many places. */
  static byte[] broken(byte[] json, int changes, Random random) {
    byte[] broken = json;
    for (int i = 0; i < changes && broken.length > 0; i++) {
      broken = broken(broken, random);
    }
    return broken;
  }

  /** Returns a stream that gives no more than so many bytes at once. */
  static InputStream pieces(byte[] json, int pieceBytes) {
    return new ByteArrayInputStream(json) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, pieceBytes));
      }
    };
  }

  /**
   * Returns the message without the column, which inside a number or a word depends on where the
   * input was cut into pieces.
   */
  static String faultAndLine(MalformedJsonException e) {
    return String.valueOf(e.getMessage()).replaceFirst(", column \\d+", "");
  }

  private static boolean isIdentifier(String text) {
    return !Ids.isBlank(text)
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
}
