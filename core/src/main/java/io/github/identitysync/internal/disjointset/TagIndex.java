package io.github.identitysync.internal.disjointset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Finds entries, which are numbered from 0, by a 32-bit tag of their key. Finding and adding take
 * constant time on average if tags are spread evenly. Adding now and then copies one segment, and
 * seldom doubles the directory, which has one reference for thousands of entries. An entry takes 10
 * to 12.5 bytes.
 */
abstract class TagIndex {

  /** How many entries there can be. */
  static final int MAX_COUNT = 1 << 30;

  /*
   * Extendible hashing (Fagin, Nievergelt, Pippenger, Strong: "Extendible Hashing", ACM TODS 4(3), 1979). The
   * highest bits of a tag choose a segment through a directory, the lowest the place where linear probing
   * begins. A slot is the tag, then the entry plus one; zero is empty. Since a slot holds the whole tag, growing
   * and splitting touch nothing but the segment.
   *
   * Evenly spread tags fill all segments alike: if full ones doubled, all would be half empty at the same time. They
   * grow by a quarter, which keeps the index from 64 to 80 percent full.
   *
   * Invariants: a segment of depth d holds exactly the tags that agree with it in their d highest bits; the
   * directory refers to it from every place that agrees with it; it has an empty slot.
   *
   * What is put in the place of a segment leaves it as it was, so that a reader who still looks into it finds all
   * that was there when it was replaced.
   */
  private static final int FIRST_SLOTS = 32;

  /** Up to this size a segment doubles. */
  private static final int SMALL_SLOTS = 1024;

  private static final int HOME_BITS = 14;
  private static final int MAX_SLOTS = 1 << HOME_BITS;
  private static final int MAX_DEPTH = 18;
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
      return used * 5L >= slots.length * 4L;
    }

    void add(long slot) {
      int at = home(slots, tag(slot));
      while (slots[at] != 0) {
        at = next(slots, at);
      }
      add(at, slot);
    }

    void add(int at, long slot) {
      slots[at] = slot;
      used++;
    }
  }

  /** Returns whether an entry has a key, given as two halves. */
  abstract boolean matches(int entry, long high, long low);

  private static int tag(long slot) {
    return (int) (slot >>> Integer.SIZE);
  }

  private static int entry(long slot) {
    return (int) slot - 1;
  }

  /** Where the search for a tag begins; ascends with the lowest bits of the tag. */
  private static int home(long[] slots, int tag) {
    return (int) (((long) (tag & (MAX_SLOTS - 1)) * slots.length) >>> HOME_BITS);
  }

  private static int next(long[] slots, int at) {
    return at + 1 == slots.length ? 0 : at + 1;
  }

  /*
   * Finding many keys is bound by cache misses, which overlap if each step is done for a whole batch before the next:
   * touch, then guess, then find with the guess.
   */

  /** Brings the place where a search for a tag begins into the cache; the result says nothing. */
  final int touch(int tag) {
    long[] slots = segment(directory, tag).slots;
    return (int) slots[home(slots, tag)];
  }

  /** Returns the first entry with a tag, nearly always the one that is searched for, or -1. */
  final int guess(int tag) {
    long[] slots = segment(directory, tag).slots;
    int at = home(slots, tag);
    long slot = slots[at];
    while (slot != 0 && tag(slot) != tag) {
      at = next(slots, at);
      slot = slots[at];
    }
    return entry(slot);
  }

  /**
   * Returns the entry below a bound that has a key, or -1, given what {@link #guess} returned or
   * any other guess that is not negative; a right one saves the search.
   */
  final int find(int tag, long high, long low, int bound, int guess) {
    if (guess < 0) {
      return guess;
    }
    return guess < bound && matches(guess, high, low) ? guess : find(tag, high, low, bound);
  }

  /** Returns the entry below a bound that has a key, or -1. */
  final int find(int tag, long high, long low, int bound) {
    long[] slots = segment(directory, tag).slots;
    int at = home(slots, tag);
    for (long slot = slots[at]; slot != 0; slot = slots[at]) {
      if (tag(slot) == tag && entry(slot) < bound && matches(entry(slot), high, low)) {
        return entry(slot);
      }
      at = next(slots, at);
    }
    return -1;
  }

  /** Returns the entry that has a key; if there is none, adds the given one and returns that. */
  final int findOrAdd(int tag, long high, long low, int entry) {
    Segment segment = segment(directory, tag);
    while (segment.isFull()) {
      grow(segment, tag);
      segment = segment(directory, tag);
    }
    long[] slots = segment.slots;
    int at = home(slots, tag);
    for (long slot = slots[at]; slot != 0; slot = slots[at]) {
      if (tag(slot) == tag && matches(entry(slot), high, low)) {
        return entry(slot);
      }
      at = next(slots, at);
    }
    segment.add(at, ((long) tag << Integer.SIZE) | (entry + 1));
    return entry;
  }

  /** Makes room for so many entries at once, unless they are few or there are some already. */
  final void expect(int entries) {
    int depth = 0;
    while (sizeFor(entries >>> depth) == MAX_SLOTS) {
      depth++; // to MAX_DEPTH at most, since an int has 31 bits
    }
    if (directory.length == 1 && directory[0].used == 0 && entries > SMALL_SLOTS / 2) {
      Segment[] expected = new Segment[1 << depth];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = new Segment(depth, sizeFor(entries >>> depth));
      }
      directory = expected;
    }
  }

  private static Segment segment(Segment[] directory, int tag) {
    return (Segment) SEGMENTS.getAcquire(directory, place(tag, directory.length));
  }

  /** Where the directory refers to the segment of a tag; its length is a power of two. */
  private static int place(int tag, int length) {
    return (int) (((tag & 0xFFFF_FFFFL) * length) >>> Integer.SIZE);
  }

  private void grow(Segment segment, int tag) {
    if (segment.slots.length < MAX_SLOTS || segment.depth == MAX_DEPTH) {
      Segment larger = new Segment(segment.depth, largerSize(segment.slots.length));
      for (long slot : segment.slots) {
        if (slot != 0) {
          larger.add(slot);
        }
      }
      replace(segment, tag, larger, larger);
    } else {
      split(segment, tag);
    }
  }

  private static int largerSize(int slots) {
    return slots < SMALL_SLOTS
        ? 2 * slots
        : slots < MAX_SLOTS ? Math.min(slots / 4 * 5, MAX_SLOTS) : Math.multiplyExact(2, slots);
  }

  private void split(Segment segment, int tag) {
    int depth = segment.depth + 1;
    if (1 << depth > directory.length) {
      doubleDirectory();
    }
    int upper = 0;
    for (long slot : segment.slots) {
      upper += slot == 0 ? 0 : depthBit(slot, depth);
    }
    Segment low = new Segment(depth, sizeFor(segment.used - upper));
    Segment high = new Segment(depth, sizeFor(upper));
    for (long slot : segment.slots) {
      if (slot != 0) {
        (depthBit(slot, depth) == 0 ? low : high).add(slot);
      }
    }
    replace(segment, tag, low, high);
  }

  /** The last of the highest bits that the tags of a segment of a depth agree in. */
  private static int depthBit(long slot, int depth) {
    return (int) (slot >>> (Long.SIZE - depth)) & 1;
  }

  /** A size for so many entries and some more. */
  private static int sizeFor(int entries) {
    return Math.min(Math.max(SMALL_SLOTS, entries / 16 * 25 + 1), MAX_SLOTS);
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
