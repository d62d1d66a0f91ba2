package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LatchTest {

  private static final int WAITERS = 5;

  private final Latch latch = new Latch();
  private final AtomicInteger through = new AtomicInteger();

  private List<Thread> startWaiters() {
    List<Thread> waiters = new ArrayList<>();
    for (int i = 0; i < WAITERS; i++) {
      Thread waiter =
          new Thread(
              () -> {
                latch.await();
                through.incrementAndGet();
              });
      waiter.start();
      waiters.add(waiter);
    }
    return waiters;
  }

  private static void joinAll(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void allWhoWaitAreLetThrough() throws InterruptedException {
    List<Thread> waiters = startWaiters();
    waiters.forEach(LatchTest::awaitWaiting);
    assertThat(latch.isOpen()).isFalse();
    assertThat(through).hasValue(0);
    latch.open();
    joinAll(waiters);
    assertThat(through).hasValue(WAITERS);
  }

  @Test
  void nobodyIsForgottenWhoComesWhileItIsOpened() throws InterruptedException {
    for (int round = 0; round < 2_000; round++) {
      Latch contended = new Latch();
      List<Thread> waiters = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Thread waiter = new Thread(contended::await);
        waiter.start();
        waiters.add(waiter);
      }
      contended.open();
      joinAll(waiters);
    }
  }

  @Test
  void whoComesLaterNeedNotWait() {
    latch.open();
    latch.open();
    latch.await();
    latch.await();
    assertThat(latch.isOpen()).isTrue();
  }

  @Test
  void anInterruptEndsNoWaitAndStaysNoted() throws InterruptedException {
    Thread waiter =
        new Thread(
            () -> {
              latch.await();
              through.set(Thread.currentThread().isInterrupted() ? 1 : 2);
            });
    waiter.start();
    awaitWaiting(waiter);
    waiter.interrupt();
    while (waiter.isInterrupted()) {
      Thread.onSpinWait(); // until it has noted that
    }
    awaitWaiting(waiter);
    latch.open();
    waiter.join();
    assertThat(through).hasValue(1);
  }

  @Test
  void aWakingWithoutReasonEndsNoWait() {
    Thread waiter = new Thread(latch::await);
    waiter.start();
    for (int i = 0; i < 100; i++) {
      LockSupport.unpark(waiter);
      awaitWaiting(waiter);
    }
    latch.open();
  }
}
