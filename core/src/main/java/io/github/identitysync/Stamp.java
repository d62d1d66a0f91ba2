package io.github.identitysync;

import io.github.identitysync.model.SyncRecord;
import java.time.Clock;
import java.time.Instant;

/** The store's clock, which never goes back while the store is open. */
final class Stamp {

  private final Clock clock;
  private Instant latest = Instant.MIN;

  Stamp(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns the time in milliseconds.
   *
   * @throws IllegalStateException if the clock is out of range
   */
  synchronized long now() {
    Instant now = read();
    latest = now.isAfter(latest) ? now : latest;
    return latest.toEpochMilli();
  }

  /**
   * Returns a time that is later than every one returned before, if only by a nanosecond.
   *
   * @throws IllegalStateException if the clock is out of range
   */
  synchronized Instant next() {
    Instant now = read();
    latest = now.isAfter(latest) ? now : latest.plusNanos(1);
    return latest;
  }

  private Instant read() {
    Instant now = clock.instant();
    if (Math.abs(now.getEpochSecond()) >= SyncRecord.MAX_EPOCH_SECONDS) {
      throw new IllegalStateException("the clock is out of range");
    }
    return now;
  }
}
