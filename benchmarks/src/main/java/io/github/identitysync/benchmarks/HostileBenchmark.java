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

/** How long it takes to apply records whose ids were chosen to slow a store down, twice. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class HostileBenchmark extends StoreBenchmark {

  private static final int BATCH_SIZE = 1_000;

  /** An empty store, and records that each link a browser and a user with the same new id. */
  @State(Scope.Benchmark)
  public static class EmptyStore {
    /** Whose store it is. */
    @Param({"IDENTITY_SYNC", "HASH_MAP"})
    public StoreKind store;

    /** What the ids have in common. */
    @Param public HostileIds ids;

    /** How many records are applied, twice. */
    @Param("100000")
    public int records;

    /** Where the store's directory is made, to choose the disk; empty for the system's default. */
    @Param("")
    public String parent;

    private List<List<SyncRecord>> batches;
    private ScratchStore scratch;

    @Setup(Level.Invocation)
    public void open() throws IOException {
      // The Strings are new each time, as those of a request are, and have no hash code yet.
      batches =
          Workload.cut(
              ids.make(records).stream()
                  .map(id -> SyncRecord.of(Workload.FOLDER, id, "crm", id))
                  .toList(),
              BATCH_SIZE);
      scratch = ScratchStore.open(store, parent);
    }

    @TearDown(Level.Invocation)
    public void closeAndDelete() throws IOException {
      scratch.closeAndDelete();
    }
  }

  /** Applies all records, and then all of them again. */
  @Benchmark
  public void applyTwice(EmptyStore empty) {
    for (int round = 0; round < 2; round++) {
      for (List<SyncRecord> batch : empty.batches) {
        empty.scratch.store().apply(batch);
      }
    }
  }
}
