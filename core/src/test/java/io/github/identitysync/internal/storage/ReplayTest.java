package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What frames may say of pages: ranges of words, the first of a page in the base file whole. */
class ReplayTest {

  private static final int WORDS = Page.WORDS;
  private static final int LIMIT = 1 << 20;

  private final MemoryFiles files = new MemoryFiles();

  private JournaledPages open() throws IOException {
    return new StoreOpener(files, new byte[16], LIMIT).open();
  }

  /** Makes a store whose base file has three pages of sevens. */
  private void create() throws IOException {
    try (JournaledPages pages = open()) {
      for (int number = 0; number < 3; number++) {
        Arrays.fill(pages.change(number, 0, PageFile.PAGE_DATA), (byte) 7);
      }
      pages.commit();
      pages.checkpoint(false);
    }
  }

  /** Appends a frame with the first bytes of some ranges. */
  private void append(ByteBuffer content) throws IOException {
    try (StoreFile base = files.open("identities.db");
        StoreFile file = files.open("journal")) {
      Superblock superblock = Objects.requireNonNull(new PageFile(base).readSuperblock());
      Journal journal = new Journal(file, superblock, LIMIT);
      journal.replay((bytes, from, to) -> {}, false);
      int to = Journal.FRAME_HEADER_BYTES + content.position();
      byte[] frame = new byte[Journal.aligned(to)];
      content.flip().get(frame, Journal.FRAME_HEADER_BYTES, content.limit());
      journal.append(frame, to);
    }
  }

  private static ByteBuffer range(long page, int word, int words, int value) {
    return put(ByteBuffer.allocate(2 * PageFile.PAGE_BYTES), page, word, words, value);
  }

  /** Adds a range of words that are all alike. */
  private static ByteBuffer put(ByteBuffer to, long page, int word, int words, int value) {
    to.putLong(((page << 10) | word) << 10 | words);
    for (int i = 0; i < words; i++) {
      to.putLong(value * 0x0101_0101_0101_0101L);
    }
    return to;
  }

  private void assertRefused(ByteBuffer content) throws IOException {
    append(content);
    assertThatExceptionOfType(Corrupt.class).isThrownBy(this::open);
  }

  private byte[] page(long number) throws IOException {
    try (JournaledPages pages = open()) {
      return Arrays.copyOf(pages.read(number), PageFile.PAGE_DATA);
    }
  }

  @Test
  void aNewPageMayHaveAnyWords() throws IOException {
    create();
    ByteBuffer content = range(3, WORDS - 1, 1, 5);
    put(content, 3, 0, 2, 6);
    append(content);
    byte[] expected = new byte[PageFile.PAGE_DATA];
    Arrays.fill(expected, 0, 2 * Long.BYTES, (byte) 6);
    Arrays.fill(expected, (WORDS - 1) * Long.BYTES, WORDS * Long.BYTES, (byte) 5);
    assertThat(page(3)).isEqualTo(expected);
  }

  @Test
  void aPageOfTheBaseFileMustBeWholeAtFirst() throws IOException {
    create();
    append(put(range(2, 0, WORDS, 5), 2, 9, 1, 6));
    byte[] expected = new byte[PageFile.PAGE_DATA];
    Arrays.fill(expected, (byte) 5);
    Arrays.fill(expected, 9 * Long.BYTES, 10 * Long.BYTES, (byte) 6);
    assertThat(page(2)).isEqualTo(expected);
    append(range(2, 10, 1, 8));
    Arrays.fill(expected, 10 * Long.BYTES, 11 * Long.BYTES, (byte) 8);
    assertThat(page(2)).isEqualTo(expected);
    assertRefused(range(1, 0, WORDS - 1, 5));
  }

  @Test
  void aRangeEndsInItsPage() throws IOException {
    create();
    assertRefused(range(3, WORDS - 1, 2, 5));
  }

  @Test
  void aRangeHasWords() throws IOException {
    create();
    assertRefused(put(range(3, 0, 0, 0), 3, 0, 1, 5));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 20, 23})
  void aFrameHasAllOfItsRanges(int missing) throws IOException {
    create();
    ByteBuffer content = put(range(3, 0, 1, 5), 3, 4, 2, 5);
    assertRefused(content.position(content.position() - missing));
  }
}
