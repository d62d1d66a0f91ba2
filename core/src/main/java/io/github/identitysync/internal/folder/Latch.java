package io.github.identitysync.internal.folder;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens once, and that threads wait for, whatever interrupts there are. Whoever
 * waits for another thread waits here, or for a lock.
 *
 * <p>Waiting only parks the thread. It asks no pool for another one, as the JDK's futures and
 * conditions do in a thread of a {@link java.util.concurrent.ForkJoinPool}, which may refuse; it
 * holds no monitor, so that a virtual thread gives its carrier up; and it takes no memory, of which
 * there may be none.
 */
public final class Latch {

  /**
   * Who came last to wait. Each one who waits knows who was the last before, and wakes that thread
   * in turn.
   */
  private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();

  private volatile boolean open;

  /** Makes a latch that is not open yet. */
  public Latch() {}

  /** Lets all through who wait and who will. What this thread did before, they see. */
  public void open() {
    open = true;
    LockSupport.unpark(waiter.get());
  }

  /** Returns whether it was opened. */
  public boolean isOpen() {
    return open;
  }

  /** Waits until it is open. An interrupt does not end that, and stays noted. */
  public void await() {
    Thread before = waiter.getAndSet(Thread.currentThread());
    boolean isInterrupted = false;
    while (!open) {
      LockSupport.park(this);
      isInterrupted |= Thread.interrupted();
    }
    LockSupport.unpark(before);
    waiter.set(null); // whoever comes now finds it open
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
