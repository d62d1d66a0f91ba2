package io.github.identitysync.benchmarks;

import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to apply all records of a workload, in batches. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class WriteBenchmark extends StoreBenchmark {

  /** A store that has what comes first, in a directory of its own, and what is to be applied. */
  @State(Scope.Benchmark)
  public static class PreparedStore {
    /** Whose store it is. */
    @Param public StoreKind store;

    /** What is applied. */
    @Param public Workload workload;

    /** How many records are applied, and made durable, by one call. */
    @Param({"1000", "100", "10000"})
    public int batchSize;

    /** How many records are applied in all. */
    @Param("1000000")
    public int records;

    /** Where the store's directory is made, to choose the disk; empty for the system's default. */
    @Param("")
    public String parent;

    private List<List<SyncRecord>> batches;
    private ScratchStore scratch;

    @Setup(Level.Trial)
    public void makeRecords() {
      batches = Workload.cut(workload.measured(records).toList(), batchSize);
    }

    @Setup(Level.Invocation)
    public void open() throws IOException {
      scratch = ScratchStore.open(store, parent);
      ScratchStore.fill(scratch.store(), workload.first(records));
    }

    @TearDown(Level.Invocation)
    public void closeAndDelete() throws IOException {
      scratch.closeAndDelete();
    }
  }

  /** Applies all records. */
  @Benchmark
  public void apply(PreparedStore prepared) {
    IdentityStore store = prepared.scratch.store();
    for (List<SyncRecord> batch : prepared.batches) {
      store.apply(batch);
    }
  }
}
