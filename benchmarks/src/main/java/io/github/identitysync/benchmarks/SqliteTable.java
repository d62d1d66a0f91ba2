package io.github.identitysync.benchmarks;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A table with a key {@code k} and a value {@code v}, seen through one connection. */
final class SqliteTable {

  private final PreparedStatement select;
  private final PreparedStatement replace;

  SqliteTable(Connection connection, String name) throws SQLException {
    this.select = connection.prepareStatement("SELECT v FROM " + name + " WHERE k = ?");
    this.replace = connection.prepareStatement("INSERT OR REPLACE INTO " + name + " VALUES (?, ?)");
  }

  /** Returns the value of a key, or null. */
  byte[] get(byte[] key) throws SQLException {
    bindKey(select, key);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getBytes(1) : null;
    }
  }

  void put(byte[] key, byte[] value) throws SQLException {
    bindKey(replace, key);
    replace.setBytes(2, value);
    replace.executeUpdate();
  }

  private static void bindKey(PreparedStatement statement, byte[] key) throws SQLException {
    switch (key[0]) {
      case Keys.NODE -> statement.setInt(1, ByteBuffer.wrap(key).getInt(1));
      case Keys.LINK -> statement.setLong(1, ByteBuffer.wrap(key).getLong(1));
      default -> statement.setBytes(1, key);
    }
  }
}
