package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FolderFixture.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.internal.disjointset.Damage;
import io.github.identitysync.internal.disjointset.Forest;
import io.github.identitysync.internal.storage.StoreFile;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every invariant that docs/ARCHITECTURE.md numbers there is an inconsistency that breaks it
 * and that verifying finds by its number.
 */
class EveryInvariantTest {

  private static final Pattern NUMBERED =
      Pattern.compile("^- \\*\\*(I\\d+)\\*\\*", Pattern.MULTILINE);

  private final FolderFixture fixture = new FolderFixture();

  /** Nodes 0 to 5 are of one profile, 6 and 7 of another, in two blocks; node 0 has fields. */
  private FolderState folder =
      fixture.folder(
          List.of(
              List.of(record(0, 0, 10), record(1, 1, 11), record(2, 2, 12), record(0, 1, 13)),
              List.of(record(1, 2, 14), record(3, 3, 15))));

  @AfterEach
  void close() {
    fixture.close();
  }

  /** By the number of an invariant: what breaks it in this test's folder. */
  private static final Map<String, Consumer<EveryInvariantTest>> BREAKS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("I1", EveryInvariantTest::flipABitOfAPage),
              Map.entry("I2", test -> test.damageABlock()),
              Map.entry("I3", test -> test.fixture.store.blocks().remove(0, 0)),
              Map.entry("I4", test -> test.append(EveryInvariantTest::aKnownIdentity)),
              Map.entry("I5", test -> test.append(writer -> writer.edge(0, 1, 10))),
              Map.entry("I6", test -> test.folder.nodes().lowerRank(4, Rank.of(1, true))),
              Map.entry("I7", test -> Damage.emptyIndex(test.folder.nodes())),
              Map.entry("I8", test -> Damage.setParent(test.forest(), test.root(), 0)),
              Map.entry("I9", test -> Damage.setSuccessor(test.forest(), test.root(), 6)),
              Map.entry("I10", test -> Damage.setFirst(test.forest(), test.root(), 5)),
              Map.entry("I11", test -> Damage.addToSets(test.forest(), 1)),
              Map.entry("I12", test -> test.fixture.store.fieldBlocks().remove(0, 1)),
              Map.entry("I13", EveryInvariantTest::fieldsInAnotherForm)));

  static Stream<String> numbers() {
    return BREAKS.keySet().stream();
  }

  @Test
  void everyNumberedInvariantIsBroken() throws IOException {
    String text = Files.readString(Path.of("..", "docs", "ARCHITECTURE.md"));
    List<String> numbered =
        NUMBERED.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
    assertThat(numbered).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    assertThat(BREAKS.keySet()).containsExactlyInAnyOrderElementsOf(numbered);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void whatBreaksItIsFoundByItsNumber(String number) {
    fixture.update(folder, List.of(FolderFixture.update(0, FieldValue.wholeNumber(1), 1)));
    assertThatCode(this::verify).doesNotThrowAnyException();
    BREAKS.get(number).accept(this);
    assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
        .isThrownBy(this::verify)
        .withMessageStartingWith(number + ": ");
  }

  private void verify() {
    fixture.store.verifyPages();
    fixture.verify(folder);
  }

  private Forest forest() {
    return folder.forest();
  }

  private int root() {
    return forest().root(0);
  }

  private void flipABitOfAPage() {
    try (StoreFile base = fixture.files.open("identities.db")) {
      fixture.store.commit();
      fixture.store.checkpoint(false);
      byte[] one = new byte[1];
      base.read(base.size() - 100, one, 0, 1);
      one[0] ^= 1;
      base.write(base.size() - 100, ByteBuffer.wrap(one));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void damageABlock() {
    byte[] block = fixture.store.blocks().get(0, 1).clone();
    block[block.length - 1] ^= 1;
    fixture.store.blocks().put(0, 1, block);
  }

  private void append(Consumer<BlockWriter> facts) {
    BlockWriter writer =
        new BlockWriter(
            0,
            folder.blocks().nextKey(),
            folder.nodes().count(),
            folder.edges().count(),
            folder.timeCount());
    facts.accept(writer);
    writer.finish().forEach(block -> fixture.store.blocks().put(0, block.key(), block.bytes()));
  }

  private static void aKnownIdentity(BlockWriter writer) {
    byte[] name = FolderFixture.name(Identity.browser("b0"));
    writer.node(1, name, 0, name.length);
  }

  /** Writes the last number of the fields again, with a byte more than it needs. */
  private void fieldsInAnotherForm() {
    ByteSink longer = new ByteSink(8);
    FieldEncoder.put(folder.fields().block(1).fields(0), longer);
    longer.bytes()[longer.size() - 1] |= (byte) 0x80;
    longer.putVarint(0);
    FieldBlockWriter writer = new FieldBlockWriter(0, new FieldDirectory());
    writer.add(0, longer.bytes(), 0, longer.size());
    fixture.store.fieldBlocks().put(0, 1, writer.finish().get(0).bytes());
    folder = fixture.reload(folder);
  }
}
