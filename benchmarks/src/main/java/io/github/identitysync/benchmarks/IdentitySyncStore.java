package io.github.identitysync.benchmarks;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.Profile;
import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.nio.file.Path;
import java.util.List;

/** This library. */
final class IdentitySyncStore implements IdentityStore {

  static final String SETTINGS =
      "cache of " + StoreKind.CACHE_MIB + " MiB, journal of " + RocksDbSettings.WRITE_MIB + " MiB";

  private final IdentitySync sync;

  IdentitySyncStore(Path directory) {
    this.sync =
        IdentitySync.open(
            directory,
            StoreOptions.defaults()
                .withCacheBytes((long) StoreKind.CACHE_MIB << 20)
                .withJournalBytes((long) RocksDbSettings.WRITE_MIB << 20));
  }

  @Override
  public void apply(List<SyncRecord> batch) {
    sync.apply(batch);
  }

  @Override
  public boolean sameProfile(String folderId, Identity one, Identity other) {
    return sync.folder(folderId).sameProfile(one, other);
  }

  @Override
  public int profile(String folderId, Identity identity) {
    return sync.folder(folderId)
        .profile(identity)
        .map(Profile::identities)
        .map(List::size)
        .orElse(0);
  }

  /** Checks the store against the facts it has. */
  void verify() {
    sync.verify();
  }

  @Override
  public void close() {
    sync.close();
  }
}
