package io.github.identitysync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/*
 * A hybrid logical clock: Kulkarni, Demirbas, Madappa, Avva and Leone, "Logical Physical Clocks", OPODIS 2014. A stamp
 * is the physical time, or, where that is not later than the greatest stamp, the greatest stamp and the least step.
 * Nanoseconds take the place of their counter. The one message is what a store leaves to its next opening. The times
 * that callers give are none: one of them in the future would take all later stamps there.
 */

/**
 * The stamps of what has no time of its own. They ascend, whatever the clock does, as long as the
 * store is open; and across openings, since each begins with the greatest one that is durable.
 */
final class Stamp {

  private static final Duration UNTOLD = Duration.ofMillis(1);

  private final Clock clock;
  private final TimeBounds bounds;
  private volatile Instant greatest;

  /**
   * Begins after the stamps of earlier openings.
   *
   * @param durableMillis milliseconds that none of those is later than, or {@link Long#MIN_VALUE}
   */
  Stamp(Clock clock, TimeBounds bounds, long durableMillis) {
    this.clock = clock;
    this.bounds = bounds;
    this.greatest = Instant.ofEpochMilli(durableMillis);
  }

  /**
   * Returns what the clock shows.
   *
   * @throws IllegalStateException if that is out of bounds
   */
  Instant clockTime() {
    Instant now = clock.instant();
    if (!bounds.contain(now)) {
      throw new IllegalStateException("the clock is out of range: it is not " + bounds);
    }
    return now;
  }

  /**
   * Returns a stamp that is no earlier than any before.
   *
   * @throws IllegalStateException if it or the clock is out of bounds
   */
  Instant now() {
    Instant now = clockTime();
    synchronized (this) {
      greatest = now.isAfter(greatest) ? now : inBounds(greatest);
      return greatest;
    }
  }

  /**
   * Returns a stamp that is later than any before, if only by a nanosecond.
   *
   * @throws IllegalStateException if it or the clock is out of bounds
   */
  Instant next() {
    Instant now = clockTime();
    synchronized (this) {
      greatest = after(greatest, now);
      return greatest;
    }
  }

  /**
   * Makes sure that {@link #next} has a stamp to return, and gives none.
   *
   * @throws IllegalStateException if that or the clock is out of bounds
   */
  void requireNext() {
    after(greatest, clockTime());
  }

  private Instant after(Instant last, Instant now) {
    return now.isAfter(last) ? now : inBounds(last.plusNanos(1));
  }

  private Instant inBounds(Instant stamp) {
    if (!bounds.contain(stamp)) {
      throw new IllegalStateException(
          "an earlier stamp is out of range: no later one is " + bounds);
    }
    return stamp;
  }

  /**
   * Returns how far the clock is behind the greatest stamp, or null if by a millisecond at most.
   */
  @Nullable Duration clockBehind() {
    Instant now;
    try {
      now = clock.instant();
    } catch (RuntimeException e) {
      // Whoever needs a stamp is told; here nothing is known.
      return null;
    }
    Duration behind = Duration.between(now, greatest);
    return behind.compareTo(UNTOLD) > 0 ? behind : null;
  }
}
