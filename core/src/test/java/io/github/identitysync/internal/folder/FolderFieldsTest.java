package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.ProfileUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The blocks of fields of a folder: written, rewritten, loaded, and what is refused. */
class FolderFieldsTest {

  private final FolderFixture fixture = new FolderFixture();
  private FolderState folder = fixture.folder();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void update(int browser, int value, long time) {
    fixture.update(folder, List.of(FolderFixture.update(browser, number(value), time)));
  }

  private static FieldValue number(int value) {
    return FieldValue.wholeNumber(value);
  }

  private static FieldValue latest(FolderState folder, int browser) {
    ShownField field =
        folder
            .profiles()
            .read(Identity.browser("b" + browser))
            .field("x", FieldRule.LATEST, folder.names()::name);
    return field.value();
  }

  private FieldDirectory directory() {
    return folder.fields().directory();
  }

  private void assertRefused(String how) {
    assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
        .isThrownBy(() -> fixture.reload(folder))
        .withMessageMatching("I12: .*folder 0 " + how);
  }

  @Test
  void whatWasWrittenOverIsGoneAfterCompaction() {
    Random random = new Random(1);
    int[] last = new int[40];
    for (int i = 0; i < 2_000; i++) {
      int browser = random.nextInt(last.length);
      last[browser] = random.nextInt(100);
      update(browser, last[browser], i);
      if (i % 200 == 199) {
        assertThat(directory().count()).isGreaterThan(100);
        new FieldCompactor(folder).compact();
        assertThat(directory().count()).isEqualTo(1);
        fixture.verify(folder);
      }
    }
    FolderState loaded = fixture.reload(folder);
    for (int browser = 0; browser < last.length; browser++) {
      assertThat(latest(folder, browser)).isEqualTo(number(last[browser]));
      assertThat(latest(loaded, browser)).isEqualTo(number(last[browser]));
    }
    assertThat(loaded.digest().toHex()).isEqualTo(folder.digest().toHex());
    assertThat(fixture.store.fieldBlocks().count()).isEqualTo(2);
  }

  @Test
  void aBlockIsRewrittenOnceHalfOfItWasWrittenOver() {
    List<ProfileUpdate> updates = new ArrayList<>();
    for (int browser = 0; browser < 40; browser++) {
      updates.add(FolderFixture.update(browser, FieldValue.text("x".repeat(150)), 1));
    }
    fixture.update(folder, updates);
    assertThat(directory().bytes(1)).isGreaterThan(FieldBlockWriter.SETTLED_BYTES);
    int length = directory().inUse(1) / 40;
    for (int browser = 0; browser < 20; browser++) {
      assertThat(directory().inUse(1)).isEqualTo((40 - browser) * length);
      new FieldCompactor(folder).compact();
      assertThat(directory().serial(1)).isEqualTo(1);
      update(browser, 7, 2);
    }
    new FieldCompactor(folder).compact();
    assertThat(directory().serial(1)).isNotEqualTo(1);
    for (int browser = 0; browser < 40; browser++) {
      assertThat(directory().inUse(directory().key(browser))).isPositive();
    }
    fixture.verify(folder);
  }

  @Test
  void aSmallBlockAloneIsLeftAsItIs() {
    update(1, 1, 1);
    new FieldCompactor(folder).compact();
    assertThat(directory().serial(1)).isEqualTo(1);
    update(2, 1, 1);
    new FieldCompactor(folder).compact();
    assertThat(directory().count()).isEqualTo(1);
    fixture.verify(folder);
  }

  @Test
  void whatTwoBatchesFoundTheSameTheyWriteOneBehindTheOther() {
    update(1, 5, 5);
    UpdateBatch one = FolderFixture.batch(folder, List.of(FolderFixture.update(1, number(6), 6)));
    UpdateBatch two = FolderFixture.batch(folder, List.of(FolderFixture.update(1, number(7), 7)));
    UpdateBatch same = FolderFixture.batch(folder, List.of(FolderFixture.update(1, number(7), 7)));
    UpdateBatch late = FolderFixture.batch(folder, List.of(FolderFixture.update(1, number(4), 4)));
    for (UpdateBatch batch : List.of(one, two, same, late)) {
      assertThat(folder.resolve(batch)).isFalse();
    }
    fixture.commit(folder, two, one, same);
    fixture.commit(folder, late);
    assertThat(latest(folder, 1)).isEqualTo(number(7));
    assertThat(List.of(one.unchanged(), two.unchanged(), same.unchanged(), late.unchanged()))
        .containsExactly(1, 0, 1, 0);
    ShownField first =
        folder
            .profiles()
            .read(Identity.browser("b1"))
            .field("x", FieldRule.EARLIEST, folder.names()::name);
    assertThat(first.value()).isEqualTo(number(4));
    fixture.verify(folder);
  }

  @Test
  void ofTwoEqualSightingsInOneCommitOneIsNew() {
    update(1, 5, 5);
    ProfileUpdate earlier =
        new ProfileUpdate(
            FolderFixture.ID, Identity.browser("b1"), Map.of(), Instant.ofEpochMilli(3));
    UpdateBatch one = FolderFixture.batch(folder, List.of(earlier));
    UpdateBatch two = FolderFixture.batch(folder, List.of(earlier));
    assertThat(folder.resolve(one)).isFalse();
    assertThat(folder.resolve(two)).isFalse();
    fixture.commit(folder, one, two);
    assertThat(List.of(one.unchanged(), two.unchanged())).containsExactly(0, 1);
    assertThat(Rank.time(folder.nodes().rank(0))).isEqualTo(3);
    fixture.verify(folder);
  }

