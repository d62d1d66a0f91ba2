package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares a directory with a list. */
class BlockDirectoryTest {

  private final BlockDirectory directory = new BlockDirectory();
  private final List<BlockWriter.Block> model = new ArrayList<>();

  private void add(BlockWriter.Block block) {
    directory.add(block.key(), block.firstNode(), block.bytes().length);
    model.add(block);
  }

  private void replace(int from, int to, List<BlockWriter.Block> blocks) {
    directory.replace(from, to, blocks);
    model.subList(from, to).clear();
    model.addAll(from, blocks);
  }

  private static BlockWriter.Block block(int key, int firstNode, int bytes) {
    return new BlockWriter.Block(key, firstNode, new byte[bytes]);
  }

  private void check() {
    assertThat(directory.count()).isEqualTo(model.size());
    for (int i = 0; i < model.size(); i++) {
      assertThat(directory.key(i)).isEqualTo(model.get(i).key());
      assertThat(directory.bytes(i)).isEqualTo(model.get(i).bytes().length);
      int last = i + 1 < model.size() ? model.get(i + 1).firstNode() - 1 : Integer.MAX_VALUE;
      assertThat(directory.find(model.get(i).firstNode())).isEqualTo(i);
      assertThat(directory.find(last)).isEqualTo(i);
    }
    int next = model.isEmpty() ? 0 : model.get(model.size() - 1).key() + 1;
    assertThat(directory.nextKey()).isEqualTo(next);
  }

  @Test
  void holdsWhatWasPut() {
    Random random = new Random(1);
    check();
    for (int step = 0; step < 400; step++) {
      if (model.size() < 8 || random.nextInt(4) > 0) {
        directory.reserve(random.nextInt(3));
        int node = model.isEmpty() ? 0 : model.get(model.size() - 1).firstNode() + 2;
        add(block(directory.nextKey() + random.nextInt(2), node, 1 + random.nextInt(9)));
      } else {
        int from = random.nextInt(model.size() - 4);
        int to = from + 2 + random.nextInt(3);
        int fewer = 1 + random.nextInt(to - from);
        List<BlockWriter.Block> blocks = new ArrayList<>();
        for (int i = 0; i < fewer; i++) {
          BlockWriter.Block old = model.get(from + i);
          blocks.add(block(old.key(), old.firstNode() + (i == 0 ? 0 : 1), 20 + i));
        }
        replace(from, to, blocks);
      }
      check();
    }
  }

  @Test
  void isTheSameWhereAllOfABlockIs() {
    add(block(3, 5, 7));
    BlockDirectory other = new BlockDirectory();
    int[][] blocks = {{3, 5, 7}, {4, 5, 7}, {3, 6, 7}, {3, 5, 8}};
    for (int[] block : blocks) {
      other.add(block[0], block[1], block[2]);
    }
    BlockDirectory repeated = new BlockDirectory();
    for (int i = 0; i < blocks.length; i++) {
      repeated.add(3, 5, 7);
    }
    for (int i = 0; i < blocks.length; i++) {
      assertThat(repeated.sameAt(i, other)).isEqualTo(i == 0);
    }
  }
}
