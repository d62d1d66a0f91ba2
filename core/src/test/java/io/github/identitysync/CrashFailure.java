package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException.StorageFailed;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.FaultyFiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A life of a store in which something fails. The call that it fails in must say so; from then on
 * the store must refuse to change, and go on answering from what was acknowledged.
 */
final class CrashFailure {

  private final CrashScript script;
  private final boolean canRead;
  private final String name;

  /**
   * Makes a life.
   *
   * @param canRead whether files can be read after the failure
   */
  CrashFailure(CrashScript script, boolean canRead, String name) {
    this.script = script;
    this.canRead = canRead;
    this.name = name;
  }

  /**
   * Goes on from what is there, to the failure or to the last batch.
   *
   * @return which batches must be there after that
   */
  CrashScript.Expected live(FaultyFiles files, CrashScript.Expected before) {
    CrashScript.Expected expected = before;
    while (true) {
      IdentitySync sync;
      try {
        sync = script.open(files);
      } catch (StorageFailed e) {
        return expected;
      }
      int found = script.count(sync, expected, name);
      expected = apply(sync, found);
      Throwable closing = catchThrowable(sync::close);
      if (closing != null) {
        assertThat(closing).as(name).isInstanceOf(StorageFailed.class);
      }
      boolean failed = closing != null || expected.least() < expected.most();
      if (failed || expected.least() == script.batches().size()) {
        return expected;
      }
    }
  }

  /** Applies batches until the store is to be closed, or until one fails. */
  private CrashScript.Expected apply(IdentitySync sync, int found) {
    int done = found;
    boolean goesOn = done < script.batches().size();
    while (goesOn) {
      try {
        script.batches().get(done).applyTo(sync);
      } catch (StorageFailed e) {
        refusesChangesOnly(sync, script.states().get(done));
        return new CrashScript.Expected(done, done + 1);
      }
      done++;
      goesOn = !script.closesAfter(done);
    }
    return new CrashScript.Expected(done, done);
  }

  private void refusesChangesOnly(IdentitySync sync, CrashState acknowledged) {
    refusesUpdates(sync, name);
    SyncRecord another = new SyncRecord("another", "another", "crm", "another", Instant.EPOCH);
    assertThatThrownBy(() -> sync.apply(List.of(another)))
        .as(name)
        .isInstanceOf(StorageFailed.class);
    assertThatThrownBy(sync::verify).as(name).isInstanceOf(StorageFailed.class);
    if (canRead) {
      assertThat(CrashState.of(sync)).as(name).isEqualTo(acknowledged);
    }
  }

  /** Fails if a store takes an update of an identity that it does not know. */
  static void refusesUpdates(IdentitySync sync, String name) {
    ProfileUpdate update =
        new ProfileUpdate("another", Identity.browser("another"), Map.of(), Instant.EPOCH);
    assertThatThrownBy(() -> sync.update(List.of(update)))
        .as(name)
        .isInstanceOf(StorageFailed.class);
  }
}
