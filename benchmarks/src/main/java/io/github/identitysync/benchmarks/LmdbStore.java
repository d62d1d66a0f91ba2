package io.github.identitysync.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/**
 * A forest in LMDB. Transactions that only read are reset and used again, as LMDB advises. {@code
 * MDB_WRITEMAP} was measured not to be faster.
 */
final class LmdbStore extends KeyValueForest {

  static final String SETTINGS =
      "one synced transaction a batch; map of 64 GiB, MDB_NOTLS, readers reused;"
          + " its cache is the system's, without a limit";

  private static final long MAP_BYTES = 64L << 30;

  private final Env<ByteBuffer> env;
  private final Dbi<ByteBuffer> map;
  private final Queue<View> idle = new ConcurrentLinkedQueue<>();
  private final ByteBuffer key;
  private ByteBuffer value = ByteBuffer.allocateDirect(256);

  LmdbStore(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.env =
        Env.create()
            .setMapSize(MAP_BYTES)
            .setMaxDbs(1)
            .open(directory.toFile(), EnvFlags.MDB_NOTLS);
    this.map = env.openDbi("forest", DbiFlags.MDB_CREATE);
    this.key = ByteBuffer.allocateDirect(env.getMaxKeySize());
  }

  @Override
  KeyValueView view() {
    View view = idle.poll();
    if (view == null) {
      return new View();
    }
    view.transaction.renew();
    return view;
  }

  @Override
  void write(List<Map.Entry<byte[], byte[]>> entries) {
    try (Txn<ByteBuffer> transaction = env.txnWrite()) {
      for (Map.Entry<byte[], byte[]> entry : entries) {
        if (value.capacity() < entry.getValue().length) {
          value = ByteBuffer.allocateDirect(2 * entry.getValue().length);
        }
        map.put(transaction, fill(key, entry.getKey()), fill(value, entry.getValue()));
      }
      transaction.commit();
    }
  }

  private static ByteBuffer fill(ByteBuffer buffer, byte[] bytes) {
    return buffer.clear().put(bytes).flip();
  }

  @Override
  public void close() {
    idle.forEach(view -> view.transaction.close());
    env.close();
  }

  private final class View implements KeyValueView {
    private final Txn<ByteBuffer> transaction = env.txnRead();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(env.getMaxKeySize());

    @Override
    public byte[] get(byte[] bytes) {
      ByteBuffer found = map.get(transaction, fill(buffer, bytes));
      if (found == null) {
        return null;
      }
      byte[] copy = new byte[found.remaining()];
      found.get(copy);
      return copy;
    }

    @Override
    public void close() {
      transaction.reset();
      idle.add(this);
    }
  }
}
