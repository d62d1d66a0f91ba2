package io.github.identitysync.benchmarks;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What one durable record costs; a record is the operation that JMH reports. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@OperationsPerInvocation(ApplyBenchmark.RECORDS)
public class ApplyBenchmark {
  static final int RECORDS = 1_000_000;
  private static final long SEED = 42;

  /** An open store in a directory of its own, and what is to be applied to it. */
  @State(Scope.Benchmark)
  public static class EmptyStore {
    /** How many records are applied, and made durable, by one call. */
    @Param({"1000", "100", "10000"})
    public int batchSize;

    /** Where the store's directory is made, to choose the disk; empty for the system's default. */
    @Param("")
    public String parent;

    private List<List<SyncRecord>> batches;
    private ScratchDirectory directory;
    private IdentitySync sync;

    @Setup(Level.Trial)
    public void makeRecords() {
      batches = Workload.batches(SEED, RECORDS, batchSize);
    }

    @Setup(Level.Invocation)
    public void open() throws IOException {
      directory = ScratchDirectory.create(parent);
      sync = IdentitySync.open(directory.store());
    }

    @TearDown(Level.Invocation)
    public void closeAndDelete() throws IOException {
      sync.close();
      directory.delete();
    }

    void applyAll() {
      for (List<SyncRecord> batch : batches) {
        sync.apply(batch);
      }
    }
  }

  /** A store that has the records already. */
  @State(Scope.Benchmark)
  public static class FilledStore extends EmptyStore {
    @Override
    @Setup(Level.Invocation)
    public void open() throws IOException {
      super.open();
      applyAll();
    }
  }

  /** Applies the records to a new store. */
  @Benchmark
  public void insert(EmptyStore store) {
    store.applyAll();
  }

  /** Applies the same records again. */
  @Benchmark
  public void resync(FilledStore store) {
    store.applyAll();
  }
}
