package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.testing.BusyPool;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedTaskTest {

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger runs = new AtomicInteger();

  /** Says that it has begun, and lasts until it may end. */
  private Thread work() {
    begun.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    runs.incrementAndGet();
    return Thread.currentThread();
  }

  /**
   * On a thread of its own: one of the JDK's for delayed tasks may share the pool with the task.
   */
  private void endSoon() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    end.countDown();
  }

  private SharedTask<Thread> begunByThePool() throws InterruptedException {
    SharedTask<Thread> task = new SharedTask<>(this::work);
    task.offer();
    begun.await();
    return task;
  }

  private static void awaitIdlePool() {
    assertThat(ForkJoinPool.commonPool().awaitQuiescence(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoWaitsDoesWhatNobodyHasBegun() {
    end.countDown();
    SharedTask<Thread> task = new SharedTask<>(this::work);
    BusyPool.during(
        () -> {
          task.offer();
          assertThat(task.join()).isSameAs(Thread.currentThread());
        });
    awaitIdlePool();
    assertThat(runs).hasValue(1);
  }

  @Test
  void whoWaitsIsGivenWhatAnotherThreadDoes() throws InterruptedException {
    SharedTask<Thread> task = begunByThePool();
    end.countDown();
    assertThat(task.join()).isNotSameAs(Thread.currentThread());
    assertThat(runs).hasValue(1);
  }

  @Test
  void anInterruptWaitsUntilTheWorkIsDone() throws InterruptedException {
    SharedTask<Thread> task = begunByThePool();
    new Thread(this::endSoon).start();
    Thread.currentThread().interrupt();
    task.join();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(runs).hasValue(1);
  }

  @Test
  void failuresOfAnotherThreadAreThrownAsTheyAre() throws InterruptedException {
    for (Throwable failure :
        new Throwable[] {new IllegalStateException(), new OutOfMemoryError()}) {
      CountDownLatch failing = new CountDownLatch(1);
      SharedTask<Thread> task =
          new SharedTask<>(
              () -> {
                failing.countDown();
                if (failure instanceof Error error) {
                  throw error;
                }
                throw (RuntimeException) failure;
              });
      task.offer();
      failing.await();
      assertThatThrownBy(task::join).isSameAs(failure);
    }
  }

  @Test
  void whatIsCancelledInTimeIsDoneByNobody() {
    SharedTask<Thread> task = new SharedTask<>(this::work);
    end.countDown();
    BusyPool.during(
        () -> {
          task.offer();
          task.cancel();
        });
    awaitIdlePool();
    assertThat(runs).hasValue(0);
  }

  @Test
  void cancellingWaitsForWhatHasBegun() throws InterruptedException {
    SharedTask<Thread> task = begunByThePool();
    AtomicBoolean isCancelled = new AtomicBoolean();
    Thread cancelling =
        new Thread(
            () -> {
              task.cancel();
              isCancelled.set(true);
            });
    cancelling.start();
    while (cancelling.getState() != Thread.State.WAITING) {
      assertThat(isCancelled).isFalse();
      Thread.onSpinWait();
    }
    end.countDown();
    cancelling.join();
    assertThat(runs).hasValue(1);
  }

  @Test
  void cancellingWhatIsDoneDoesNothing() {
    end.countDown();
    SharedTask<Thread> task = new SharedTask<>(this::work);
    task.join();
    task.cancel();
    assertThat(runs).hasValue(1);
  }
}
