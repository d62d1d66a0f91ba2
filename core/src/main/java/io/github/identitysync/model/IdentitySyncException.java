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

  /**
   * Another opening has taken the store over while this one had it open. That takes a lock that was
   * lost: when other code of a process opens and closes a file of the store, such as a backup, the
   * system drops the lock of the process on it; and not every network keeps locks.
   *
   * <p>A call that throws this was not acknowledged; every call that returned before is in the
   * store. Close this opening; there is nothing to repair.
   */
  public static final class Displaced extends IdentitySyncException {
    @Serial private static final long serialVersionUID = 1L;

    /** Reports that the store belongs to another opening. */
    public Displaced() {
      super("the lock was lost, and the store has been opened elsewhere since", null);
    }
  }

  /** The store can only be read, and the message says why. Nothing was changed. */
  public static final class ReadOnly extends IdentitySyncException {
    @Serial private static final long serialVersionUID = 1L;

    /** Reports why nothing can be written. */
    public ReadOnly(String reason) {
      super("the store can only be read: " + reason, null);
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
