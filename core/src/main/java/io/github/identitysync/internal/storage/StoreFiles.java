package io.github.identitysync.internal.storage;

import java.io.IOException;

/** The directory of a store: the seam between the store and whatever keeps its bytes. */
public interface StoreFiles extends AutoCloseable {

  /** Returns whether a file of that name exists. */
  boolean exists(String name) throws IOException;

  /** Opens a file for reading and writing, creating it empty where there is none. */
  StoreFile open(String name) throws IOException;

  /** Makes the creation of files durable. */
  void sync() throws IOException;

  /** Gives the directory up to the next opener. */
  @Override
  void close() throws IOException;
}
