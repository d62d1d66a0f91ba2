package io.github.identitysync.benchmarks;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
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

/** How long it takes from opening a store to its first answer. The system has read the files. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class OpenBenchmark extends StoreBenchmark {

  /** The files of a store that has the records of {@link Workload#INSERT}. */
  @State(Scope.Benchmark)
  public static class ClosedStore {
    private static final int REST_MILLIS = 2_000;

    /** Whose store it is; MapDB's may not open when it was killed. */
    @Param({"IDENTITY_SYNC", "ROCKSDB", "MVSTORE", "SQLITE", "LMDB"})
    public StoreKind store;

    /** How many records the store has. */
    @Param("1000000")
    public int records;

    /** Whether the files are as a kill leaves them; if not, the store was closed. */
    @Param({"false", "true"})
    public boolean killed;

    /** Where the store's directory is made, to choose the disk; empty for the system's default. */
    @Param("")
    public String parent;

    private ScratchDirectory original;
    private ScratchDirectory copy;
    private IdentityStore opened;

    @Setup(Level.Trial)
    public void fill() throws IOException, InterruptedException {
      original = ScratchDirectory.create(parent);
      ScratchDirectory written = ScratchDirectory.create(parent);
      try (IdentityStore filled = store.open(written.store())) {
        ScratchStore.fill(filled, Workload.INSERT.measured(records));
        if (killed) {
          Thread.sleep(REST_MILLIS); // what a store does in the background would change its files
          ScratchDirectory.copy(written.store(), original.store());
        }
      }
      if (!killed) {
        ScratchDirectory.copy(written.store(), original.store());
      }
      written.delete();
    }

    @Setup(Level.Invocation)
    public void copy() throws IOException {
      copy = ScratchDirectory.create(parent);
      ScratchDirectory.copy(original.store(), copy.store());
    }

    @TearDown(Level.Invocation)
    public void closeAndDelete() throws IOException {
      opened.close();
      copy.delete();
    }

    @TearDown(Level.Trial)
    public void deleteOriginal() throws IOException {
      original.delete();
    }
  }

  /** Opens the store and asks whether two identities are one person, which they are. */
  @Benchmark
  public void open(ClosedStore closed) {
    closed.opened = closed.store.open(closed.copy.store());
    SyncRecord last = Workload.INSERT.record(closed.records - 1, closed.records);
    Identity browser = Identity.browser(last.browserId());
    Identity user = Identity.external(last.externalSystemType(), last.externalSystemUserId());
    if (!closed.opened.sameProfile(Workload.FOLDER, browser, user)) {
      throw new IllegalStateException("a record is lost");
    }
  }
}
