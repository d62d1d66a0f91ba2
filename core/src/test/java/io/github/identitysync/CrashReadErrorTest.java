package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.IdentitySyncException.StorageFailed;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultyFiles;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every read of a store fails in turn. The call that needed it must say so, and the same call must
 * succeed once the file can be read again.
 */
class CrashReadErrorTest {

  private static final List<List<SyncRecord>> BATCHES = CrashWorkload.BATCHES;

  private static CrashState state;
  private static FaultDisk disk;

  @BeforeAll
  static void live() {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    try (IdentitySync sync = IdentitySync.open(files, CrashWorkload.options())) {
      BATCHES.forEach(sync::apply);
      sync.verify();
      state = CrashState.of(sync);
    }
    disk = files.disk();
  }

  @Test
  void aReadThatFailsCanBeRepeated() {
    int failures = 1;
    for (int read = 0; failures > 0; read++) {
      failures = 0;
      FaultyFiles files = FaultyFiles.of(disk);
      files.failRead(read);
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
        assertThat(opened.apply(BATCHES.get(0)).newLinks()).isZero();
      }
      assertThat(failures == 1 || read > 20).as("read %d", read).isTrue();
    }
  }

  private static boolean readAll(IdentitySync sync) {
    try {
      CrashState.of(sync);
      return true;
    } catch (StorageFailed e) {
      return false;
    }
  }
}
