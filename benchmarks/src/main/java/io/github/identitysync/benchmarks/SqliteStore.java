package io.github.identitysync.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sqlite.SQLiteConfig;

/** A forest in a table of SQLite. Those who read have connections of their own. */
final class SqliteStore extends KeyValueForest {

  static final String SETTINGS =
      "WAL, synchronous=FULL; one table WITHOUT ROWID, prepared statements; cache of "
          + StoreKind.CACHE_MIB
          + " MiB, mmap_size of 1 GiB, pages of 4 KiB, checkpoints each 16,384 pages";

  private final String url;
  private final Reader writer;
  private final PreparedStatement upsert;
  private final Queue<Reader> idle = new ConcurrentLinkedQueue<>();

  SqliteStore(Path directory) {
    try {
      Files.createDirectories(directory);
      this.url = "jdbc:sqlite:" + directory.resolve("store.sqlite");
      Connection connection = connect();
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE IF NOT EXISTS forest (k BLOB PRIMARY KEY, v BLOB NOT NULL)"
                + " WITHOUT ROWID");
      }
      connection.setAutoCommit(false);
      this.writer = new Reader(connection);
      this.upsert = connection.prepareStatement("INSERT OR REPLACE INTO forest VALUES (?, ?)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setPageSize(4_096);
    config.setCacheSize(-StoreKind.CACHE_MIB * 1_024);
    config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, String.valueOf(1L << 30));
    Connection connection = config.createConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = 16384");
    }
    return connection;
  }

  @Override
  KeyValueView view() {
    Reader reader = idle.poll();
    if (reader != null) {
      return reader;
    }
    try {
      Connection connection = connect();
      connection.setAutoCommit(false);
      return new Reader(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  KeyValueView writerView() {
    return new KeyValueView() {
      @Override
      public byte[] get(byte[] key) {
        return writer.get(key);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  void write(List<Map.Entry<byte[], byte[]>> entries) {
    try {
      for (Map.Entry<byte[], byte[]> entry : entries) {
        upsert.setBytes(1, entry.getKey());
        upsert.setBytes(2, entry.getValue());
        upsert.executeUpdate();
      }
      writer.connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      for (Reader reader : idle) {
        reader.connection.close();
      }
      writer.connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Reader implements KeyValueView {
    private final Connection connection;
    private final PreparedStatement select;

    Reader(Connection connection) throws SQLException {
      this.connection = connection;
      this.select = connection.prepareStatement("SELECT v FROM forest WHERE k = ?");
    }

    @Override
    public byte[] get(byte[] key) {
      try {
        select.setBytes(1, key);
        try (ResultSet row = select.executeQuery()) {
          return row.next() ? row.getBytes(1) : null;
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      try {
        connection.commit();
        idle.add(this);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
