package io.github.identitysync.benchmarks;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.util.SplittableRandom;
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

/**
 * What answers about random identities cost, alone and while batches are committed. JGraphT's
 * disjoint-set is only asked for pairs when it is named, since it does not list its sets.
 */
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 5)
public class ResolveBenchmark extends StoreBenchmark {

  /** A store that has the records of {@link Workload#INSERT}, and what it is asked. */
  @State(Scope.Benchmark)
  public static class AskedStore {
    private static final long SEED = 7;
    private static final int QUERIES = 1_000_000;

    /** Whose store it is. */
    @Param({"IDENTITY_SYNC", "ROCKSDB", "MVSTORE", "SQLITE", "LMDB", "MAPDB", "HASH_MAP"})
    public StoreKind store;

    /** How many records the store has. */
    @Param("1000000")
    public int records;

    /** Whether batches of new records are committed meanwhile. */
    @Param({"false", "true"})
    public boolean writer;

    /** Where the store's directory is made, to choose the disk; empty for the system's default. */
    @Param("")
    public String parent;

    private final Identity[] browsers = new Identity[QUERIES];

    /** Every other one is the user of the browser; the others are those of other browsers. */
    private final Identity[] users = new Identity[QUERIES];

    private int next;
    private ScratchStore scratch;
    private PacedWriter pacedWriter;

    @Setup(Level.Trial)
    public void open() throws IOException {
      scratch = ScratchStore.open(store, parent);
      ScratchStore.fill(scratch.store(), Workload.INSERT.measured(records));
      SplittableRandom random = new SplittableRandom(SEED);
      for (int i = 0; i < QUERIES; i++) {
        SyncRecord record = Workload.INSERT.record(random.nextInt(records), records);
        SyncRecord other = Workload.INSERT.record(random.nextInt(records), records);
        browsers[i] = Identity.browser(record.browserId());
        users[i] = user(i % 2 == 0 ? record : other);
      }
      if (writer) {
        pacedWriter = PacedWriter.start(scratch.store(), records);
      }
    }

    private static Identity user(SyncRecord record) {
      return Identity.external(record.externalSystemType(), record.externalSystemUserId());
    }

    @TearDown(Level.Trial)
    public void closeAndDelete() throws Exception {
      if (writer) {
        pacedWriter.stop();
      }
      scratch.closeAndDelete();
    }

    private int next() {
      next = (next + 1) % QUERIES;
      return next;
    }
  }

  /** Asks whether a browser and a user are one person, which half of them are. */
  @Benchmark
  public boolean sameProfile(AskedStore store) {
    int query = store.next();
    return store
        .scratch
        .store()
        .sameProfile(Workload.FOLDER, store.browsers[query], store.users[query]);
  }

  /** Lists the identities of the profile of a browser. */
  @Benchmark
  public int profile(AskedStore store) {
    return store.scratch.store().profile(Workload.FOLDER, store.browsers[store.next()]);
  }
}
