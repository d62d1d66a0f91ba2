package io.github.identitysync.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still, at {@link Stores#NOW} to begin with, unless it is moved. */
public final class SettableClock extends Clock {

  private volatile Instant now = Stores.NOW;

  /** Goes forward, or back. */
  public void move(Duration duration) {
    now = now.plus(duration);
  }

  /** Goes to a time. */
  public void set(Instant time) {
    now = time;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
