package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FolderFixture.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.internal.storage.FactStore;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Blocks with right checksums where they do not belong: exchanged, copied, moved, lost, or changed.
 */
class BlockForgeryTest {

  private static final int FORGERIES = 5_000 * Integer.getInteger("identitysync.crash.effort", 1);

  private final FolderFixture fixture = new FolderFixture();
  private final List<FolderState> folders = Stream.generate(this::fill).limit(2).toList();

  private FolderState fill() {
    FolderState folder = fixture.folder();
    for (int i = 0; i < 3; i++) {
      fixture.apply(folder, List.of(record(i, i, 10), record(i, i + 1, 9), record(0, 0, 9 - i)));
      fixture.update(folder, List.of(FolderFixture.update(i, FieldValue.wholeNumber(i), i)));
    }
    return folder;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** A list of blocks, and the invariants that are broken by a wrong one. */
  private enum Kind {
    FACTS("I[23]: .*"),
    FIELDS("I12: .*");

    private final String invariants;

    Kind(String invariants) {
      this.invariants = invariants;
    }

    FactStore.BlockMap of(FactStore store) {
      return this == FACTS ? store.blocks() : store.fieldBlocks();
    }

    int[] keys(FactStore store) {
      return of(store).indexes(0);
    }

    void assertFound(FolderFixture fixture, FolderState folder, String how) {
      assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
          .as(how)
          .isThrownBy(() -> fixture.verify(fixture.reload(folder)))
          .withMessageMatching(invariants);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyBlockInThePlaceOfAnother(Kind kind) {
    FactStore.BlockMap blocks = kind.of(fixture.store);
    int tried = 0;
    for (int folder = 0; folder < 2; folder++) {
      for (int from : kind.keys(fixture.store)) {
        for (int to : kind.keys(fixture.store)) {
          byte[] before = blocks.get(0, to);
          byte[] moved = blocks.get(folder, from);
          if (folder == 0 && from == to) {
            continue;
          }
          blocks.put(0, to, moved);
          kind.assertFound(fixture, folders.get(0), "block " + from + " at " + to);
          blocks.put(0, to, before);
          tried++;
        }
      }
    }
    assertThat(tried).isGreaterThanOrEqualTo(15);
    folders.forEach(folder -> fixture.verify(fixture.reload(folder)));
  }

  @ParameterizedTest
  @EnumSource
  void twoBlocksExchanged(Kind kind) {
    FactStore.BlockMap blocks = kind.of(fixture.store);
    for (int one : kind.keys(fixture.store)) {
      for (int two : kind.keys(fixture.store)) {
        if (one < two) {
          byte[] first = blocks.get(0, one);
          byte[] second = blocks.get(0, two);
          blocks.put(0, one, second);
          blocks.put(0, two, first);
          kind.assertFound(fixture, folders.get(0), one + " exchanged with " + two);
          blocks.put(0, one, first);
          blocks.put(0, two, second);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBlockTwice(Kind kind) {
    FactStore.BlockMap blocks = kind.of(fixture.store);
    for (int key : kind.keys(fixture.store)) {
      blocks.put(0, 77, blocks.get(0, key));
      kind.assertFound(fixture, folders.get(0), key + " twice");
      blocks.remove(0, 77);
    }
  }

  /** Behind the last block of facts nothing says that it is missing. */
  @ParameterizedTest
  @EnumSource
  void aBlockLost(Kind kind) {
    FactStore.BlockMap blocks = kind.of(fixture.store);
    int[] keys = kind.keys(fixture.store);
    for (int key : kind == Kind.FACTS ? Arrays.copyOf(keys, keys.length - 1) : keys) {
      byte[] before = blocks.get(0, key);
      blocks.remove(0, key);
      kind.assertFound(fixture, folders.get(0), key + " removed");
      blocks.put(0, key, new byte[0]);
      kind.assertFound(fixture, folders.get(0), key + " emptied");
      blocks.put(0, key, before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBlockThatWasChanged(Kind kind) {
    FactStore.BlockMap blocks = kind.of(fixture.store);
    int[] keys = kind.keys(fixture.store);
    int found = 0;
    for (int seed = 0; seed < FORGERIES; seed++) {
      Random random = new Random(seed);
      int key = keys[random.nextInt(keys.length)];
      byte[] before = blocks.get(0, key);
      byte[] forged = before.clone();
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        forged[4 + random.nextInt(forged.length - 4)] = (byte) random.nextInt(256);
      }
      Checksum.set(forged);
      blocks.put(0, key, forged);
      try {
        fixture.verify(fixture.reload(folders.get(0)));
      } catch (IdentitySyncException.Corrupt e) {
        found++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed, e);
      }
      blocks.put(0, key, before);
    }
    System.out.println("forged blocks of " + kind + ": " + FORGERIES + ", refused: " + found);
    assertThat(found).isPositive();
  }

  @Test
  void allBlocksLost() {
    for (int key : Kind.FACTS.keys(fixture.store)) {
      fixture.store.blocks().remove(0, key);
    }
    for (int key : Kind.FIELDS.keys(fixture.store)) {
      fixture.store.fieldBlocks().remove(0, key);
    }
    Kind.FACTS.assertFound(fixture, folders.get(0), "no block");
  }

  @Test
  void numbersBeyondAllMemory() {
    for (int firstNode : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 7, 1 << 30}) {
      BlockWriter writer = new BlockWriter(0, 99, firstNode, 0, 0);
      byte[] name = FolderFixture.name(Identity.browser("x"));
      writer.node(1, name, 0, name.length);
      writer.finish().forEach(block -> fixture.store.blocks().put(0, 99, block.bytes()));
      Kind.FACTS.assertFound(fixture, folders.get(0), "first node " + firstNode);
    }
  }
}
