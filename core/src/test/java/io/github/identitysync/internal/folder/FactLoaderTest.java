package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FolderFixture.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.testing.BusyPool;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blocks that are whole but cannot follow one another are damage. */
class FactLoaderTest {

  private static final Identity KNOWN_BROWSER = Identity.browser("b0");
  private static final Identity KNOWN_EXTERNAL = Identity.external("t", "u0");

  private final FolderFixture fixture = new FolderFixture();
  private FolderState folder;

  /** Three blocks: nodes 0 and 1 with a link, then 2 and 3 with one, then an earlier time. */
  @BeforeEach
  void fill() {
    folder =
        fixture.folder(
            List.of(
                List.of(record(0, 0, 10)), List.of(record(1, 1, 10)), List.of(record(0, 0, 5))));
    assertThat(folder.blockCount()).isEqualTo(3);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void assertFound(String invariant) {
    assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
        .isThrownBy(() -> fixture.reload(folder))
        .withMessageStartingWith(invariant);
  }

  private void append(Consumer<BlockWriter> facts) {
    BlockWriter writer = new BlockWriter(folder.number(), 3, 4, 2, folder.timeCount());
    facts.accept(writer);
    writer.finish().forEach(block -> fixture.store.blocks().put(0, block.key(), block.bytes()));
  }

  private static void node(BlockWriter writer, Identity identity) {
    byte[] name = FolderFixture.name(identity);
    writer.node(1, name, 0, name.length);
  }

  @Test
  void whatWasWrittenIsLoaded() {
    FolderState loaded = fixture.reload(folder);
    assertThat(loaded.isLoaded()).isTrue();
    assertThat(loaded.blockCount()).isEqualTo(3);
    assertThat(FolderFixture.snapshot(loaded)).isEqualTo(FolderFixture.snapshot(folder));
    assertThat(loaded.nodes().rank(0)).isEqualTo(Rank.of(5, true));
    assertThat(loaded.edges().time(0)).isEqualTo(5);
  }

  @Test
  void manyBlocksAreLoadedWhileNoOtherThreadIsFree() {
    for (int i = 0; i < 300; i++) {
      fixture.apply(folder, List.of(record(i, i % 7, i)));
    }
    BusyPool.during(() -> whatIsLoadedIsThe(folder));
    whatIsLoadedIsThe(folder);
  }

  private void whatIsLoadedIsThe(FolderState written) {
    FolderState loaded = fixture.reload(written);
    assertThat(loaded.blockCount()).isEqualTo(written.blockCount()).isGreaterThan(256);
    assertThat(FolderFixture.snapshot(loaded)).isEqualTo(FolderFixture.snapshot(written));
    fixture.verify(loaded);
  }

  @Test
  void damageAmongManyBlocksIsFound() {
    for (int i = 0; i < 300; i++) {
      fixture.apply(folder, List.of(record(i, i % 7, i)));
    }
    byte[] block = fixture.store.blocks().get(0, 140);
    block[block.length - 1] ^= 1;
    fixture.store.blocks().put(0, 140, block);
    assertFound("I2: block 140 of folder 0 is damaged");
  }

  @Test
  void whoComesAfterAFailureIsToldTheSame() {
    fixture.store.blocks().remove(0, 1);
    FolderState damaged =
        new FolderState(fixture.store, new BlockCaches(0), FolderFixture.ID, folder.number());
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
          .isThrownBy(damaged::load)
          .withMessageStartingWith("I3");
    }
  }

  @Test
  void aMissingFirstBlockBreaksInvariant3() {
    fixture.store.blocks().remove(0, 0);
    assertFound("I3");
  }

  @Test
  void aMissingBlockInBetweenBreaksInvariant3() {
    fixture.store.blocks().remove(0, 1);
    assertFound("I3");
  }

  @Test
  void aBlockThatBuildsOnOtherCountsBreaksInvariant3() {
    for (int[] first : new int[][] {{3, 2, 2}, {5, 2, 2}, {4, 1, 2}, {4, 3, 2}, {4, 2, 1}}) {
      BlockWriter writer = new BlockWriter(0, 3, first[0], first[1], first[2]);
      node(writer, Identity.browser("new"));
      BlockWriter.Block block = writer.finish().get(0);
      fixture.store.blocks().put(0, block.key(), block.bytes());
      assertFound("I3");
    }
  }

  @Test
  void anIdentityGivenTwiceBreaksInvariant4() {
    append(writer -> node(writer, KNOWN_BROWSER));
    assertFound("I4");
    append(writer -> node(writer, KNOWN_EXTERNAL));
    assertFound("I4");
  }

  @Test
  void aLinkGivenTwiceBreaksInvariant5() {
    append(writer -> writer.edge(0, 1, 10));
    assertFound("I5");
  }

  @Test
  void aLinkOfTwoBrowsersOrTwoExternalIdentitiesBreaksInvariant5() {
    for (int[] ends : new int[][] {{0, 2}, {1, 3}, {1, 0}, {0, 0}}) {
      append(writer -> writer.edge(ends[0], ends[1], 10));
      assertFound("I5");
    }
  }

  @Test
  void aFactAboutWhatComesLaterIsDamage() {
    append(writer -> writer.edge(0, 4, 10));
    assertFound("I2: block 3 of folder 0 names an identity behind it");
    append(writer -> writer.nodeTime(4, 10));
    assertFound("I2: block 3 of folder 0 names an identity behind it");
    append(writer -> writer.edgeTime(2, 10));
    assertFound("I2: block 3 of folder 0 names a link behind it");
  }
}
