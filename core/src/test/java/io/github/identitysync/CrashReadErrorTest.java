package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.IdentitySyncException.StorageFailed;
import io.github.identitysync.testing.Batch;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultyFiles;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every read of a store fails in turn, also for want of memory. The call that needed it must say
 * so, and the same call must succeed once the file can be read again.
 */
class CrashReadErrorTest {

  private static final List<Batch> BATCHES = CrashWorkload.BATCHES;

  private static CrashState state;
  private static FaultDisk disk;

  @BeforeAll
  static void live() {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    try (IdentitySync sync = IdentitySync.open(files, CrashWorkload.options())) {
      BATCHES.forEach(batch -> batch.applyTo(sync));
      sync.verify();
      state = CrashState.of(sync);
    }
    disk = files.disk();
  }

  private static void failRead(FaultyFiles files, int read, boolean forMemory) {
    if (forMemory) {
      files.failReadForMemory(read);
    } else {
      files.failRead(read);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReadThatFailsCanBeRepeated(boolean forMemory) {
    int failures = 1;
    for (int read = 0; failures > 0; read++) {
      failures = 0;
      FaultyFiles files = FaultyFiles.of(disk);
      failRead(files, read, forMemory);
      IdentitySync sync;
      try {
        sync = IdentitySync.open(files, CrashWorkload.options());
      } catch (StorageFailed e) {
        failures++;
        sync = IdentitySync.open(files, CrashWorkload.options());
      }
      try (IdentitySync opened = sync) {
        failures += readAll(opened) ? 0 : 1;
        files.failNoRead();
        assertThat(CrashState.of(opened)).as("read %d", read).isEqualTo(state);
        opened.verify();
        assertThat(BATCHES).allSatisfy(batch -> assertThat(batch.applyTo(opened)).isZero());
      }
      assertThat(failures == 1 || read > 20).as("read %d", read).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReadThatFailsInABatchThatSaysNothingNewCanBeRepeated(boolean forMemory) {
    for (int number = 0; number < BATCHES.size(); number++) {
      Batch batch = BATCHES.get(number);
      boolean failed = true;
      for (int read = 0; failed; read++) {
        FaultyFiles files = FaultyFiles.of(disk);
        try (IdentitySync sync = IdentitySync.open(files, CrashWorkload.options())) {
          failRead(files, read, forMemory);
          failed = false;
          try {
            batch.applyTo(sync);
          } catch (StorageFailed | OutOfMemoryError e) {
            failed = true;
          }
          files.failNoRead();
          assertThat(batch.applyTo(sync)).as("batch %d, read %d", number, read).isZero();
          assertThat(CrashState.of(sync)).as("batch %d, read %d", number, read).isEqualTo(state);
          sync.verify();
        }
      }
    }
  }

  private static boolean readAll(IdentitySync sync) {
    try {
      CrashState.of(sync);
      return true;
    } catch (StorageFailed | OutOfMemoryError e) {
      return false;
    }
  }
}
