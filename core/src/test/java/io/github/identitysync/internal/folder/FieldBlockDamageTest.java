package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.IdentitySyncException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Blocks of fields that have the right checksum, and yet were not written by this library. */
class FieldBlockDamageTest {

  private static void assertDamaged(String message, Runnable reading) {
    assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
        .isThrownBy(reading::run)
        .withMessageContaining(message);
  }

  @Test
  void lengthsThatTogetherAreMoreThanAnIntCanBe() {
    ByteSink sink = new ByteSink(64);
    sink.putVarint(1);
    int count = 50_000;
    sink.putVarint(count);
    for (int i = 0; i < count; i++) {
      sink.putVarint(0);
      sink.putVarint(200_000);
    }
    byte[] block = BlockFuzz.block(Arrays.copyOf(sink.bytes(), sink.size()));
    assertDamaged("ends early", () -> new FieldBlock(0, 0, block));
  }

  @Test
  void aRemovalThatIsKeptForItsValue() {
    ByteSink sink = new ByteSink(64);
    sink.putVarint(1); // fields
    sink.putVarint(2); // the length of the name, and no union
    sink.putUtf8("a");
    sink.putVarint(1); // the earliest write is the second one
    sink.putVarint(FieldFormat.TRUE | FieldFormat.TIME);
    sink.putSigned(5);
    sink.putVarint(FieldFormat.REMOVED | FieldFormat.TIME);
    sink.putSigned(-1);
    ByteSource source = new ByteSource(sink.bytes(), 0, () -> "these bytes");
    assertDamaged("keep a removal for a value", () -> FieldDecoder.read(source));
  }
}
