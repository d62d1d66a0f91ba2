package io.github.identitysync.internal.storage;

import java.util.Arrays;

/**
 * A page of the volume as it stands after the changes since the last checkpoint, and which of its
 * 8-byte words were changed since the last commit.
 */
final class Page {

  static final int WORDS = PageFile.PAGE_DATA / Long.BYTES;

  final long number;
  final byte[] bytes = new byte[PageFile.PAGE_BYTES];

  /**
   * Whether the journal holds the whole page, or all that was ever written to it, since the
   * checkpoint.
   */
  boolean journaled;

  /** Whether it was changed since the last checkpoint; guarded by the {@link PageTable}. */
  boolean isChanged;

  private final long[] changed = new long[(WORDS + Long.SIZE - 1) / Long.SIZE];

  Page(long number) {
    this.number = number;
  }

  void markChanged(int from, int length) {
    int first = from / Long.BYTES;
    int last = (from + length - 1) / Long.BYTES;
    for (int i = first / Long.SIZE; i <= last / Long.SIZE; i++) {
      long behindFirst = i == first / Long.SIZE ? -1L << first : -1L;
      long beforeLast = i == last / Long.SIZE ? -1L >>> (Long.SIZE - 1 - last) : -1L;
      changed[i] |= behindFirst & beforeLast;
    }
  }

  void markWhole() {
    markChanged(0, PageFile.PAGE_DATA);
  }

  void markUnchanged() {
    Arrays.fill(changed, 0);
  }

  /** Returns the first changed word at or behind a word, or {@link #WORDS}. */
  int nextChanged(int from) {
    for (int word = from; word < WORDS; word = (word | (Long.SIZE - 1)) + 1) {
      long rest = changed[word / Long.SIZE] >>> word;
      if (rest != 0) {
        return word + Long.numberOfTrailingZeros(rest);
      }
    }
    return WORDS;
  }

  /** Returns the first unchanged word at or behind a word, or {@link #WORDS}. */
  int nextUnchanged(int from) {
    for (int word = from; word < WORDS; word = (word | (Long.SIZE - 1)) + 1) {
      long rest = ~changed[word / Long.SIZE] >>> word;
      if (rest != 0) {
        return Math.min(WORDS, word + Long.numberOfTrailingZeros(rest));
      }
    }
    return WORDS;
  }
}
