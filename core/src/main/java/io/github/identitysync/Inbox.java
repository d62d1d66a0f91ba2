package io.github.identitysync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What any thread puts in and one thread takes, in order, until the last thing. */
final class Inbox<T> {

  /** Room that is there from the beginning, so that little is lost for want of memory. */
  private static final int FIRST_ROOM = 16;

  private final Object lock = new Object();

  /** What was put in and not yet taken; guarded by the lock, as is the last thing, once it came. */
  private List<T> items = new ArrayList<>(FIRST_ROOM);

  private @Nullable T last;

  /** What was taken last; for the thread that takes. */
  private List<T> taken = new ArrayList<>(FIRST_ROOM);

  /** Who takes, once that thread has come. */
  private volatile @Nullable Thread taker;

  /** Puts something in, unless the last thing is in, and returns whether it did. */
  boolean put(T item) {
    synchronized (lock) {
      if (last != null) {
        return false;
      }
      items.add(item);
    }
    LockSupport.unpark(taker);
    return true;
  }

  /** Puts something in as the last thing, unless there is one, and returns which that is. */
  T putLast(T item) {
    synchronized (lock) {
      if (last != null) {
        return last;
      }
      items.add(item);
      last = item;
    }
    LockSupport.unpark(taker);
    return item;
  }

  /**
   * Waits until something is in and takes all of it; there is nothing more once the last thing was
   * taken. No interrupt ends that, and it takes no memory.
   *
   * @return a list that is the caller's until the next call
   */
  List<T> take() {
    taken.clear();
    taker = Thread.currentThread();
    while (true) {
      synchronized (lock) {
        if (!items.isEmpty() || last != null) {
          List<T> all = items;
          items = taken;
          taken = all;
          if (all.isEmpty()) {
            taker = null; // A thread that has ended may still lead to what it was made with.
          }
          return all;
        }
      }
      LockSupport.park(this);
      Thread.interrupted(); // With it noted, parking would not wait.
    }
  }
}
