package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes, read as a block of facts with the right checksum: damage, or facts that are the same
 * when they are written and read again.
 */
public final class BlockFuzz {

  /** What stands before the input: a checksum, and the folder and the key, both 0. */
  private static final int FRONT = Checksum.BYTES + 2;

  private BlockFuzz() {}

  /** Reads one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    byte[] block = block(input);
    CollectedFacts facts = new CollectedFacts();
    List<BlockWriter.Block> again;
    try {
      BlockReader reader = new BlockReader(0, 0, block);
      reader.read(facts);
      again = writtenAgain(block);
      checkNames(new NamedBlock(0, 0, block), reader);
    } catch (Corrupt e) {
      assertThat(e.getMessage()).matches("I2: block 0 of folder 0 [a-z ]+");
      return;
    }
    CollectedFacts readAgain = new CollectedFacts();
    again.forEach(one -> new BlockReader(0, one.key(), one.bytes()).read(readAgain));
    assertThat(readAgain.nodes).isEqualTo(facts.nodes);
    assertThat(readAgain.edges).isEqualTo(facts.edges);
    assertThat(readAgain.nodeTimes).isEqualTo(facts.nodeTimes);
    assertThat(readAgain.edgeTimes).isEqualTo(facts.edgeTimes);
  }

  /** Makes a block of what follows its key. */
  static byte[] block(byte[] input) {
    byte[] block = new byte[FRONT + input.length];
    System.arraycopy(input, 0, block, FRONT, input.length);
    Checksum.set(block);
    return block;
  }

  /** Makes a block of numbers that follow its key. */
  static byte[] block(int... varints) {
    ByteSink sink = new ByteSink(64);
    for (int varint : varints) {
      sink.putVarint(varint);
    }
    return block(Arrays.copyOf(sink.bytes(), sink.size()));
  }

  private static List<BlockWriter.Block> writtenAgain(byte[] block) {
    BlockReader reader = new BlockReader(0, 0, block);
    BlockWriter writer =
        new BlockWriter(0, 0, reader.firstNode(), reader.firstEdge(), reader.firstTime());
    reader.read(new BlockJoiner.Copy(writer));
    return writer.finish();
  }

  private static void checkNames(NamedBlock named, BlockReader reader) {
    for (int i = 0; i < reader.nodeCount(); i++) {
      assertThat(named.name(reader.firstNode() + i)).isNotNull();
    }
  }
}
