package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Pages whose changes become durable together.
 *
 * <p>Changed pages stay on the heap. A commit appends what changed as one frame to the journal; a
 * checkpoint writes the changed pages to the base file and starts the journal anew; opening replays
 * the journal onto the pages of the base file. The first change of a page since a checkpoint is
 * journaled as the whole page, so that recovery never depends on a page that a crash may have cut
 * in the middle of being written.
 *
 * <p>One thread changes pages, commits and checkpoints. Any thread may read beside it, if no byte
 * it reads is being changed. After an error the pages must be opened anew.
 */
final class JournaledPages implements AutoCloseable {

  private static final int RUN_PAGES = 256;

  /** How many pages are kept that were read alone, as those of MapDB's trees and indexes are. */
  private static final int KEPT_PAGES = 1_024;

  /** How far behind the end a page may be added: farther than MapDB goes. */
  private static final int FARTHEST_PAGES = 1_024;

  private static final int RETAINED_FRAME_BYTES = 4 << 20;
  private static final int RANGE_HEADER_BYTES = 8;
  private static final int WORD_BITS = 10;

  private final PageFile base;
  private final Journal journal;

  private final PageTable table;

  private final List<Page> uncommitted = new ArrayList<>();
  private volatile Superblock superblock;
  private volatile long pages;
  private byte[] frame = new byte[64 << 10];

  private JournaledPages(PageFile base, Journal journal, Superblock superblock) {
    this.base = base;
    this.journal = journal;
    this.superblock = superblock;
    this.pages = superblock.pages();
    this.table = new PageTable(KEPT_PAGES, superblock.epoch());
  }

  /**
   * Opens the pages and replays the journal onto them.
   *
   * @param readOnly whether to write nothing
   * @throws IdentitySyncException.Corrupt if base file or journal are damaged
   */
  static JournaledPages open(
      PageFile base, Journal journal, Superblock superblock, boolean readOnly) throws IOException {
    JournaledPages pages = new JournaledPages(base, journal, superblock);
    journal.replay(pages::replay, readOnly);
    return pages;
  }

  byte[] secret() {
    return superblock.secret();
  }

  /** How many pages there are: one more than the highest ever changed. */
  long count() {
    return pages;
  }

  /** Returns the content of a page, not to be changed. */
  byte[] read(long number) {
    Page page = table.get(number);
    if (page == null) {
      long epoch = superblock.epoch();
      page = load(number);
      if (number < pages) {
        table.offer(page, epoch);
      }
    }
    return page.bytes;
  }

  /** Copies from consecutive pages, the first of them from an offset on. */
  void read(long first, int from, byte[] target, int at, int length) {
    long number = first;
    int offset = from;
    int done = 0;
    while (done < length) {
      int run = unchangedRun(number, offset + length - done);
      if (run > 1) {
        byte[] bytes = new byte[run * PageFile.PAGE_BYTES];
        load(number, run, bytes);
        for (int i = 0; i < run; i++, offset = 0) {
          int count = Math.min(length - done, PageFile.PAGE_DATA - offset);
          System.arraycopy(bytes, i * PageFile.PAGE_BYTES + offset, target, at + done, count);
          done += count;
        }
        number += run;
      } else {
        int count = Math.min(length - done, PageFile.PAGE_DATA - offset);
        System.arraycopy(read(number), offset, target, at + done, count);
        done += count;
        number++;
        offset = 0;
      }
    }
  }

  /**
   * Returns how many pages that are only in the base file follow each other, as far as bytes are
   * wanted.
   */
  private int unchangedRun(long first, int bytes) {
    int wanted = (bytes + PageFile.PAGE_DATA - 1) / PageFile.PAGE_DATA;
    long last = Math.min(first + Math.min(wanted, RUN_PAGES), superblock.pages());
    int run = 0;
    while (first + run < last && table.get(first + run) == null) {
      run++;
    }
    return run;
  }

  /** Returns a page from the base file, or a new one if there it has none of that number. */
  private Page load(long number) {
    Page page = new Page(number);
    if (number < superblock.pages()) {
      load(number, 1, page.bytes);
    }
    return page;
  }

  /**
   * Reads pages from the base file. A page that is not whole there may be in the middle of being
   * written by a checkpoint: then it is among the changed ones, or was until the superblock
   * changed. Pages that another opening may have changed are no answer, whole or not.
   */
  private void load(long first, int count, byte[] target) {
    try {
      Superblock before = superblock;
      base.readPages(first, count, target);
      journal.checkOpener();
      for (int i = 0; i < count; i++) {
        int offset = i * PageFile.PAGE_BYTES;
        while (!PageFile.isWhole(before.storeId(), first + i, target, offset)) {
          Page page = table.get(first + i);
          if (page != null) {
            System.arraycopy(page.bytes, 0, target, offset, PageFile.PAGE_DATA);
            break;
          }
          if (superblock.epoch() == before.epoch()) {
            throw new IdentitySyncException.Corrupt("I1: page " + (first + i) + " is damaged");
          }
          before = superblock;
          byte[] again = new byte[PageFile.PAGE_BYTES];
          base.readPages(first + i, 1, again);
          System.arraycopy(again, 0, target, offset, PageFile.PAGE_BYTES);
        }
      }
    } catch (IOException e) {
      throw new IdentitySyncException.StorageFailed("cannot read the base file", e);
    }
  }

