package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.internal.storage.DiskFiles;
import io.github.identitysync.internal.storage.FactStore;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.RewindingBatches;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the joining of blocks at checkpoints does to the facts in them: nothing. */
class ApplyJoinTest {

  @RegisterExtension final Stores stores = new Stores();

  @Test
  void aStoreWrittenRecordByRecordHasFewBlocks() throws IOException {
    List<SyncRecord> records = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      records.add(new SyncRecord("f" + i % 2, "b" + i, "t", "u" + i / 3, Instant.ofEpochMilli(i)));
    }
    IdentitySync sync = stores.open(stores.newDirectory(), Stores.smallJournal());
    records.forEach(record -> sync.apply(List.of(record)));
    IdentitySync inBulk = stores.inMemory();
    inBulk.apply(records);
    Snapshot expected = Snapshot.of(inBulk);

    assertThat(Snapshot.of(sync)).isEqualTo(expected);
    IdentitySync reopened = stores.reopen(sync);
    assertThat(Snapshot.of(reopened)).isEqualTo(expected);

    reopened.close();
    try (FactStore store =
        FactStore.open(DiskFiles.lock(stores.directory(reopened)), null, 1 << 20)) {
      assertThat(store.blocks().count()).isBetween(2L, 60L);
    }
  }

  @Test
  void blocksThatGrowWhenTheyAreJoinedLoseNoFact() {
    IdentitySync sync = stores.open(stores.newDirectory(), Stores.anyTime(Stores.options()));
    RewindingBatches.all().forEach(sync::apply);
    Snapshot before = Snapshot.of(sync);
    assertThat(sync.folder("f").stats().identities()).isEqualTo(RewindingBatches.IDENTITIES);

    IdentitySync reopened = stores.reopen(sync);
    assertThat(reopened.folder("f").stats().identities()).isEqualTo(RewindingBatches.IDENTITIES);
    assertThat(Snapshot.of(reopened)).isEqualTo(before);
  }
}
