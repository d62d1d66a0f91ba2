package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.Identity;
import io.github.identitysync.testing.Records;
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

/** What is written into blocks is read from them. */
class BlockProperties {

  private static final int FOLDER = 7;

  @Property(tries = 300)
  void factsAreReadBack(
      @ForAll("identities") List<Identity> identities,
      @ForAll @Size(max = 300) List<@IntRange(max = 1_000_000) Integer> others,
      @ForAll @IntRange(max = 1_000_000) int firstNode,
      @ForAll @IntRange(max = 1_000_000) int firstEdge,
      @ForAll boolean extremeTimes,
      @ForAll long seed) {
    Random random = new Random(seed);
    CollectedFacts expected = new CollectedFacts();
    BlockWriter writer = new BlockWriter(FOLDER, 5, firstNode, firstEdge, 0);
    for (Identity identity : identities) {
      writeNode(writer, identity, time(random, extremeTimes), expected);
    }
    int nodes = firstNode + identities.size();
    for (int ignored : others) {
      if (nodes > 0) {
        int from = random.nextInt(nodes);
        int to = random.nextInt(nodes);
        long time = time(random, extremeTimes);
        writer.edge(from, to, time);
        expected.edge(from, to, time);
      }
    }
    int edges = firstEdge + expected.edges.size();
    for (int number : others) {
      long time = time(random, extremeTimes);
      if (nodes > 0) {
        writer.nodeTime(number % nodes, time);
        expected.nodeTime(number % nodes, time);
      }
    }
    for (int number : others) {
      long time = time(random, extremeTimes);
      if (edges > 0) {
        writer.edgeTime(number % edges, time);
        expected.edgeTime(number % edges, time);
      }
    }

    checkReadBack(writer.finish(), firstNode, firstEdge, expected);
  }

  private static void checkReadBack(
      List<BlockWriter.Block> blocks, int firstNode, int firstEdge, CollectedFacts expected) {
    CollectedFacts read = new CollectedFacts();
    int key = 5;
    for (BlockWriter.Block block : blocks) {
      assertThat(block.key()).isEqualTo(key);
      assertThat(block.firstNode()).isEqualTo(firstNode + read.nodes.size());
      assertThat(block.bytes()).hasSizeLessThan(64 << 10);
      BlockReader reader = new BlockReader(FOLDER, key++, block.bytes());
      assertThat(reader.firstNode()).isEqualTo(firstNode + read.nodes.size());
      assertThat(reader.firstEdge()).isEqualTo(firstEdge + read.edges.size());
      int before = read.nodes.size();
      reader.read(read);
      assertThat(reader.nodeCount()).isEqualTo(read.nodes.size() - before);

      CollectedFacts namesAlone = new CollectedFacts();
      new BlockReader(FOLDER, block.key(), block.bytes()).readNodes(namesAlone);
      assertThat(namesAlone.nodes).isEqualTo(read.nodes.subList(before, read.nodes.size()));
    }
    assertThat(read.nodes).isEqualTo(expected.nodes);
    assertThat(read.edges).isEqualTo(expected.edges);
    assertThat(read.nodeTimes).isEqualTo(expected.nodeTimes);
    assertThat(read.edgeTimes).isEqualTo(expected.edgeTimes);
  }

  private static void writeNode(
      BlockWriter writer, Identity identity, long time, CollectedFacts expected) {
    byte[] name = FolderFixture.name(identity);
    writer.node(time, name, 0, name.length);
    expected.nodes.add(
        identity instanceof Identity.External external
            ? CollectedFacts.node(time, external.type(), external.userId())
            : CollectedFacts.node(time, "", ((Identity.Browser) identity).id()));
  }

  private static long time(Random random, boolean extreme) {
    return extreme ? random.nextLong() >> 1 : 1_700_000_000_000L + random.nextInt(100_000);
  }

  @Provide
  Arbitrary<List<Identity>> identities() {
    Arbitrary<String> few = Arbitraries.integers().between(0, 90).map(i -> "type" + i);
    Arbitrary<String> text =
        Arbitraries.oneOf(Records.text(), Records.text().map(part -> part.repeat(9)));
    return Arbitraries.<Identity>oneOf(
            text.map(Identity::browser),
            Combinators.combine(few, text).as(Identity::external),
            Combinators.combine(text, text).as(Identity::external))
        .list()
        .ofMaxSize(400);
  }
}
