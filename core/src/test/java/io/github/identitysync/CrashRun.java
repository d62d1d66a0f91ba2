package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultOperation;
import io.github.identitysync.testing.FaultyFiles;
import java.util.TreeMap;

/** A life of a store, step by step. */
final class CrashRun {

  private final CrashScript script;
  private final FaultyFiles files;
  private final TreeMap<Integer, CrashScript.Expected> marks = new TreeMap<>();

  private CrashRun(CrashScript script, FaultDisk disk, CrashScript.Expected expected) {
    this.script = script;
    this.files = FaultyFiles.remembering(disk);
    expect(expected.least(), expected.most());
  }

  /** Applies every batch to an empty directory, with some closes between, and closes. */
  static CrashRun of(CrashScript script) {
    CrashRun run = new CrashRun(script, FaultDisk.empty(), new CrashScript.Expected(0, 0));
    int done = 0;
    while (done < script.batches().size()) {
      try (IdentitySync sync = script.open(run.files)) {
        do {
          run.apply(sync, done++);
        } while (!script.closesAfter(done));
        sync.verify();
      }
    }
    return run;
  }

  /** Recovers a directory, applies some of the batches that follow what is found, and closes. */
  static CrashRun ofRecovery(CrashScript script, CrashEnding ending, int batches) {
    CrashRun run = new CrashRun(script, ending.disk(), ending.expected());
    try (IdentitySync sync = script.open(run.files)) {
      int found = run.recover(sync, ending);
      int end = Math.min(found + batches, script.batches().size());
      for (int next = found; next < end; next++) {
        run.apply(sync, next);
      }
      assertThat(CrashState.of(sync)).as(ending.name()).isEqualTo(script.states().get(end));
      sync.verify();
    }
    return run;
  }

  /** Recovers a directory, and is killed. */
  static CrashRun ofRecoveryOnly(CrashScript script, CrashEnding ending) {
    CrashRun run = new CrashRun(script, ending.disk(), ending.expected());
    try (IdentitySync sync = script.open(run.files)) {
      run.recover(sync, ending);
      run.files.stop();
      CrashFailure.refusesUpdates(sync, ending.name());
    }
    return run;
  }

  private int recover(IdentitySync sync, CrashEnding ending) {
    int found = script.count(sync, ending.expected(), ending.name());
    expect(found, found);
    sync.verify();
    return found;
  }

  private void apply(IdentitySync sync, int batch) {
    expect(batch, batch + 1);
    script.batches().get(batch).applyTo(sync);
    expect(batch + 1, batch + 1);
  }

  private void expect(int least, int most) {
    marks.put(files.operations(), new CrashScript.Expected(least, most));
  }

  /** Returns how many steps there are. */
  int steps() {
    return files.operations();
  }

  /** Returns how many of the steps are of a kind. */
  long count(Class<? extends FaultOperation> kind) {
    return files.history().stream().filter(step -> kind.isInstance(step.operation())).count();
  }

  /** Returns the ends that the life may have had. */
  CrashEndings endings() {
    return new CrashEndings(files.history(), files.disk(), marks);
  }
}
