package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.Batch;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultOperation;
import io.github.identitysync.testing.FaultPlan;
import io.github.identitysync.testing.FaultyFiles;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A store lives on a disk that remembers every write, truncation and sync. It applies batches of
 * records and of updates over two folders, is checkpointed, closed and opened again. Then that life
 * is ended at every step of it, and in the middle of every write: the process is killed, or the
 * power fails and leaves all of what was not synced, nothing of it, or any part. Whatever the end,
 * the store must open again with the batches that were acknowledged, and perhaps the one in flight,
 * whole in both folders; what a reader sees then must outlast the next end; and with the batches
 * that are missing it must come to the state that it would have come to without all this.
 *
 * <p>The system property {@code identitysync.crash.effort} multiplies how many torn disks are tried
 * and how many recoveries are interrupted.
 */
class CrashTest {

  private static final int EFFORT = Integer.getInteger("identitysync.crash.effort", 1);

  private static CrashScript script;
  private static List<CrashState> states;
  private static CrashRun workload;

  @BeforeAll
  static void live() {
    script = CrashWorkload.script();
    states = script.states();
    workload = CrashRun.of(script);
  }

  @Test
  void theWorkloadHasEveryKindOfStep() {
    assertThat(states).doesNotHaveDuplicates();
    assertThat(CrashWorkload.BATCHES)
        .hasAtLeastOneElementOfType(Batch.OfRecords.class)
        .hasAtLeastOneElementOfType(Batch.OfUpdates.class);
    assertThat(workload.steps()).isGreaterThan(100);
    assertThat(workload.count(FaultOperation.Create.class)).isEqualTo(2);
    assertThat(workload.count(FaultOperation.SyncDirectory.class)).isPositive();
    assertThat(workload.count(FaultOperation.Truncate.class)).isGreaterThan(2);
    assertThat(workload.count(FaultOperation.Write.class)).isGreaterThan(50);
  }

  @Test
  void anyEndLeavesTheAcknowledgedBatches() {
    List<CrashEnding> endings = workload.endings().all(fates(3 * EFFORT));
    assertThat(endings.size()).isGreaterThan(1_000);
    endings.parallelStream().forEach(CrashTest::recoverAndGoOn);
    System.out.println("crash states tried: " + endings.size());
  }

  @Test
  void anyEndOfARecoveryLeavesWhatWasRecovered() {
    List<CrashEnding> first = workload.endings().all(fates(1));
    int stride = Math.max(1, 79 / EFFORT);
    List<CrashEnding> endings =
        IntStream.range(0, first.size())
            .filter(i -> i % stride == 0)
            .parallel()
            .mapToObj(first::get)
            .flatMap(end -> endingsOfRecovery(end, run -> run.endings().all(fates(EFFORT))))
            .toList();
    assertThat(endings.size()).isGreaterThan(1_000);
    endings.parallelStream().forEach(CrashTest::recoverAndGoOn);
    System.out.println("crash states of recoveries tried: " + endings.size());
  }

  @Test
  void aLossOfPowerLeavesWhatWasRecoveredFromAKill() {
    List<FaultFate> losses = fates(EFFORT - 1).subList(1, EFFORT + 1);
    List<CrashEnding> endings =
        workload.endings().betweenSteps(List.of(FaultFate.KILLED)).parallelStream()
            .flatMap(end -> endingsOfRecovery(end, run -> run.endings().betweenSteps(losses)))
            .toList();
    assertThat(endings.size()).isGreaterThan(1_000);
    endings.parallelStream().forEach(CrashTest::recoverAndGoOn);
    System.out.println("crash states after a kill and a loss of power tried: " + endings.size());
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 4", "6, 5"})
  void nothingIsAcknowledgedOrReadBeforeItsSync(int batch, int news) throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    AtomicBoolean armed = new AtomicBoolean();
    FaultPlan waiting =
        (number, operation, before) -> {
          if (armed.get() && operation instanceof FaultOperation.Sync) {
            reached.countDown();
            awaitUninterruptibly(released);
          }
        };
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty(), waiting);
    try (IdentitySync sync = IdentitySync.open(files, CrashWorkload.options())) {
      CrashWorkload.BATCHES.subList(0, batch).forEach(before -> before.applyTo(sync));
      armed.set(true);
      CompletableFuture<Integer> apply =
          CompletableFuture.supplyAsync(() -> CrashWorkload.BATCHES.get(batch).applyTo(sync))
              .whenComplete((report, error) -> reached.countDown());
      reached.await();
      try {
        assertThat(CrashState.of(sync)).isEqualTo(states.get(batch));
        assertThat(apply).isNotDone();
      } finally {
        armed.set(false);
        released.countDown();
      }
      assertThat(apply.get()).isEqualTo(news);
      assertThat(CrashState.of(sync)).isEqualTo(states.get(batch + 1));
      sync.verify();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Stream<CrashEnding> endingsOfRecovery(
      CrashEnding ending, Function<CrashRun, List<CrashEnding>> endings) {
    return endings.apply(CrashRun.ofRecovery(script, ending, 1)).stream()
        .map(end -> end.after(ending));
  }

  private static List<FaultFate> fates(int torn) {
    return Stream.concat(
            Stream.of(FaultFate.KEPT, FaultFate.DROPPED),
            LongStream.range(0, torn).mapToObj(FaultFate::torn))
        .toList();
  }

  private static void recoverAndGoOn(CrashEnding ending) {
    CrashState last = states.get(states.size() - 1);
    try (IdentitySync sync = script.open(FaultyFiles.of(ending.disk()))) {
      int found = script.count(sync, ending.expected(), ending.name());
      sync.verify();
      for (int next = found; next < CrashWorkload.BATCHES.size(); next++) {
        CrashWorkload.BATCHES.get(next).applyTo(sync);
      }
      assertThat(CrashState.of(sync)).as(ending.name()).isEqualTo(last);
      sync.verify();
    } catch (RuntimeException e) {
      throw new AssertionError(ending.name(), e);
    }
  }
}
