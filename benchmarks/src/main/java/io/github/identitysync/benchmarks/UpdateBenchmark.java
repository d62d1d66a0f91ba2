package io.github.identitysync.benchmarks;

import io.github.identitysync.model.ProfileUpdate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one durable update of five fields costs, that an identity has already; an update is the
 * operation that JMH reports.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@OperationsPerInvocation(UpdateBenchmark.UPDATES)
public class UpdateBenchmark {
  static final int UPDATES = 200_000;

  /** A store, and what is to be written to it next. */
  @State(Scope.Benchmark)
  public static class UpdatedStore extends FilledStore {
    /** How many updates are written, and made durable, by one call. */
    @Param("1000")
    public int batchSize;

    /** Whether name and address stay and visits are counted; if not, all values are new. */
    @Param({"true", "false"})
    public boolean lifelike;

    private List<List<ProfileUpdate>> batches;

    @Setup(Level.Iteration)
    public void makeUpdates() {
      batches = workload.next(UPDATES, batchSize, skewed, lifelike);
    }

    void updateAll() {
      for (List<ProfileUpdate> batch : batches) {
        fields.update(batch);
      }
    }
  }

  /** Writes to all fields of random identities. */
  @Benchmark
  public void update(UpdatedStore store) {
    store.updateAll();
  }
}
