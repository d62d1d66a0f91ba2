package io.github.identitysync.benchmarks;

import java.nio.file.Path;

/** The stores that are measured. */
public enum StoreKind {
  IDENTITY_SYNC("IdentitySync", true, IdentitySyncStore.SETTINGS),
  ROCKSDB("RocksDB", true, RocksDbStore.SETTINGS),
  MVSTORE("H2 MVStore", true, MvStore.SETTINGS),
  SQLITE("SQLite", true, SqliteStore.SETTINGS),
  LMDB("LMDB", true, LmdbStore.SETTINGS),
  MAPDB("MapDB", true, MapDbStore.SETTINGS),
  JGRAPHT("JGraphT UnionFind", false, JGraphTStore.SETTINGS),
  HASH_MAP("HashMap and int[]", false, HashMapStore.SETTINGS);

  /** How much each durable store may keep in memory of what it read. */
  static final int CACHE_MIB = 128;

  private final String displayName;
  private final boolean durable;
  private final String settings;

  StoreKind(String displayName, boolean durable, String settings) {
    this.displayName = displayName;
    this.durable = durable;
    this.settings = settings;
  }

  /** Opens the store in a directory, which is created where there is none. */
  IdentityStore open(Path directory) {
    return switch (this) {
      case IDENTITY_SYNC -> new IdentitySyncStore(directory);
      case ROCKSDB -> new RocksDbStore(directory);
      case MVSTORE -> new MvStore(directory);
      case SQLITE -> new SqliteStore(directory);
      case LMDB -> new LmdbStore(directory);
      case MAPDB -> new MapDbStore(directory);
      case JGRAPHT -> new JGraphTStore();
      case HASH_MAP -> new HashMapStore();
    };
  }

  /** Returns whether a batch is on disk when it was applied. */
  boolean isDurable() {
    return durable;
  }

  String displayName() {
    return displayName;
  }

  /** Returns in one line how the store is set up. */
  String settings() {
    return settings;
  }
}
