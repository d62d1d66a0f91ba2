package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
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

  private static Runnable block(int... varints) {
    byte[] block = BlockFuzz.block(varints);
    return () -> new FieldBlock(0, 0, block);
  }

  @Test
  void aBlockOfNoNodesOrOfMoreThanBytes() {
    assertDamaged("has a number that cannot be", block(1, 0));
    assertDamaged("has a number that cannot be", block(1, 1_000, 0, 0));
  }

  @Test
  void nodesBehindTheLastThatCanBe() {
    int most = Integer.MAX_VALUE;
    block(1, 2, most - 1, 0, 0, 0).run();
    assertDamaged("has a number that cannot be", block(1, 2, most - 1, 0, 1, 0));
    assertDamaged("has a number that cannot be", block(1, 2, most, 0, 0, 0));
  }

  @Test
  void fieldsThatEndBehindTheBlock() {
    assertDamaged("ends early", block(1, 2, 0, 1, 0, 1, 0));
    assertDamaged("ends early", block(1, 2, 0, 0, 0, Integer.MAX_VALUE, 0));
  }

  @Test
  void fieldsOfAnotherLength() {
    FieldBlock block =
        new FieldBlock(0, 0, BlockFuzz.block(1, 1, 0, 2, 0, 0)); // a byte behind no field
    assertDamaged(
        "I13: node 0 of folder 0, whose fields have another length", () -> block.fields(0));
    assertThat(block.fieldsOf(1)).isNull();
  }

  /** Reads a set of fields that were only ever removed, with these names and roles. */
  private static FieldSet fields(int roles, String... names) {
    ByteSink sink = new ByteSink(64);
    sink.putVarint(names.length);
    for (String name : names) {
      sink.putVarint(2L * name.length());
      sink.putUtf8(name);
      sink.putVarint(roles);
      sink.putVarint(FieldFormat.REMOVED | FieldFormat.TIME);
      sink.putSigned(5);
    }
    return FieldDecoder.read(new ByteSource(sink.bytes(), 0, () -> "these bytes"));
  }

  @Test
  void namesThatDoNotAscend() {
    assertThat(fields(0, "a", "b", "c").count()).isEqualTo(3);
    assertDamaged("has fields out of order", () -> fields(0, "a", "a"));
    assertDamaged("has fields out of order", () -> fields(0, "a", "c", "b"));
  }

  @Test
  void moreWritesThanAFieldCanKeep() {
    assertDamaged(
        "has a number that cannot be", () -> fields(4 << (2 * FieldFormat.ROLE_BITS), "a"));
  }

  @Test
  void aDecimalWithoutDigits() {
    ByteSink sink = new ByteSink(64);
    sink.putVarint(1);
    sink.putVarint(2);
    sink.putUtf8("a");
    sink.putVarint(0);
    sink.putVarint(FieldFormat.DECIMAL | FieldFormat.TIME);
    sink.putSigned(5);
    sink.putSigned(0);
    sink.putVarint(0);
    ByteSource source = new ByteSource(sink.bytes(), 0, () -> "these bytes");
    assertDamaged("these bytes has a number that cannot be", () -> FieldDecoder.read(source));
  }

  @Test
  void aBlockKnowsWhichItIs() {
    FieldBlock block = new FieldBlock(1, 2, 3, new int[0], new int[1], new byte[0]);
    assertThat(block.is(1, 2, 3)).isTrue();
    assertThat(block.is(0, 2, 3)).isFalse();
    assertThat(block.is(1, 0, 3)).isFalse();
    assertThat(block.is(1, 2, 0)).isFalse();
  }
}