  /** Returns the content of a page, of which the caller will change some bytes right away. */
  byte[] change(long number, int from, int length) {
    Page page = table.get(number);
    if (page == null || !page.isChanged) {
      page = page == null ? load(number) : page;
      page.journaled = number >= superblock.pages();
      include(number);
      table.change(page);
    }
    if (page.nextChanged(0) == Page.WORDS) {
      uncommitted.add(page);
    }
    if (page.journaled) {
      page.markChanged(from, length);
    } else {
      page.markWhole();
    }
    return page.bytes;
  }

  /** Makes a page one of those that there are. */
  private void include(long number) {
    if (number - pages > FARTHEST_PAGES) {
      throw new IdentitySyncException.Corrupt("page " + number + " is far behind the end");
    }
    pages = Math.max(pages, number + 1);
  }

  /**
   * Makes every change since the last commit durable, all or nothing. Does nothing where there is
   * none.
   */
  void commit() throws IOException {
    if (uncommitted.isEmpty()) {
      return;
    }
    int to = Journal.FRAME_HEADER_BYTES;
    for (Page page : uncommitted) {
      to = encode(page, to);
    }
    journal.append(frame, to);
    for (Page page : uncommitted) {
      page.markUnchanged();
      page.journaled = true;
    }
    uncommitted.clear();
    if (frame.length > RETAINED_FRAME_BYTES) {
      frame = new byte[RETAINED_FRAME_BYTES];
    }
  }

  private int encode(Page page, int at) {
    int to = at;
    int word = page.nextChanged(0);
    while (word < Page.WORDS) {
      int end = page.nextUnchanged(word);
      int bytes = (end - word) * Long.BYTES;
      ensureFrame(to + RANGE_HEADER_BYTES + bytes);
      long range = (((page.number << WORD_BITS) | word) << WORD_BITS) | (end - word);
      Bytes.putLong(frame, to, range);
      System.arraycopy(page.bytes, word * Long.BYTES, frame, to + RANGE_HEADER_BYTES, bytes);
      to += RANGE_HEADER_BYTES + bytes;
      word = page.nextChanged(end);
    }
    return to;
  }

  private void ensureFrame(int bytes) {
    int needed = Journal.aligned(bytes);
    if (needed > frame.length) {
      frame = Arrays.copyOf(frame, Math.max(needed, (int) Math.min(2L * frame.length, 1 << 30)));
    }
  }

  private void replay(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      long range = at + RANGE_HEADER_BYTES <= to ? Bytes.getLong(bytes, at) : 0;
      int mask = (1 << WORD_BITS) - 1;
      int words = (int) range & mask;
      int word = (int) (range >>> WORD_BITS) & mask;
      long number = range >>> (2 * WORD_BITS);
      at += RANGE_HEADER_BYTES;
      if (words == 0 || word + words > Page.WORDS || at + words * Long.BYTES > to) {
        throw new IdentitySyncException.Corrupt("the journal has a range that cannot be");
      }
      Page found = table.get(number);
      Page page = found == null ? new Page(number) : found;
      include(number);
      table.change(page);
      if (!page.journaled && number < superblock.pages() && words != Page.WORDS) {
        throw new IdentitySyncException.Corrupt("the journal lacks a page it builds on");
      }
      page.journaled = true;
      System.arraycopy(bytes, at, page.bytes, word * Long.BYTES, words * Long.BYTES);
      at += words * Long.BYTES;
    }
  }

  boolean isCheckpointDue() {
    return journal.isFull();
  }

  /**
   * Moves every committed change into the base file and starts the journal anew. There must be no
   * uncommitted change.
   *
   * @param last whether the pages are about to be closed, so that the journal's space can be given
   *     back
   */
  void checkpoint(boolean last) throws IOException {
    long journalBytes = journal.lengthAfterCheckpoint(last);
    if (journal.isEmpty() && journalBytes == superblock.journalBytes()) {
      return;
    }
    journal.checkOpener();
    writeChanged();
    journal.checkOpener();
    Superblock next =
        new Superblock(
            superblock.storeId(),
            superblock.secret(),
            superblock.epoch() + 1,
            journal.sequence(),
            pages,
            journalBytes);
    base.writeSuperblock(next);
    superblock = next;
    table.checkpoint(next.epoch());
    journal.recycle(next);
  }

  /** Writes the changed pages in order, and zeros for new ones that were skipped. */
  private void writeChanged() throws IOException {
    SortedSet<Long> sorted = new TreeSet<>();
    table.changed().forEach(page -> sorted.add(page.number));
    for (long number = superblock.pages(); number < pages; number++) {
      sorted.add(number);
    }
    List<Long> numbers = List.copyOf(sorted);
    byte[] run = new byte[RUN_PAGES * PageFile.PAGE_BYTES];
    int count = 0;
    for (int i = 0; i < numbers.size(); i++) {
      long number = numbers.get(i);
      System.arraycopy(read(number), 0, run, count * PageFile.PAGE_BYTES, PageFile.PAGE_DATA);
      count++;
      boolean ends = i + 1 == numbers.size() || numbers.get(i + 1) != number + 1;
      if (ends || count == RUN_PAGES) {
        base.writePages(superblock.storeId(), number - count + 1, count, run);
        count = 0;
      }
    }
    base.sync();
  }

  /**
   * Reads every page of the base file.
   *
   * @throws IdentitySyncException.Corrupt if one is damaged
   */
  void verify() {
    byte[] run = new byte[RUN_PAGES * PageFile.PAGE_BYTES];
    long end = superblock.pages();
    for (long first = 0; first < end; first += RUN_PAGES) {
      load(first, (int) Math.min(RUN_PAGES, end - first), run);
    }
  }

  @Override
  public void close() throws IOException {
    try (base) {
      journal.close();
    }
  }
}
