package io.github.identitysync.internal.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The directory of a store: the seam between the store and whatever keeps its bytes. */
public interface StoreFiles extends AutoCloseable {

  /** Returns whether a file of that name exists. */
  boolean exists(String name) throws IOException;

  /** Returns why nothing may be written here, or null if that is not so. */
  default @Nullable String readOnlyReason() {
    return null;
  }

  /**
   * Opens a file for reading and writing, creating it empty where there is none. Where nothing may
   * be written, the file must exist and is opened for reading.
   */
  StoreFile open(String name) throws IOException;

  /** Makes the creation of files durable. */
  void sync() throws IOException;

  /** Gives the directory up to the next opener. */
  @Override
  void close() throws IOException;
}
