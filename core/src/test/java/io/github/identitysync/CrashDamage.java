package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import io.github.identitysync.model.IdentitySyncException.UnsupportedFormat;
import io.github.identitysync.testing.FaultBytes;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultyFiles;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Ways to damage the files of a {@link CrashLife}, and what may come of them. */
final class CrashDamage {

  static final int PAGE = 4096;

  private static final int VERSION_AT = 8;
  private static final List<CrashState> STATES =
      CrashState.afterEach(CrashWorkload.BATCHES, CrashWorkload.options());

  private CrashDamage() {}

  /** What a damaged store may be. */
  enum Outcome {
    EXACT,
    WITHOUT_LAST_COMMIT,
    REFUSED
  }

  /** Opens, reads and verifies what a life left, damaged; fails if it is anything else. */
  static Outcome outcome(CrashLife life, FaultDisk disk, String damage) {
    int found = found(disk, life + ", " + damage);
    if (found < 0) {
      return Outcome.REFUSED;
    }
    assertThat(found).as(life + ", " + damage).isBetween(life.batches() - 1, life.batches());
    return found == life.batches() ? Outcome.EXACT : Outcome.WITHOUT_LAST_COMMIT;
  }

  /**
   * Returns how many batches the store has, or -1 if it is refused.
   *
   * @param name for the message if it has anything else, or fails in another way
   */
  static int found(FaultDisk disk, String name) {
    try (IdentitySync sync = IdentitySync.open(FaultyFiles.of(disk), CrashWorkload.options())) {
      CrashState state = CrashState.of(sync);
      assertThat(STATES).as(name).contains(state);
      sync.verify();
      return STATES.indexOf(state);
    } catch (Corrupt | UnsupportedFormat e) {
      return -1;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(name, e);
    }
  }

  /** Changes the bytes of a file in place. */
  static FaultDisk change(FaultDisk disk, String name, Consumer<byte[]> change) {
    byte[] bytes = disk.bytes(name).toArray();
    change.accept(bytes);
    return disk.with(name, FaultBytes.of(bytes));
  }

  static FaultDisk flip(FaultDisk disk, String name, int at, int bit) {
    return disk.with(name, disk.bytes(name).flipped(at, bit));
  }

  static FaultDisk cut(FaultDisk disk, String name, int length) {
    return disk.with(name, disk.bytes(name).truncate(length));
  }

  static FaultDisk zero(FaultDisk disk, String name, int from, int length) {
    return change(disk, name, bytes -> Arrays.fill(bytes, from, from + length, (byte) 0));
  }

  /** Gives both superblocks another format version. */
  static FaultDisk ofVersion(FaultDisk disk, int version) {
    return change(
        disk,
        CrashLife.BASE,
        bytes ->
            ByteBuffer.wrap(bytes).putInt(VERSION_AT, version).putInt(PAGE + VERSION_AT, version));
  }
}
