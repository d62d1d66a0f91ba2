package io.github.identitysync;

import io.github.identitysync.model.IdentitySyncException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a store was opened, failed and was closed. Noting that takes no memory, so that it succeeds
 * when there is none; reading it takes no lock.
 */
final class Vitals {

  private final Clock clock;
  private final long opened;

  /** Each written before the volatile one that it belongs to. */
  private long failedAt;

  private long closedAt;

  private volatile @Nullable String readOnlyReason;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  /** Notes that the store is opened. */
  Vitals(Clock clock) {
    this.clock = clock;
    this.opened = millis();
  }

  /** Returns the time of the clock, or that of the system if the clock fails. */
  private long millis() {
    try {
      return clock.millis();
    } catch (RuntimeException | Error e) {
      return System.currentTimeMillis();
    }
  }

  /** Notes why the store can only be read, if that is so. */
  void readOnly(@Nullable String reason) {
    readOnlyReason = reason;
  }

  /** Returns why the store can only be read, or null if that is not so. */
  @Nullable String readOnlyReason() {
    return readOnlyReason;
  }

  /** Notes an error after which nothing is written; only the first counts. */
  synchronized void fail(Throwable cause) {
    if (failure == null) {
      failedAt = millis();
      failure = cause;
    }
  }

  /** Returns the error after which nothing is written, or null if there was none. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Notes that the store is closed; only the first time counts. */
  synchronized void close() {
    if (!closed) {
      closedAt = millis();
      closed = true;
    }
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Tells what was noted.
   *
   * @param clockBehind what {@link Health#clockBehind} is to tell, or null
   */
  Health health(@Nullable Duration clockBehind) {
    Throwable cause = failure;
    String reason = cause == null ? readOnlyReason : reason(cause);
    if (closed) {
      return health(Health.State.CLOSED, closedAt, reason, clockBehind);
    }
    if (cause != null) {
      return health(Health.State.FAILED, failedAt, reason, clockBehind);
    }
    Health.State state = reason == null ? Health.State.OPEN : Health.State.READ_ONLY;
    return health(state, opened, reason, clockBehind);
  }

  private static Health health(
      Health.State state, long since, @Nullable String reason, @Nullable Duration clockBehind) {
    return new Health(state, Instant.ofEpochMilli(since), reason, clockBehind);
  }

  /** Of errors whose messages are not those of this library or of the system only the type. */
  private static String reason(Throwable cause) {
    String type = cause.getClass().getSimpleName();
    boolean isKnown =
        cause instanceof IdentitySyncException
            || cause instanceof IOException
            || cause instanceof VirtualMachineError;
    return isKnown && cause.getMessage() != null ? type + ": " + cause.getMessage() : type;
  }
}
