package io.github.identitysync.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sqlite.SQLiteConfig;

/**
 * A forest in SQLite: nodes and links have tables with integers as keys, which were measured to be
 * faster than one table for all. Those who read have connections of their own.
 */
final class SqliteStore extends KeyValueForest {

  static final String SETTINGS =
      "WAL, synchronous=FULL; names in a table WITHOUT ROWID, nodes and links by INTEGER PRIMARY"
          + " KEY, prepared statements; cache of "
          + StoreKind.CACHE_MIB
          + " MiB a connection, mmap_size of 1 GiB, pages of 4 KiB, checkpoints each 16,384 pages";

  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE IF NOT EXISTS name (k BLOB PRIMARY KEY, v BLOB NOT NULL) WITHOUT ROWID",
          "CREATE TABLE IF NOT EXISTS node (k INTEGER PRIMARY KEY, v BLOB NOT NULL)",
          "CREATE TABLE IF NOT EXISTS link (k INTEGER PRIMARY KEY, v BLOB NOT NULL)");

  private final String url;
  private final View writer;
  private final Queue<View> idle = new ConcurrentLinkedQueue<>();

  SqliteStore(Path directory) {
    try {
      Files.createDirectories(directory);
      this.url = "jdbc:sqlite:" + directory.resolve("store.sqlite");
      this.writer = new View();
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
      for (String table : SCHEMA) {
        statement.execute(table);
      }
    }
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  KeyValueView view() {
    View view = idle.poll();
    try {
      return view == null ? new View() : view;
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
        writer.table(entry.getKey()).put(entry.getKey(), entry.getValue());
      }
      writer.connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      for (View view : idle) {
        view.connection.close();
      }
      writer.connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class View implements KeyValueView {
    private final Connection connection = connect();
    private final SqliteTable names = new SqliteTable(connection, "name");
    private final SqliteTable nodes = new SqliteTable(connection, "node");
    private final SqliteTable links = new SqliteTable(connection, "link");

    View() throws SQLException {}

    private SqliteTable table(byte[] key) {
      return switch (key[0]) {
        case Keys.NODE -> nodes;
        case Keys.LINK -> links;
        default -> names;
      };
    }

    @Override
    public byte[] get(byte[] key) {
      try {
        return table(key).get(key);
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
