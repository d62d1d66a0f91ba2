package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares what a page has marked as changed with a set of words. */
class PageTest {

  private final Page page = new Page(0);
  private final BitSet changed = new BitSet(Page.WORDS);

  private void mark(int from, int length) {
    page.markChanged(from, length);
    changed.set(from / Long.BYTES, (from + length - 1) / Long.BYTES + 1);
  }

  private void check() {
    assertThat(page.nextChanged(Page.WORDS)).isEqualTo(Page.WORDS);
    assertThat(page.nextUnchanged(Page.WORDS)).isEqualTo(Page.WORDS);
    for (int word = 0; word < Page.WORDS; word++) {
      int next = changed.nextSetBit(word);
      assertThat(page.nextChanged(word)).isEqualTo(next < 0 ? Page.WORDS : next);
      int unchanged = Math.min(Page.WORDS, changed.nextClearBit(word));
      assertThat(page.nextUnchanged(word)).isEqualTo(unchanged);
    }
  }

  @Test
  void theWordsOfARangeAreChangedAndNoOthers() {
    Random random = new Random(4);
    for (int round = 0; round < 300; round++) {
      for (int i = random.nextInt(6); i > 0; i--) {
        int from = random.nextInt(PageFile.PAGE_DATA);
        int most = random.nextBoolean() ? 20 : PageFile.PAGE_DATA;
        mark(from, 1 + random.nextInt(Math.min(most, PageFile.PAGE_DATA - from)));
      }
      check();
      page.markUnchanged();
      changed.clear();
    }
  }

  @Test
  void everyWordCanBeChangedAlone() {
    for (int word = 0; word < Page.WORDS; word++) {
      mark(word * Long.BYTES, Long.BYTES);
      check();
      page.markUnchanged();
      changed.clear();
      mark(word * Long.BYTES + 7, 1);
      check();
      page.markUnchanged();
      changed.clear();
    }
  }

  @Test
  void theWholePageIsChanged() {
    page.markWhole();
    changed.set(0, Page.WORDS);
    check();
  }
}
