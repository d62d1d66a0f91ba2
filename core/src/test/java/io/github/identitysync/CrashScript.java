package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.internal.storage.StoreFiles;
import io.github.identitysync.testing.Batch;
import java.util.List;
import java.util.Set;

/**
 * What happens in a life of a store, and what readers must see.
 *
 * @param closes after how many batches the store is closed and opened again
 * @param states the state before the first batch and after each of them
 */
record CrashScript(
    StoreOptions options, List<Batch> batches, Set<Integer> closes, List<CrashState> states) {

  static CrashScript of(StoreOptions options, List<Batch> batches, Set<Integer> closes) {
    return new CrashScript(options, batches, closes, CrashState.afterEach(batches, options));
  }

  /** How many batches must be there at least, and may be there at most. */
  record Expected(int least, int most) {}

  IdentitySync open(StoreFiles files) {
    return IdentitySync.open(files, options);
  }

  /** Returns how many batches a store has, which must be as expected, each of them whole. */
  int count(IdentitySync sync, Expected expected, String name) {
    CrashState found = CrashState.of(sync);
    for (int count = expected.most(); count > expected.least(); count--) {
      if (found.equals(states.get(count))) {
        return count;
      }
    }
    assertThat(found).as(name).isEqualTo(states.get(expected.least()));
    return expected.least();
  }

  /** Whether the store is to be closed after so many batches. */
  boolean closesAfter(int count) {
    return count == batches.size() || closes.contains(count);
  }
}
