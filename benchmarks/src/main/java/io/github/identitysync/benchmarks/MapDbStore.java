package io.github.identitysync.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/**
 * A forest in a MapDB map, with MapDB's own transactions, which do not survive every kill. MapDB
 * has no views of the past, so those who read wait for the one who writes. An {@code HTreeMap} and
 * larger nodes were measured to be slower.
 */
final class MapDbStore extends KeyValueForest {

  static final String SETTINGS =
      "commit with transactionEnable, which is not safe against kills; BTreeMap of byte[]"
          + " in nodes of 16, mapped files; its cache is the system's, without a limit";

  private final DB db;
  private final Map<byte[], byte[]> map;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  MapDbStore(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.db =
        DBMaker.fileDB(directory.resolve("store.mapdb").toFile())
            .fileMmapEnableIfSupported()
            .transactionEnable()
            .make();
    this.map =
        db.treeMap("forest", Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY)
            .maxNodeSize(16)
            .createOrOpen();
  }

  @Override
  KeyValueView view() {
    Lock reading = lock.readLock();
    reading.lock();
    return new View(map, reading::unlock);
  }

  @Override
  KeyValueView writerView() {
    return new View(map, () -> {});
  }

  @Override
  void write(List<Map.Entry<byte[], byte[]>> entries) {
    lock.writeLock().lock();
    try {
      for (Map.Entry<byte[], byte[]> entry : entries) {
        map.put(entry.getKey(), entry.getValue());
      }
      db.commit();
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    db.close();
  }

  private record View(Map<byte[], byte[]> map, Runnable release) implements KeyValueView {
    @Override
    public byte[] get(byte[] key) {
      return map.get(key);
    }

    @Override
    public void close() {
      release.run();
    }
  }
}
