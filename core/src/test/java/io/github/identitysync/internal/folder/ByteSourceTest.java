package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ByteSourceTest {

  private static final String ENDS_EARLY = "these bytes ends early";
  private static final String BAD_NUMBER = "these bytes has a number that cannot be";
  private static final String BAD_TEXT = "these bytes has a text that cannot be";

  private static ByteSource source(byte... bytes) {
    return new ByteSource(bytes, 0, () -> "these bytes");
  }

  private static ByteSource varint(long value) {
    ByteSink sink = new ByteSink(16);
    sink.putVarint(value);
    return source(Arrays.copyOf(sink.bytes(), sink.size()));
  }

  private static void assertDamaged(
      String message, ByteSource source, Consumer<ByteSource> reading) {
    assertThatExceptionOfType(Corrupt.class)
        .isThrownBy(() -> reading.accept(source))
        .withMessage(message);
  }

  @Test
  void readsAnyNumber() {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      for (long value : new long[] {1L << bit, (1L << bit) - 1, -1L << bit}) {
        ByteSource source = varint(value);
        assertThat(source.varint()).isEqualTo(value);
        assertDamaged(ENDS_EARLY, source, ByteSource::varint);
      }
    }
  }

  @Test
  void aCountIsWhatAnIntCanBe() {
    assertThat(varint(0).count()).isZero();
    assertThat(varint(Integer.MAX_VALUE).count()).isEqualTo(Integer.MAX_VALUE);
    assertDamaged(BAD_NUMBER, varint(1L + Integer.MAX_VALUE), ByteSource::count);
    assertDamaged(BAD_NUMBER, varint(1L << 32), ByteSource::count);
    assertDamaged(BAD_NUMBER, varint(-1), ByteSource::count);
  }

  @Test
  void aNumberHasAtMostTenBytes() {
    byte[] bytes = new byte[12];
    Arrays.fill(bytes, (byte) 0x80);
    bytes[9] = 1;
    assertThat(source(bytes).varint()).isEqualTo(1L << 63);
    bytes[9] = (byte) 0x80;
    assertDamaged(BAD_NUMBER, source(bytes), ByteSource::varint);
  }

  @Test
  void aTextIsUtf8() {
    for (String text : new String[] {"", "a", "ä€\uD83D\uDE00", "\uFFFD", "x\uFFFDy"}) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      assertThat(source(utf8).utf8(utf8.length)).isEqualTo(text);
    }
    assertDamaged(BAD_TEXT, source((byte) 0xFF), bytes -> bytes.utf8(1));
    assertDamaged(BAD_TEXT, source((byte) 'a', (byte) 0xC3), bytes -> bytes.utf8(2));
  }

  @Test
  void nothingIsReadBehindTheEnd() {
    ByteSource source = source((byte) 1, (byte) -2, (byte) 3);
    assertThat(source.unsignedByte()).isEqualTo(1);
    assertDamaged(ENDS_EARLY, source, bytes -> bytes.skip(3));
    assertDamaged(ENDS_EARLY, source, bytes -> bytes.bytes(Integer.MAX_VALUE));
    assertDamaged(ENDS_EARLY, source, bytes -> bytes.utf8(3));
    assertThat(source.unsignedByte()).isEqualTo(254);
    assertThat(source.bytes(1)).containsExactly(3);
    assertThat(source.position()).isEqualTo(3);
    assertDamaged(ENDS_EARLY, source, ByteSource::unsignedByte);
  }
}
