package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.Identity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where a block ends, and how much its facts take. */
class BlockWriterTest {

  private static final int TARGET = BlockWriter.TARGET_BYTES;
  private static final int FACTS = 20_000;

  /** What the head of a block and its last fact may take. */
  private static final int HEAD = 128;

  private static final int TYPE = 150;

  private final BlockWriter writer = new BlockWriter(0, 0, 0, 0, 0);

  private static CollectedFacts read(List<BlockWriter.Block> blocks) {
    CollectedFacts facts = new CollectedFacts();
    int nodes = 0;
    for (int key = 0; key < blocks.size(); key++) {
      BlockWriter.Block block = blocks.get(key);
      assertThat(block.key()).isEqualTo(key);
      assertThat(block.firstNode()).isEqualTo(nodes);
      BlockReader reader = new BlockReader(0, key, block.bytes());
      reader.read(facts);
      nodes = facts.nodes.size();
    }
    return facts;
  }

  /** All but the last block are full. */
  private static void assertFull(List<BlockWriter.Block> blocks) {
    assertThat(blocks).hasSizeGreaterThan(2);
    for (BlockWriter.Block block : blocks.subList(0, blocks.size() - 1)) {
      assertThat(block.bytes().length).isBetween(TARGET + 1, TARGET + HEAD);
    }
    assertThat(blocks.get(blocks.size() - 1).bytes().length).isLessThanOrEqualTo(TARGET + HEAD);
  }

  private void node(int number) {
    byte[] name = FolderFixture.name(Identity.browser("b" + number));
    writer.node(number, name, 0, name.length);
  }

  @Test
  void nodesFillBlocks() {
    for (int i = 0; i < FACTS; i++) {
      node(i);
    }
    List<BlockWriter.Block> blocks = writer.finish();
    assertFull(blocks);
    assertThat(read(blocks).nodes).hasSize(FACTS).last().isEqualTo("19999  b19999");
  }

  @Test
  void edgesFillBlocks() {
    node(0);
    node(1);
    for (int i = 0; i < FACTS; i++) {
      writer.edge(0, 1, i);
    }
    List<BlockWriter.Block> blocks = writer.finish();
    assertFull(blocks);
    assertThat(read(blocks).edges).hasSize(FACTS).last().isEqualTo("0 1 19999");
  }

  @Test
  void earlierTimesOfNodesFillBlocks() {
    node(0);
    for (int i = 0; i < FACTS; i++) {
      writer.nodeTime(0, -1_000L * i);
    }
    List<BlockWriter.Block> blocks = writer.finish();
    assertFull(blocks);
    assertThat(read(blocks).nodeTimes).hasSize(FACTS).last().isEqualTo("0 -19999000");
  }

  @Test
  void earlierTimesOfEdgesFillBlocks() {
    node(0);
    node(1);
    writer.edge(0, 1, 0);
    for (int i = 0; i < FACTS; i++) {
      writer.edgeTime(0, -1_000L * i);
    }
    List<BlockWriter.Block> blocks = writer.finish();
    assertFull(blocks);
    assertThat(read(blocks).edgeTimes).hasSize(FACTS).last().isEqualTo("0 -19999000");
  }

  @Test
  void factsOfAllKindsFillBlocksTogether() {
    Random random = new Random(5);
    node(0);
    node(1);
    writer.edge(0, 1, 0);
    int nodes = 2;
    int edges = 1;
    for (int i = 0; i < FACTS; i++) {
      switch (random.nextInt(4)) {
        case 0 -> node(nodes++);
        case 1 -> {
          writer.edge(random.nextInt(nodes), random.nextInt(nodes), i);
          edges++;
        }
        case 2 -> writer.nodeTime(random.nextInt(nodes), -i);
        default -> writer.edgeTime(random.nextInt(edges), -i);
      }
    }
    List<BlockWriter.Block> blocks = writer.finish();
    assertFull(blocks);
    CollectedFacts facts = read(blocks);
    assertThat(facts.nodes).hasSize(nodes);
    assertThat(facts.edges).hasSize(edges);
  }

  @Test
  void sixtyFourTypesOfABlockAreWrittenOnce() {
    int once = 64 * (TYPE + 10);
    int known = bytes(64, 20);
    assertThat(known).isBetween(64 * TYPE, once + 64 * 20 * 6);
    assertThat(bytes(65, 20) - known).as("20 of a type that is not kept").isGreaterThan(20 * TYPE);
  }

  /** Returns how many bytes some types take in one block, each so many times. */
  private static int bytes(int types, int times) {
    BlockWriter writer = new BlockWriter(0, 0, 0, 0, 0);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < types * times; i++) {
      String type = ("%0" + TYPE + "d").formatted(i % types);
      byte[] bytes = (type + "id").getBytes(StandardCharsets.US_ASCII);
      writer.node(7, bytes, 0, type.length(), type.length(), 2);
      expected.add("7 " + type + " id");
    }
    List<BlockWriter.Block> blocks = writer.finish();
    assertThat(read(blocks).nodes).isEqualTo(expected);
    assertThat(blocks).hasSize(1);
    return blocks.get(0).bytes().length;
  }
}
