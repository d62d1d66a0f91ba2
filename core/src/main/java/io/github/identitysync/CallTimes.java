package io.github.identitysync;

import io.github.identitysync.internal.storage.FactStore;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times of one call: which of those that are given are refused, and the stamps of what has
 * none. The clock is read only for what needs it. Several threads may prepare one call.
 */
final class CallTimes {

  private final TimeBounds bounds;
  private final Stamp stamp;
  private final @Nullable Duration maxAhead;

  /** What the clock showed when the call began, if times are bounded by it. */
  private final Instant began;

  /** The greatest stamp of the call so far, in milliseconds that are rounded up. */
  private volatile long greatest = FactStore.NO_STAMP;

  /**
   * Begins a call.
   *
   * @throws IllegalStateException if times are bounded by the clock, and that is out of range
   */
  CallTimes(TimeBounds bounds, @Nullable Duration maxAhead, Stamp stamp) {
    this.bounds = bounds;
    this.stamp = stamp;
    this.maxAhead = maxAhead;
    this.began = maxAhead == null ? Instant.MAX : stamp.clockTime();
  }

  /** Returns why a time that is given, if any, is refused, or null if it is not. */
  @Nullable String refusal(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    if (!bounds.contain(time)) {
      return "occurredAt is not " + bounds + "; is it in milliseconds?";
    }
    if (maxAhead != null
        && time.isAfter(began)
        && Duration.between(began, time).compareTo(maxAhead) > 0) {
      return "occurredAt is more than " + maxAhead + " ahead of the clock";
    }
    return null;
  }

  /**
   * Makes sure that an update can be stamped, before anything comes of the call.
   *
   * @throws IllegalStateException if its stamp or the clock is out of range
   */
  void requireOfUpdate() {
    stamp.requireNext();
  }

  /**
   * Returns the stamp of the call's sync records, which is one for all, in milliseconds.
   *
   * @throws IllegalStateException if it or the clock is out of range
   */
  long ofRecords() {
    long drawn = greatest;
    return drawn == FactStore.NO_STAMP ? drawForRecords() : drawn;
  }

  private synchronized long drawForRecords() {
    if (greatest == FactStore.NO_STAMP) {
      greatest = stamp.now().toEpochMilli();
    }
    return greatest;
  }

  /**
   * Returns the stamp of the next update.
   *
   * @throws IllegalStateException if it or the clock is out of range
   */
  Instant ofUpdate() {
    Instant next = stamp.next();
    greatest = next.plusNanos(999_999).toEpochMilli();
    return next;
  }

  /**
   * Returns milliseconds that no stamp of the call is later than, or {@link FactStore#NO_STAMP} if
   * there is none.
   */
  long greatest() {
    return greatest;
  }
}
