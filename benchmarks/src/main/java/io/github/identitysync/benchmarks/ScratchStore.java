package io.github.identitysync.benchmarks;

import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An open store in a new directory. */
record ScratchStore(IdentityStore store, ScratchDirectory directory) {

  private static final int FILL_BATCH_SIZE = 1_000;

  /** Opens a new store in a new directory in the given one; empty for the system's default. */
  static ScratchStore open(StoreKind kind, String parent) throws IOException {
    ScratchDirectory directory = ScratchDirectory.create(parent);
    return new ScratchStore(kind.open(directory.store()), directory);
  }

  /** Applies records in batches of 1,000. */
  static void fill(IdentityStore store, Stream<SyncRecord> records) {
    List<SyncRecord> batch = new ArrayList<>();
    records.forEachOrdered(
        record -> {
          batch.add(record);
          if (batch.size() == FILL_BATCH_SIZE) {
            store.apply(batch);
            batch.clear();
          }
        });
    store.apply(batch);
  }

  void closeAndDelete() throws IOException {
    store.close();
    directory.delete();
  }
}
