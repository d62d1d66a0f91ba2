package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FolderFixture.record;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.internal.disjointset.Damage;
import io.github.identitysync.internal.disjointset.Forest;
import io.github.identitysync.model.IdentitySyncException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What memory says is compared with what the facts say; each invariant is broken by itself. */
class FolderVerifierTest {

  private final FolderFixture fixture = new FolderFixture();
  private FolderState folder;
  private Forest forest;

  /** Nodes 0 to 5 are of one profile, 6 and 7 of another. */
  @BeforeEach
  void fill() {
    folder =
        fixture.folder(
            record(0, 0, 10),
            record(1, 1, 10),
            record(2, 2, 12),
            record(0, 1, 13),
            record(1, 2, 14),
            record(3, 3, 15));
    forest = folder.forest();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void assertFound(String invariant) {
    assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
        .isThrownBy(() -> fixture.verify(folder))
        .withMessageStartingWith(invariant + ": folder 0 ");
  }

  /** A ring is looked at before the sets are compared, so either may be named. */
  private void assertWrongSetFound() {
    assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
        .isThrownBy(() -> fixture.verify(folder))
        .withMessageMatching("I[89]: folder 0 .*");
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() {
    assertThatCode(() -> fixture.verify(folder)).doesNotThrowAnyException();
    fixture.apply(folder, List.of(record(3, 0, 1), record(4, 4, 2), record(0, 0, 0)));
    assertThatCode(() -> fixture.verify(folder)).doesNotThrowAnyException();
  }

  @Test
  void aLoadedFolderIsVerifiedLikeOneThatWasWritten() {
    folder = fixture.reload(folder);
    assertThatCode(() -> fixture.verify(folder)).doesNotThrowAnyException();
    Damage.setFirst(folder.forest(), folder.forest().root(0), 5);
    assertFound("I10");
  }

  @Test
  void anIdentityInMemoryAloneBreaksInvariant6() {
    folder.nodes().findOrAdd(1, 2, 3);
    assertFound("I6");
  }

  @Test
  void aPublishedIdentityInMemoryAloneBreaksInvariant6() {
    folder.nodes().findOrAdd(1, 2, 3);
    forest.addUpTo(9);
    folder.publishCounts();
    assertFound("I6");
  }

  @Test
  void aLinkInMemoryAloneBreaksInvariant6() {
    folder.edges().findOrAdd(0, 5, 10);
    assertFound("I6");
  }

  @Test
  void aNodeThatIsNotInTheForestBreaksInvariant6() {
    forest.addUpTo(9);
    assertFound("I6");
  }

  @Test
  void anotherTimeOfAnIdentityBreaksInvariant6() {
    folder.nodes().lowerRank(4, Rank.of(11, true));
    assertFound("I6");
  }

  @Test
  void anotherTimeOfALinkBreaksInvariant6() {
    folder.edges().lowerTime(4, 13);
    assertFound("I6");
  }

  @Test
  void anotherBlockBreaksInvariant6() {
    folder.blocks().add(1, 8, 32);
    assertFound("I6");
  }

  @Test
  void aBlockOfAnotherSizeBreaksInvariant6() {
    folder
        .blocks()
        .replace(0, 1, List.of(new BlockWriter.Block(folder.blocks().key(0), 0, new byte[1])));
    assertFound("I6");
  }

  @Test
  void anIdentityThatIsNotFoundBreaksInvariant7() {
    Damage.emptyIndex(folder.nodes());
    assertFound("I7");
  }

  @Test
  void aLinkThatIsNotFoundBreaksInvariant7() {
    Damage.emptyIndex(folder.edges());
    assertFound("I7");
  }

  @Test
  void anIdentityThatForgotItsFirstLinkBreaksInvariant7() {
    Damage.forgetFirstEdge(folder.nodes(), folder.edges().from(0));
    assertFound("I7");
  }

  @Test
  void aLinkThatJoinedNothingBreaksInvariant8() {
    BlockWriter writer = new BlockWriter(folder.number(), 1, 8, 6, 0);
    writer.edge(0, 7, 20);
    BlockWriter.Block block = writer.finish().get(0);
    fixture.store.blocks().put(folder.number(), 1, block.bytes());
    folder.blocks().add(1, block.firstNode(), block.bytes().length);
    folder.edges().findOrAdd(0, 7, 20);
    folder.publishCounts();
    assertFound("I8");
  }

  @Test
  void aWrongSizeIsFound() {
    Damage.setParent(forest, forest.root(6), -3);
    assertWrongSetFound();
  }

  @Test
  void aParentInAnotherProfileBreaksInvariant8() {
    Damage.setParent(forest, childOfARoot(), forest.root(6));
    assertFound("I8");
  }

  @Test
  void aCycleOfParentsBreaksInvariant8() {
    int root = forest.root(0);
    Damage.setParent(forest, root, childOfARoot());
    assertFound("I8");
  }

  @Test
  void aUnionWithoutALinkIsFound() {
    forest.union(0, 6);
    assertWrongSetFound();
  }

  @Test
  void aRingThatLeavesMembersOutBreaksInvariant9() {
    int root = forest.root(0);
    Damage.setSuccessor(forest, root, forest.successor(forest.successor(root)));
    assertFound("I9");
  }

  @Test
  void aRingThatDoesNotComeBackBreaksInvariant9() {
    int root = forest.root(0);
    int next = forest.successor(root);
    Damage.setSuccessor(forest, next, next);
    assertFound("I9");
  }

  @Test
  void aRingThatLeadsIntoAnotherProfileBreaksInvariant9() {
    Damage.setSuccessor(forest, forest.root(0), 6);
    assertFound("I9");
  }

  @Test
  void anotherCanonicalIdentityBreaksInvariant10() {
    int root = forest.root(0);
    Damage.setFirst(forest, root, forest.first(root) == 0 ? 1 : 0);
    assertFound("I10");
  }

  @Test
  void aCanonicalIdentityThatAnEarlierTimeDidNotMoveBreaksInvariant10() {
    FolderState loaded = fixture.reload(folder);
    fixture.apply(folder, List.of(record(2, 2, 1)));
    int first = forest.first(forest.root(2));
    Damage.setFirst(forest, forest.root(2), loaded.forest().first(loaded.forest().root(2)));
    assertFound("I10");
    Damage.setFirst(forest, forest.root(2), first);
    fixture.verify(folder);
  }

  @Test
  void anotherLowestIdentityBreaksInvariant10() {
    int root = forest.root(0);
    Damage.setLowest(forest, root, 1);
    assertFound("I10");
  }

  @Test
  void aWrongNumberOfProfilesBreaksInvariant11() {
    Damage.addToSets(forest, 1);
    assertFound("I11");
  }

  @Test
  void aWrongLargestProfileBreaksInvariant11() {
    Damage.addToLargest(forest, -1);
    assertFound("I11");
  }

  /** Returns a node of the larger profile whose parent is the root. */
  private int childOfARoot() {
    for (int node = 0; node < 6; node++) {
      if (forest.root(node) != node && forest.depthWithin(node, 1)) {
        return node;
      }
    }
    throw new AssertionError("no child");
  }
}
