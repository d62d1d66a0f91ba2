package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import java.util.Arrays;

/**
 * Any bytes, read as a block of fields with the right checksum: damage, or fields that are the same
 * when they are written and read again. Their bytes may have another form, which invariant 13
 * finds.
 */
public final class FieldBlockFuzz {

  private FieldBlockFuzz() {}

  /** Reads one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      FieldBlock block = new FieldBlock(0, 0, BlockFuzz.block(input));
      for (int place = 0; place < block.count(); place++) {
        checkWrittenAgain(block.fields(place));
      }
    } catch (Corrupt e) {
      assertThat(e).hasNoCause();
      assertThat(e.getMessage())
          .matches("(I12: block 0 of fields|I13: node \\d+) of folder 0,?[a-z ]+");
    }
  }

  private static void checkWrittenAgain(FieldSet fields) {
    byte[] bytes = encode(fields);
    FieldSet again = FieldDecoder.read(new ByteSource(bytes, 0, () -> "these bytes"));
    assertThat(again.count()).isEqualTo(fields.count());
    for (int i = 0; i < again.count(); i++) {
      assertThat(again.name(i)).isEqualTo(fields.name(i));
      assertThat(again.kept(i)).isEqualTo(fields.kept(i));
    }
    assertThat(encode(again)).isEqualTo(bytes);
  }

  private static byte[] encode(FieldSet fields) {
    ByteSink sink = new ByteSink(64);
    FieldEncoder.put(fields, sink);
    return Arrays.copyOf(sink.bytes(), sink.size());
  }
}
