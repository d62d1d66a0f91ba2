package io.github.identitysync.internal.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages that are on the heap: every page that was changed since the last checkpoint, and a
 * bounded number of others as the base file has them. A page that is here is the latest one.
 *
 * <p>Any thread may look and may offer what it has read; one thread changes pages.
 */
final class PageTable {

  private static final int SHIFT = 10;
  private static final int CHUNK = 1 << SHIFT;
  private static final VarHandle PAGES = MethodHandles.arrayElementVarHandle(Page[].class);

  /** By page number. */
  private volatile Page[][] chunks = {};

  private final List<Page> changed = new ArrayList<>();

  /** The pages offered last, in a ring; some may have been changed since. */
  private final @Nullable Page[] offered;

  private int next;
  private long epoch;

  /**
   * Makes an empty table.
   *
   * @param capacity how many unchanged pages it keeps
   */
  PageTable(int capacity, long epoch) {
    this.offered = new Page[capacity];
    this.epoch = epoch;
  }

  /** Returns a page, or null if it is not here and so stands in the base file. */
  @Nullable Page get(long number) {
    Page[][] all = chunks;
    int chunk = (int) (number >>> SHIFT);
    return chunk < all.length
        ? (Page) PAGES.getAcquire(all[chunk], (int) number & (CHUNK - 1))
        : null;
  }

  /** Adds a page that is about to be changed, or marks one that is here. */
  synchronized void change(Page page) {
    if (!page.isChanged) {
      page.isChanged = true;
      changed.add(page);
      set(page.number, page);
    }
  }

  /**
   * Keeps a page that was read from the base file, unless that was before the last checkpoint, or
   * the page is here.
   */
  synchronized void offer(Page page, long readInEpoch) {
    if (readInEpoch != epoch || get(page.number) != null) {
      return;
    }
    Page old = offered[next];
    if (old != null && !old.isChanged && get(old.number) == old) {
      set(old.number, null);
    }
    offered[next] = page;
    next = (next + 1) % offered.length;
    set(page.number, page);
  }

  /** Returns the changed pages; for the thread that changes them. */
  List<Page> changed() {
    return changed;
  }

  /** Forgets the changed pages, which the base file has from now on. */
  synchronized void checkpoint(long newEpoch) {
    for (Page page : changed) {
      set(page.number, null);
    }
    changed.clear();
    epoch = newEpoch;
  }

  private void set(long number, @Nullable Page page) {
    int chunk = Math.toIntExact(number >>> SHIFT);
    if (chunk >= chunks.length) {
      int before = chunks.length;
      Page[][] more = Arrays.copyOf(chunks, Math.max(chunk + 1, before + before / 4));
      for (int i = before; i < more.length; i++) {
        more[i] = new Page[CHUNK];
      }
      chunks = more;
    }
    PAGES.setRelease(chunks[chunk], (int) number & (CHUNK - 1), page);
  }
}
