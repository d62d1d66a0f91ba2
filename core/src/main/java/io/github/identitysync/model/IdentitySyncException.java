package io.github.identitysync.model;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * What a store reports when it cannot answer. Messages name positions and reasons, never
 * identifiers.
 */
public abstract sealed class IdentitySyncException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private IdentitySyncException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The store was closed before or during the call. */
  public static final class Closed extends IdentitySyncException {
    @Serial private static final long serialVersionUID = 1L;

    /** Reports a call on a closed store. */
    public Closed() {
      super("the store is closed", null);
    }
  }

  /** The directory is open elsewhere: in another process, or in this one. */
  public static final class Locked extends IdentitySyncException {
    @Serial private static final long serialVersionUID = 1L;

    /** Reports by whom the directory is held. */
    public Locked(String message) {
      super(message, null);
    }
  }

  /** The files do not hold what the store wrote. Nothing was answered from the damaged part. */
  public static final class Corrupt extends IdentitySyncException {
    @Serial private static final long serialVersionUID = 1L;

    /** Reports damage and where it was found. */
    public Corrupt(String message) {
      super(message, null);
    }

    /** Reports damage, where it was found, and the error that revealed it. */
    public Corrupt(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The files were written in a format that this version does not know. */
  public static final class UnsupportedFormat extends IdentitySyncException {
    @Serial private static final long serialVersionUID = 1L;

    /** Reports the format version found and the one supported. */
    public UnsupportedFormat(String message) {
      super(message, null);
    }
  }

  /**
   * The operating system refused to read, write or sync. Whether the batch in flight became durable
   * is known only after reopening; until then the store refuses further writes.
   */
  public static final class StorageFailed extends IdentitySyncException {
    @Serial private static final long serialVersionUID = 1L;

    /** Reports the operation that failed. */
    public StorageFailed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
