package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Deliveries;
import io.github.identitysync.testing.Keys;
import io.github.identitysync.testing.Oracle;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every order of a few records, and every split of the order into batches. */
class FolderOrderTest {

  private static final int FAMILIES = 12;

  @RegisterExtension final Stores stores = new Stores();

  private Keys keys;

  @BeforeEach
  void openKeys() {
    keys = new Keys(stores.inMemory());
  }

  @Test
  void everyOrderAndEverySplitOfUpToFourRecords() {
    List<SyncRecord> pool = pool(2, 2, 2);
    for (int size = 1; size <= 4; size++) {
      for (List<SyncRecord> records : Deliveries.multisets(pool, size)) {
        checkEveryOrder(records, 1);
      }
    }
  }

  @Test
  void everyOrderOfSixRecordsAndSomeSplitsOfEach() {
    List<SyncRecord> pool = pool(3, 2, 3);
    Random random = new Random(1);
    for (int family = 0; family < FAMILIES; family++) {
      List<SyncRecord> records = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        records.add(pool.get(random.nextInt(pool.size())));
      }
      checkEveryOrder(records, 11);
    }
  }

  private static List<SyncRecord> pool(int browsers, int externals, int times) {
    List<SyncRecord> pool = new ArrayList<>();
    for (int browser = 0; browser < browsers; browser++) {
      for (int external = 0; external < externals; external++) {
        for (int time = 0; time < times; time++) {
          pool.add(FolderFixture.record(browser, external, time));
        }
      }
    }
    return pool;
  }

  /** Tries every order, with splits that many apart. */
  private void checkEveryOrder(List<SyncRecord> records, int step) {
    Snapshot.OfFolder expected = Oracle.of(keys, records).state().get(FolderFixture.ID);
    int splits = 1 << (records.size() - 1);
    String digest = null;
    int first = 0;
    try (FolderFixture fixture = new FolderFixture()) {
      for (List<SyncRecord> order : Deliveries.permutations(records)) {
        int split = first;
        for (; split < splits; split += step) {
          List<List<SyncRecord>> batches = split(order, split);
          FolderState folder = fixture.folder(batches);
          Snapshot.OfFolder said = FolderFixture.snapshot(folder);
          digest = digest == null ? said.digest() : digest;
          assertThat(said)
              .as("batches %s", batches)
              .isEqualTo(new Snapshot.OfFolder(expected.stats(), expected.profiles(), digest));
          fixture.verify(folder);
        }
        first = split - splits;
      }
    }
  }

  /** Splits an order behind each record whose bit is set. */
  private static List<List<SyncRecord>> split(List<SyncRecord> order, int bits) {
    List<List<SyncRecord>> batches = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < order.size(); i++) {
      if (i == order.size() - 1 || (bits >>> i & 1) != 0) {
        batches.add(order.subList(from, i + 1));
        from = i + 1;
      }
    }
    return batches;
  }
}
