package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A block that is not what was written is damage, never anything else. */
class BlockDamageTest {

  private static final int FOLDER = 3;
  private static final int KEY = 9;

  @Test
  void everyFlippedBitIsFound() {
    byte[] block = block();
    for (int bit = 0; bit < 8 * block.length; bit++) {
      byte[] damaged = block.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertDamaged(damaged);
    }
  }

  @Test
  void everyTruncationIsFound() {
    byte[] block = block();
    for (int length = 0; length < block.length; length++) {
      assertDamaged(Arrays.copyOf(block, length));
    }
  }

  @Test
  void everyExtensionIsFound() {
    byte[] block = block();
    for (int more = 1; more < 300; more++) {
      assertDamaged(Arrays.copyOf(block, block.length + more));
    }
  }

  @Test
  void aBlockOfAnotherPlaceIsFound() {
    byte[] block = block();
    assertThat(new BlockReader(FOLDER, KEY, block).nodeCount()).isEqualTo(20);
    assertCorrupt(() -> new BlockReader(FOLDER + 1, KEY, block));
    assertCorrupt(() -> new BlockReader(FOLDER, KEY + 1, block));
  }

  @Test
  void bytesThatWereNotWrittenButHaveTheirChecksumDoNoHarm() {
    Random random = new Random(5);
    byte[] block = block();
    int found = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] forged = Arrays.copyOf(block, block.length - random.nextInt(3) * random.nextInt(99));
      for (int change = random.nextInt(4); change >= 0; change--) {
        forged[4 + random.nextInt(forged.length - 4)] = (byte) random.nextInt(256);
      }
      Checksum.set(forged);
      try {
        new BlockReader(FOLDER, KEY, forged).read(new CollectedFacts());
      } catch (IdentitySyncException.Corrupt e) {
        found++;
      }
    }
    assertThat(found).isPositive();
  }

  /** Before memory is taken for what the block says it has. */
  @Test
  void countsThatTheBytesCannotHoldAreRefusedByTheFront() {
    for (int large = 0; large < 4; large++) {
      int[] counts = new int[4];
      counts[large] = Integer.MAX_VALUE;
      byte[] forged = BlockFuzz.block(0, 0, 0, counts[0], counts[1], counts[2], counts[3], 0);
      assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
          .isThrownBy(() -> new BlockReader(0, 0, forged))
          .withMessageContaining("ends early");
    }
  }

  private static byte[] block() {
    BlockWriter writer = new BlockWriter(FOLDER, KEY, 100, 50, 7);
    for (int i = 0; i < 20; i++) {
      Identity identity =
          i % 2 == 0 ? Identity.browser("b" + i) : Identity.external("type" + i % 3, "user" + i);
      byte[] name = FolderFixture.name(identity);
      writer.node(1_000 + i, name, 0, name.length);
    }
    for (int i = 0; i < 19; i++) {
      writer.edge(100 + i, 101 + i, 1_000 + i);
    }
    writer.nodeTime(4, -1);
    writer.edgeTime(60, Long.MIN_VALUE >> 2);
    List<BlockWriter.Block> blocks = writer.finish();
    assertThat(blocks).hasSize(1);
    return blocks.get(0).bytes();
  }

  private static void assertDamaged(byte[] bytes) {
    assertCorrupt(() -> new BlockReader(FOLDER, KEY, bytes).read(new CollectedFacts()));
  }

  private static void assertCorrupt(Runnable reading) {
    assertThatExceptionOfType(IdentitySyncException.Corrupt.class).isThrownBy(reading::run);
  }
}
