package io.github.identitysync.benchmarks;

import java.util.List;

/** What a store of keys and values has at one instant. Used by one thread. */
interface KeyValueView extends AutoCloseable {

  /** Returns the value of a key, or null if it has none. */
  byte[] get(byte[] key);

  /** Returns the values of keys in their order; null for those that have none. */
  default List<byte[]> getAll(List<byte[]> keys) {
    return keys.stream().map(this::get).toList();
  }

  @Override
  void close();
}
