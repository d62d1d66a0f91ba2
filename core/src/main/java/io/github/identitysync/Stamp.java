package io.github.identitysync;

import io.github.identitysync.model.SyncRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The store's clock in milliseconds, which never goes back while the store is open. */
final class Stamp {

  private final Clock clock;
  private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

  Stamp(Clock clock) {
    this.clock = clock;
  }

  long now() {
    Instant now = clock.instant();
    if (Math.abs(now.getEpochSecond()) >= SyncRecord.MAX_EPOCH_SECONDS) {
      throw new IllegalStateException("the clock is out of range");
    }
    return latest.accumulateAndGet(now.toEpochMilli(), Math::max);
  }
}