  @Test
  void blocksAreKeptUntilTheyAreLarge() {
    update(1, 1, 1);
    FolderState reloaded = fixture.reload(folder);
    FieldBlock block = reloaded.fields().block(1);
    assertThat(reloaded.fields().block(1)).isSameAs(block);
    assertThat(reloaded.fields().block(1, 9)).isNull();
    assertThat(reloaded.fields().block(9, 1)).isNull();
    FieldValue large = FieldValue.text("x".repeat(BlockCaches.MAX_BLOCK_BYTES));
    fixture.update(folder, List.of(FolderFixture.update(2, large, 1)));
    FieldBlock largeBlock = folder.fields().block(2);
    assertThat(folder.fields().block(2)).isNotSameAs(largeBlock);
    assertThat(latest(folder, 2)).isEqualTo(large);
  }

  @Test
  void whatIsWrittenIsKept() {
    update(1, 1, 1);
    FieldBlock block = folder.fields().block(1);
    fixture.store.fieldBlocks().remove(0, 1);
    assertThat(folder.fields().block(1)).isSameAs(block);
  }

  @Test
  void aBlockThatIsGone() {
    update(1, 1, 1);
    FolderState reloaded = fixture.reload(folder);
    fixture.store.fieldBlocks().remove(0, 1);
    FolderFields fields =
        new FolderState(fixture.store, new BlockCaches(0), FolderFixture.ID, 0).fields();
    assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
        .isThrownBy(() -> fields.block(1))
        .withMessage("I12: block 1 of fields of folder 0 is missing");
    FieldBlock block = folder.fields().block(1);
    assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
        .isThrownBy(() -> reloaded.fields().fields(block, 77))
        .withMessage("I12: block 1 of fields of folder 0 lacks a node");
  }

  @Test
  void aBlockThatIsMissing() {
    update(1, 1, 1);
    update(2, 2, 2);
    fixture.store.fieldBlocks().remove(0, 1);
    assertRefused("has other blocks than there are");
  }

  @Test
  void aBlockThatIsNotItsOwn() {
    update(1, 1, 1);
    update(2, 2, 2);
    fixture.store.fieldBlocks().put(0, 1, fixture.store.fieldBlocks().get(0, 2));
    assertRefused("is another one");
  }

  @Test
  void aBlockWithAFlippedBit() {
    update(1, 1, 1);
    byte[] block = fixture.store.fieldBlocks().get(0, 1).clone();
    for (int at = 0; at < block.length; at++) {
      byte[] flipped = block.clone();
      flipped[at] ^= 1;
      fixture.store.fieldBlocks().put(0, 1, flipped);
      assertRefused("is damaged");
    }
  }

  @Test
  void aRollThatIsMissing() {
    update(1, 1, 1);
    fixture.store.fieldBlocks().remove(0, FieldDirectory.ROLL);
    assertRefused("lacks the roll of its blocks of fields");
  }

  @Test
  void aRollOfEarlier() {
    update(1, 1, 1);
    byte[] roll = fixture.store.fieldBlocks().get(0, FieldDirectory.ROLL);
    update(1, 2, 2);
    fixture.store.fieldBlocks().put(0, FieldDirectory.ROLL, roll);
    assertRefused("has other blocks than there are");
  }

  @Test
  void fieldsOfNoIdentity() {
    update(1, 1, 1);
    FieldBlockWriter writer = new FieldBlockWriter(0, new FieldDirectory());
    writer.add(1, new byte[] {0}, 0, 1);
    fixture.store.fieldBlocks().put(0, 1, writer.finish().get(0).bytes());
    assertRefused("has fields of no identity");
  }

  @Test
  void fieldsInMemoryThatAreNotOnDiskBreakInvariant12() {
    update(1, 1, 1);
    FieldBlockWriter writer = new FieldBlockWriter(0, directory());
    writer.add(0, new byte[] {0}, 0, 1);
    List<FieldBlock> blocks = writer.finish();
    directory().reserve(1);
    blocks.forEach(block -> directory().add(block, new int[block.count()]));
    assertFound("I12");
  }

  @Test
  void fieldsInAnotherFormBreakInvariant13() {
    update(1, 1, 1);
    FieldSet set = folder.fields().block(1).fields(0);
    ByteSink longer = new ByteSink(8);
    FieldEncoder.put(set, longer);
    longer.bytes()[longer.size() - 1] |= (byte) 0x80;
    longer.putVarint(0); // the last number again, with a byte more than it needs
    FieldBlockWriter writer = new FieldBlockWriter(0, new FieldDirectory());
    writer.add(0, longer.bytes(), 0, longer.size());
    fixture.store.fieldBlocks().put(0, 1, writer.finish().get(0).bytes());
    folder = fixture.reload(folder);
    assertFound("I13");
  }

  private void assertFound(String invariant) {
    assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
        .isThrownBy(() -> fixture.verify(folder))
        .withMessageStartingWith(invariant + ": folder 0 ");
  }
}
