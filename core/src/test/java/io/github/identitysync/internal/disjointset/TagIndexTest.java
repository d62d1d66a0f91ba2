package io.github.identitysync.internal.disjointset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the index takes, and what it saves; what it finds, {@link NodesTest} looks at. */
class TagIndexTest {

  /** An index of entries that all have other tags; counts how often keys are compared. */
  private static final class Index extends TagIndex {
    private final int[] tags = new int[200_000];
    private int count;
    private int comparisons;

    @Override
    boolean matches(int entry, long high, long low) {
      comparisons++;
      return tags[entry] == low;
    }

    void add(int entries) {
      for (int i = 0; i < entries; i++) {
        tags[count] = spread(count);
        assertThat(findOrAdd(tags[count], 0, tags[count], count)).isEqualTo(count);
        count++;
      }
    }

    /** The last steps of MurmurHash3 (Appleby), which give every number another one. */
    private static int spread(int number) {
      int hash = number * 0xC2B2AE35;
      hash ^= hash >>> 16;
      hash *= 0x85EBCA6B;
      hash ^= hash >>> 13;
      hash *= 0xC2B2AE35;
      return hash ^ hash >>> 16;
    }

    IndexSize size() {
      return IndexSize.of(this);
    }
  }

  private final Index index = new Index();

  @Test
  void oneSegmentDoublesAndLaterGrowsByAQuarter() {
    int[][] slotsFrom = {{1, 32}, {27, 64}, {53, 128}, {104, 256}, {206, 512}, {411, 1024}};
    for (int[] step : slotsFrom) {
      index.add(step[0] - 1 - index.count);
      int before = index.size().slots();
      index.add(1);
      assertThat(index.size()).isEqualTo(new IndexSize(1, step[1]));
      assertThat(before).isIn(step[1] / 2, 32);
    }
    index.add(820 - index.count);
    assertThat(index.size()).isEqualTo(new IndexSize(1, 1024));
    index.add(1);
    assertThat(index.size()).isEqualTo(new IndexSize(1, 1280));
    index.add(1024 - index.count);
    assertThat(index.size()).isEqualTo(new IndexSize(1, 1280));
    index.add(1);
    assertThat(index.size()).isEqualTo(new IndexSize(1, 1600));
  }

  @Test
  void largeSegmentsSplit() {
    index.add(13_108);
    assertThat(index.size()).isEqualTo(new IndexSize(1, 1 << 14));
    index.add(1);
    assertThat(index.size().directory()).isEqualTo(2);
    index.add(60_000 - index.count);
    assertThat(index.size().directory()).isEqualTo(8);
  }

  @Test
  void isFrom64To80PercentFull() {
    index.add(1_024);
    while (index.count < 199_900) {
      index.add(97);
      double fill = (double) index.count / index.size().slots();
      assertThat(fill).as("%d entries", index.count).isBetween(0.635, 0.801);
    }
  }

  @Test
  void whatIsExpectedFindsItsRoom() {
    for (int entries : new int[] {513, 5_000, 10_000, 10_495, 10_496, 21_000, 100_000, 200_000}) {
      Index expecting = new Index();
      expecting.expect(entries);
      IndexSize size = expecting.size();
      assertThat(size.slots()).isBetween(entries * 14 / 10, Math.max(1024, entries * 16 / 10));
      expecting.add(Math.min(entries, expecting.tags.length));
      assertThat(expecting.size()).as("%d entries", entries).isEqualTo(size);
    }
  }

  @Test
  void fewAreNotWorthToBeExpected() {
    index.expect(512);
    assertThat(index.size()).isEqualTo(new IndexSize(1, 32));
    index.expect(513);
    assertThat(index.size()).isEqualTo(new IndexSize(1, 1024));
  }

  @Test
  void whatIsThereOrExpectedStays() {
    index.expect(100_000);
    IndexSize size = index.size();
    index.expect(50_000);
    assertThat(index.size()).isEqualTo(size);
    Index other = new Index();
    other.add(1);
    other.expect(100_000);
    assertThat(other.size()).isEqualTo(new IndexSize(1, 32));
    assertThat(other.find(other.tags[0], 0, other.tags[0], 1)).isZero();
  }

  @Test
  void aRightGuessIsComparedOnce() {
    index.add(1_000);
    index.comparisons = 0;
    for (int entry = 0; entry < index.count; entry++) {
      int tag = index.tags[entry];
      int guess = index.guess(tag);
      assertThat(guess).isEqualTo(entry);
      assertThat(index.find(tag, 0, tag, entry + 1, guess)).isEqualTo(entry);
    }
    assertThat(index.comparisons).isEqualTo(1_000);
  }

  @Test
  void whatHasNoGuessIsNotSearchedFor() {
    index.add(1_000);
    index.comparisons = 0;
    assertThat(index.guess(-5)).isEqualTo(-1);
    assertThat(index.find(-5, 0, -5, index.count, -1)).isEqualTo(-1);
    assertThat(index.find(index.tags[0], 0, index.tags[0], index.count, -1)).isEqualTo(-1);
    assertThat(index.comparisons).isZero();
  }

  @Test
  void keysOfOtherTagsAreNotCompared() {
    index.add(1_000);
    index.comparisons = 0;
    assertThat(index.find(-5, 0, index.tags[0], index.count)).isEqualTo(-1);
    assertThat(index.findOrAdd(-5, 0, index.tags[0], index.count)).isEqualTo(index.count);
    assertThat(index.comparisons).isZero();
  }
}
