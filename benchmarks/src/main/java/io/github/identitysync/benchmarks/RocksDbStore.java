package io.github.identitysync.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;

/** A forest in RocksDB: a batch is read with {@code multiGetAsList}, readers have snapshots. */
final class RocksDbStore extends KeyValueForest {

  static final String SETTINGS =
      "WriteBatch, sync; block cache of "
          + StoreKind.CACHE_MIB
          + " MiB, write buffers of "
          + RocksDbSettings.WRITE_MIB
          + " MiB with Bloom filters, files with Bloom filters of 10 bits, hash index in blocks,"
          + " no compression, 2 background jobs, logs recycled";

  private final RocksDbSettings settings = new RocksDbSettings(StoreKind.CACHE_MIB);
  private final WriteBatch batch = new WriteBatch();
  private final ReadOptions latest = new ReadOptions();
  private final RocksDB db;

  RocksDbStore(Path directory) {
    try {
      this.db = RocksDB.open(settings.options(), directory.toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  KeyValueView view() {
    Snapshot snapshot = db.getSnapshot();
    ReadOptions options = new ReadOptions().setSnapshot(snapshot);
    return new View(
        options,
        () -> {
          options.close();
          db.releaseSnapshot(snapshot);
        });
  }

  @Override
  KeyValueView writerView() {
    return new View(latest, () -> {});
  }

  @Override
  void write(List<Map.Entry<byte[], byte[]>> entries) {
    try {
      batch.clear();
      for (Map.Entry<byte[], byte[]> entry : entries) {
        batch.put(entry.getKey(), entry.getValue());
      }
      db.write(settings.synced(), batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    db.close();
    latest.close();
    batch.close();
    settings.close();
  }

  private final class View implements KeyValueView {
    private final ReadOptions options;
    private final Runnable release;

    View(ReadOptions options, Runnable release) {
      this.options = options;
      this.release = release;
    }

    @Override
    public byte[] get(byte[] key) {
      try {
        return db.get(options, key);
      } catch (RocksDBException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public List<byte[]> getAll(List<byte[]> keys) {
      try {
        return keys.isEmpty() ? List.of() : db.multiGetAsList(options, keys);
      } catch (RocksDBException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      release.run();
    }
  }
}
