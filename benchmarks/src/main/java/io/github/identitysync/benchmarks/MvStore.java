package io.github.identitysync.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/** A forest in H2's MVStore, whose old versions are the views of those who read. */
final class MvStore extends KeyValueForest {

  static final String SETTINGS =
      "commit and sync; cache of "
          + StoreKind.CACHE_MIB
          + " MiB, no automatic commits, no compression, compacted when closed";

  private final MVStore store;
  private final MVMap<byte[], byte[]> map;
  private volatile MVMap<byte[], byte[]> committed;

  MvStore(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.store =
        new MVStore.Builder()
            .fileName(directory.resolve("store.mv").toString())
            .autoCommitDisabled()
            .cacheSize(StoreKind.CACHE_MIB)
            .open();
    this.map =
        store.openMap(
            "forest",
            new MVMap.Builder<byte[], byte[]>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
    commit();
  }

  private void commit() {
    long version = store.getCurrentVersion();
    store.commit();
    store.sync();
    committed = map.openVersion(version);
  }

  @Override
  KeyValueView view() {
    return view(committed);
  }

  @Override
  KeyValueView writerView() {
    return view(map);
  }

  private static KeyValueView view(MVMap<byte[], byte[]> version) {
    return new KeyValueView() {
      @Override
      public byte[] get(byte[] key) {
        return version.get(key);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  void write(List<Map.Entry<byte[], byte[]>> entries) {
    for (Map.Entry<byte[], byte[]> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    commit();
  }

  /** Closes the store after old versions were removed from its file. */
  @Override
  public void close() {
    store.close(-1);
  }
}
