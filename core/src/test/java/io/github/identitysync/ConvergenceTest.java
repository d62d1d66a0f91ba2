package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Deliveries;
import io.github.identitysync.testing.Keys;
import io.github.identitysync.testing.Oracle;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every order of a few records, through the front door. Many more, and every split into batches,
 * are tried on one folder by {@code FolderOrderTest}.
 */
class ConvergenceTest {

  private static SyncRecord record(int browser, int external, long time) {
    return new SyncRecord("f", "b" + browser, "t", "u" + external, Instant.ofEpochMilli(time));
  }

  @Test
  void everyOrderOfUpToThreeRecords() {
    List<SyncRecord> pool = new ArrayList<>();
    for (int browser = 0; browser < 2; browser++) {
      for (int external = 0; external < 2; external++) {
        pool.add(record(browser, external, 1));
        pool.add(record(browser, external, 2));
      }
    }
    for (int size = 1; size <= 3; size++) {
      Deliveries.multisets(pool, size).forEach(this::checkEveryOrder);
    }
  }

  @Test
  void everyOrderOfSixRecordsThatBecomeOneProfile() {
    checkEveryOrder(
        List.of(
            record(0, 0, 3),
            record(0, 1, 3),
            record(1, 1, 5),
            record(2, 1, 3),
            record(2, 0, 3),
            record(0, 0, 4)));
  }

  private void checkEveryOrder(List<SyncRecord> records) {
    try (Stores own = new Stores()) {
      Oracle oracle = Oracle.of(new Keys(own.inMemory()), records);
      Snapshot expected = null;
      for (List<SyncRecord> order : Deliveries.permutations(records)) {
        try (IdentitySync sync = IdentitySync.inMemory(Stores.options())) {
          for (SyncRecord record : order) {
            sync.apply(List.of(record));
          }
          Snapshot snapshot = Snapshot.check(sync, oracle);
          expected = expected == null ? snapshot : expected;
          assertThat(snapshot).as("order %s", order).isEqualTo(expected);
          sync.verify();
        }
      }
    }
  }
}
