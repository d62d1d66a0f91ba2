package io.github.identitysync.benchmarks;

import io.github.identitysync.model.Identity;
import java.io.IOException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An open store that has five fields of each identity, in a directory of its own. */
@State(Scope.Benchmark)
public class FilledStore {
  private static final int FILL_BATCH_SIZE = 1_000;

  /** Whose store it is. */
  @Param({"identitySync", "rocksDb"})
  public String store;

  /** How many identities have fields. */
  @Param({"100000", "1000000"})
  public int identities;

  /** Whether 80 of a hundred choices fall on 20 of a hundred identities, the same ones always. */
  @Param({"false", "true"})
  public boolean skewed;

  /** Where the store's directory is made, to choose the disk; empty for the system's default. */
  @Param("")
  public String parent;

  UpdateWorkload workload;
  FieldStore fields;
  private ScratchDirectory directory;

  @Setup(Level.Trial)
  public void open() throws IOException {
    int records = Workload.recordsFor(identities);
    workload = new UpdateWorkload(records);
    directory = ScratchDirectory.create(parent);
    fields = FieldStore.open(store, directory.store());
    Workload.cut(Workload.INSERT.measured(records).toList(), FILL_BATCH_SIZE).forEach(fields::link);
    workload.first(FILL_BATCH_SIZE).forEach(fields::update);
  }

  @TearDown(Level.Trial)
  public void closeAndDelete() throws IOException {
    fields.close();
    directory.delete();
  }

  Identity chosen() {
    return workload.choose(skewed);
  }
}
