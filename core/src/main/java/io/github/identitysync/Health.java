package io.github.identitysync;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a store was at one instant, as {@link IdentitySync#health} found it. Immutable. */
public final class Health {

  private final State state;
  private final Instant since;
  private final @Nullable String reason;
  private final @Nullable Duration clockBehind;

  /** What a store does. */
  public enum State {

    /** It answers and takes what it is given. */
    OPEN,

    /** It answers, and refuses what would change it: it was opened where it can only be read. */
    READ_ONLY,

    /**
     * It answers, and refuses what would change it, since an earlier change failed. What was
     * acknowledged is durable; opening the store anew shows what else is.
     */
    FAILED,

    /** It was closed, and does nothing. */
    CLOSED
  }

  Health(State state, Instant since, @Nullable String reason, @Nullable Duration clockBehind) {
    this.state = state;
    this.since = since;
    this.reason = reason;
    this.clockBehind = clockBehind;
  }

  /** Returns what the store does. */
  public State state() {
    return state;
  }

  /**
   * Returns when that began, to the millisecond, by the clock of the options: when the store was
   * opened, when a change failed, or when closing was called. If that clock throws an exception,
   * the system's is taken.
   */
  public Instant since() {
    return since;
  }

  /**
   * Returns why changes are refused, or empty if the store takes them, or was closed when it did.
   * The text is for people; it has no identifier and no value, but may have the name of a file.
   */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * Returns how far the options' clock is behind the latest stamp that the store gave to a record
   * or an update without a time, if it is so by more than a millisecond; else empty, as when the
   * clock throws an exception.
   *
   * <p>It is behind if it went back, or forth and back again, while the store was open or before,
   * as when another machine opens the store. Nothing is lost by that: until the clock has caught
   * up, each update without a time is stamped a nanosecond later than the latest stamp, so that the
   * later update stays the later write. But those stamps are later than the time at which they are
   * given, by this much, and win over updates that carry their time.
   */
  public Optional<Duration> clockBehind() {
    return Optional.ofNullable(clockBehind);
  }

  /** Prints everything. */
  @Override
  public String toString() {
    return "Health[state="
        + state
        + ", since="
        + since
        + ", reason="
        + reason
        + ", clockBehind="
        + clockBehind
        + "]";
  }
}
