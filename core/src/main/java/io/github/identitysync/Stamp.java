package io.github.identitysync;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** The store's clock in milliseconds, which never goes back while the store is open. */
final class Stamp {

  private final Clock clock;
  private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

  Stamp(Clock clock) {
    this.clock = clock;
  }

  long now() {
    return latest.accumulateAndGet(clock.millis(), Math::max);
  }
}
