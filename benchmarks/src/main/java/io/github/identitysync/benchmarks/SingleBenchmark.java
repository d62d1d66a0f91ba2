package io.github.identitysync.benchmarks;

import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/** How many batches of one new record are applied in a second, by one thread and by many. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 5)
public class SingleBenchmark extends StoreBenchmark {

  /** An open store in a directory of its own. */
  @State(Scope.Benchmark)
  public static class EmptyStore {
    /** Whose store it is. */
    @Param({"IDENTITY_SYNC", "ROCKSDB", "MVSTORE", "SQLITE", "LMDB", "MAPDB"})
    public StoreKind store;

    /** Where the store's directory is made, to choose the disk; empty for the system's default. */
    @Param("")
    public String parent;

    private ScratchStore scratch;

    @Setup(Level.Trial)
    public void open() throws IOException {
      scratch = ScratchStore.open(store, parent);
    }

    @TearDown(Level.Trial)
    public void closeAndDelete() throws IOException {
      scratch.closeAndDelete();
    }
  }

  /** The persons of one thread, with three browsers each. */
  @State(Scope.Thread)
  public static class Persons {
    private static final int PERSONS_OF_A_THREAD = 40_000_000;
    private static final int BROWSERS_OF_A_PERSON = 3;

    private int nextBrowser;

    @Setup(Level.Trial)
    public void chooseFirst(ThreadParams thread) {
      nextBrowser = thread.getThreadIndex() * BROWSERS_OF_A_PERSON * PERSONS_OF_A_THREAD;
    }

    List<SyncRecord> batch() {
      int browser = nextBrowser++;
      return List.of(Workload.link(Workload.FOLDER, browser, browser / BROWSERS_OF_A_PERSON));
    }
  }

  /** A file with space for many pages. */
  @State(Scope.Benchmark)
  public static class PreallocatedFile {
    private static final int PAGE_BYTES = 4_096;
    private static final int PAGES = 4_096;

    /** Where the file's directory is made. */
    @Param("")
    public String parent;

    private final ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES);
    private ScratchDirectory directory;
    private FileChannel channel;
    private long writes;

    @Setup(Level.Trial)
    public void open() throws IOException {
      directory = ScratchDirectory.create(parent);
      channel =
          FileChannel.open(
              directory.store(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      for (int i = 0; i < PAGES; i++) {
        write();
      }
      channel.force(true);
    }

    void write() throws IOException {
      channel.write(page.clear(), writes++ % PAGES * PAGE_BYTES);
    }

    @TearDown(Level.Trial)
    public void closeAndDelete() throws IOException {
      channel.close();
      directory.delete();
    }
  }

  /** Applies records from one thread. */
  @Benchmark
  @Threads(1)
  public void apply1(EmptyStore store, Persons persons) {
    store.scratch.store().apply(persons.batch());
  }

  /** Applies records from 4 threads. */
  @Benchmark
  @Threads(4)
  public void apply4(EmptyStore store, Persons persons) {
    store.scratch.store().apply(persons.batch());
  }

  /** Applies records from 16 threads. */
  @Benchmark
  @Threads(16)
  public void apply16(EmptyStore store, Persons persons) {
    store.scratch.store().apply(persons.batch());
  }

  /** Overwrites a page of a file and syncs: about the least that a commit of one thread takes. */
  @Benchmark
  @Threads(1)
  public void bareSync(PreallocatedFile file) throws IOException {
    file.write();
    file.channel.force(false);
  }
}
