package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.internal.storage.StoreFiles;
import io.github.identitysync.testing.Batch;
import java.util.List;
import java.util.Set;

/** What happens in a life of a store, and what readers must see. */
public final class CrashScript {

  private final StoreOptions options;
  private final List<Batch> batches;
  private final Set<Integer> closes;
  private List<CrashState> states = List.of();

  /**
   * Takes a life.
   *
   * @param closes after how many batches the store is closed and opened again
   */
  CrashScript(StoreOptions options, List<Batch> batches, Set<Integer> closes) {
    this.options = options;
    this.batches = batches;
    this.closes = closes;
  }

  /** How many batches must be there at least, and may be there at most. */
  public record Expected(int least, int most) {}

  /** Returns what stores are opened with. */
  public StoreOptions options() {
    return options;
  }

  /** Returns what is applied, in this order. */
  public List<Batch> batches() {
    return batches;
  }

  /**
   * Returns the state before the first batch and after each of them, which is worked out when it is
   * first asked for.
   */
  synchronized List<CrashState> states() {
    if (states.isEmpty()) {
      states = CrashState.afterEach(batches, options);
    }
    return states;
  }

  IdentitySync open(StoreFiles files) {
    return IdentitySync.open(files, options);
  }

  /** Returns how many batches a store has, which must be as expected, each of them whole. */
  public int count(IdentitySync sync, Expected expected, String name) {
    CrashState found = CrashState.of(sync);
    for (int count = expected.most(); count > expected.least(); count--) {
      if (found.equals(states().get(count))) {
        return count;
      }
    }
    assertThat(found).as(name).isEqualTo(states().get(expected.least()));
    return expected.least();
  }

  /** Whether the store is to be closed after so many batches. */
  public boolean closesAfter(int count) {
    return count == batches.size() || closes.contains(count);
  }
}
