package io.github.identitysync.benchmarks;

import io.github.identitysync.Field;
import io.github.identitysync.Folder;
import io.github.identitysync.IdentitySync;
import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** This library, with a cache and a journal as large as its peer's cache and write buffers. */
final class IdentitySyncFields implements FieldStore {

  private final IdentitySync sync;
  private final Folder folder;

  IdentitySyncFields(Path directory) {
    this.sync =
        IdentitySync.open(
            directory,
            StoreOptions.defaults()
                .withCacheBytes((long) RocksDbFields.CACHE_MIB << 20)
                .withJournalBytes((long) RocksDbSettings.WRITE_MIB << 20));
    this.folder = sync.folder(Workload.FOLDER);
  }

  @Override
  public void link(List<SyncRecord> records) {
    sync.apply(records);
  }

  @Override
  public void update(List<ProfileUpdate> updates) {
    sync.update(updates);
  }

  @Override
  public SortedMap<String, Field> read(Identity identity) {
    return folder.profile(identity).orElseThrow().fields();
  }

  @Override
  public void close() {
    sync.close();
  }
}
