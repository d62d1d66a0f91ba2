package io.github.identitysync.internal.disjointset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Finds entries, which are numbered from 0, by a 32-bit tag of their key. Finding and adding take
 * constant time on average if tags are spread evenly. Adding now and then splits one segment, and
 * seldom doubles the directory, which has one reference for thousands of entries.
 */
abstract class TagIndex {

  /** How many entries there can be. */
  static final int MAX_COUNT = 1 << 30;

  /*
   * Extendible hashing (Fagin, Nievergelt, Pippenger, Strong: "Extendible Hashing", ACM TODS 4(3), 1979). The
   * highest bits of a tag choose a segment through a directory, the lowest the place where linear probing
   * begins. A slot is the tag, then the entry plus one; zero is empty. Since a slot holds the whole tag, a split
   * touches nothing but the segment.
   *
   * Invariants: a segment of depth d holds exactly the tags that agree with it in their d highest bits; the
   * directory refers to it from every place that agrees with it; it has an empty slot.
   *
   * A split leaves the old segment as it was, so that a reader who still looks into it finds all that was there
   * when it was replaced.
   */
  private static final int FIRST_SLOTS = 32;
  private static final int SEGMENT_SLOTS = 4096;
  private static final int MAX_DEPTH = 20;
  private static final VarHandle SEGMENTS = MethodHandles.arrayElementVarHandle(Segment[].class);

  private volatile Segment[] directory = {new Segment(0, FIRST_SLOTS)};

  private static final class Segment {
    final int depth;
    final long[] slots;
    int used;

    Segment(int depth, int slots) {
      this.depth = depth;
      this.slots = new long[slots];
    }

    boolean isFull() {
      return used * 4L >= slots.length * 3L;
    }

    void add(long slot) {
      int mask = slots.length - 1;
      int at = (int) (slot >>> Integer.SIZE) & mask;
      while (slots[at] != 0) {
        at = (at + 1) & mask;
      }
      slots[at] = slot;
      used++;
    }
  }

  /** Returns whether an entry has a key, given as two halves. */
  abstract boolean matches(int entry, long high, long low);

  /*
   * Finding many keys is bound by cache misses, which overlap if each step is done for a whole batch before the next:
   * touch, then guess, then find with the guess.
   */

  /** Brings the place where a search for a tag begins into the cache; the result says nothing. */
  final int touch(int tag) {
    long[] slots = segment(directory, tag).slots;
    return (int) slots[tag & (slots.length - 1)];
  }

  /** Returns the first entry with a tag, nearly always the one that is searched for, or -1. */
  final int guess(int tag) {
    long[] slots = segment(directory, tag).slots;
    int mask = slots.length - 1;
    int at = tag & mask;
    long slot = slots[at];
    while (slot != 0 && (int) (slot >>> Integer.SIZE) != tag) {
      at = (at + 1) & mask;
      slot = slots[at];
    }
    return (int) slot - 1;
  }

  /** Returns the entry below a bound that has a key, or -1; a right guess saves the search. */
  final int find(int tag, long high, long low, int bound, int guess) {
    return guess >= 0 && guess < bound && matches(guess, high, low)
        ? guess
        : find(tag, high, low, bound);
  }

  /** Returns the entry below a bound that has a key, or -1. */
  final int find(int tag, long high, long low, int bound) {
    long[] slots = segment(directory, tag).slots;
    int mask = slots.length - 1;
    for (int at = tag & mask; ; at = (at + 1) & mask) {
      long slot = slots[at];
      if (slot == 0) {
        return -1;
      }
      if ((int) (slot >>> Integer.SIZE) == tag) {
        int entry = (int) slot - 1;
        if (entry < bound && matches(entry, high, low)) {
          return entry;
        }
      }
    }
  }

  /** Adds an entry whose key is not there yet. */
  final void add(int tag, int entry) {
    Segment segment = segment(directory, tag);
    while (segment.isFull()) {
      grow(segment, tag);
      segment = segment(directory, tag);
    }
    segment.add(((long) tag << Integer.SIZE) | (entry + 1));
  }

  private static Segment segment(Segment[] directory, int tag) {
    return (Segment) SEGMENTS.getAcquire(directory, place(tag, directory.length));
  }

  /** Where the directory refers to the segment of a tag; its length is a power of two. */
  private static int place(int tag, int length) {
    return (int) (((tag & 0xFFFF_FFFFL) * length) >>> Integer.SIZE);
  }

  private void grow(Segment segment, int tag) {
    if (segment.slots.length < SEGMENT_SLOTS || segment.depth == MAX_DEPTH) {
      Segment larger = new Segment(segment.depth, 2 * segment.slots.length);
      for (long slot : segment.slots) {
        if (slot != 0) {
          larger.add(slot);
        }
      }
      replace(segment, tag, larger, larger);
      return;
    }
    int depth = segment.depth + 1;
    if (1 << depth > directory.length) {
      doubleDirectory();
    }
    Segment low = new Segment(depth, SEGMENT_SLOTS);
    Segment high = new Segment(depth, SEGMENT_SLOTS);
    for (long slot : segment.slots) {
      if (slot != 0) {
        boolean upper = ((slot >>> (Long.SIZE - depth)) & 1) != 0;
        (upper ? high : low).add(slot);
      }
    }
    replace(segment, tag, low, high);
  }

  private void doubleDirectory() {
    Segment[] old = directory;
    Segment[] larger = new Segment[2 * old.length];
    for (int i = 0; i < larger.length; i++) {
      larger[i] = old[i / 2];
    }
    directory = larger;
  }

  /**
   * Puts two segments in the place of one: the first half of its places to one, the second to the
   * other.
   */
  private void replace(Segment segment, int tag, Segment low, Segment high) {
    int places = directory.length >>> segment.depth;
    int from = place(tag, directory.length) / places * places;
    for (int i = 0; i < places; i++) {
      SEGMENTS.setRelease(directory, from + i, 2 * i < places ? low : high);
    }
  }
}
