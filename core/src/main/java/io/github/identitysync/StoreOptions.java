package io.github.identitysync;

import io.github.identitysync.model.FieldKind;
import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.SyncRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a store is opened. Immutable: each {@code with} method returns a changed copy.
 *
 * @param secret the 16 bytes that key the store's hashes and so its profile ids and digests; null
 *     to draw them at random when the store is created, and to take whatever the store has when it
 *     is opened again
 * @param maxIdBytes the longest identifier accepted, in bytes of UTF-8
 * @param journalBytes how large the journal grows before its changes move into the base file; a
 *     larger journal means fewer such moves, more memory for the changes waiting, and a longer
 *     recovery after a kill
 * @param cacheBytes how many bytes of names and fields are kept in memory, of those used last; a
 *     few are kept in any case. They are not given up when memory runs short, so they must fit into
 *     the heap beside the index
 * @param clock stamps the records that carry no time of their own
 * @param rules which value a profile shows, by the names of fields; the others have {@link
 *     FieldRule#LATEST}. May be other ones whenever the store is opened; immutable
 * @param kinds as what the values of fields are read from JSON, by the names of fields; those of
 *     the others speak for themselves; immutable
 * @param linkingUpdates whether an update in JSON that names a browser and an external identity
 *     links them as well; if not, it is rejected
 * @param placeholders identifiers that name nobody in particular, such as {@code undefined}:
 *     records and updates that have one are refused. Case, quotes and what nobody can see make no
 *     difference, and docs/PLACEHOLDERS.md says what else does not; immutable
 * @param earliestTime the first time that a record or an update may carry: those before are refused
 * @param latestTime the last time that they may carry: those after are refused
 * @param maxAhead by how much the time that they carry may be later than the clock's; null if it
 *     does not matter
 * @param lockWait how long opening waits for whoever has the store open
 */
public record StoreOptions(
    byte @Nullable [] secret,
    int maxIdBytes,
    long journalBytes,
    long cacheBytes,
    Clock clock,
    Map<String, FieldRule> rules,
    Map<String, FieldKind> kinds,
    boolean linkingUpdates,
    Set<String> placeholders,
    Instant earliestTime,
    Instant latestTime,
    @Nullable Duration maxAhead,
    Duration lockWait) {

  private static final int SECRET_BYTES = 16;
  private static final int MAX_ID_BYTES = 16 << 10;
  private static final long MIN_JOURNAL_BYTES = 64 << 10;
  private static final long MAX_JOURNAL_BYTES = 1L << 30;
  private static final long MAX_CACHE_BYTES = 64L << 30;
  private static final StoreOptions DEFAULTS =
      new StoreOptions(
          null,
          1_024,
          32 << 20,
          32 << 20,
          Clock.systemUTC(),
          Map.of(),
          Map.of(),
          false,
          Placeholders.DEFAULTS,
          Instant.EPOCH,
          Instant.parse("2200-01-01T00:00:00Z"),
          null,
          Duration.ZERO);

  /**
   * Checks the options, and copies the secret and the collections.
   *
   * @throws IllegalArgumentException if the secret is not 16 bytes, {@code maxIdBytes} is not 1 to
   *     16,384, {@code journalBytes} is not 64 KiB to 1 GiB, {@code cacheBytes} is not 0 to 64 GiB,
   *     the earliest time is after the latest, one of them is {@link SyncRecord#MAX_EPOCH_SECONDS}
   *     or more before or after 1970, or {@code maxAhead} or {@code lockWait} is negative
   * @throws NullPointerException if the clock, a time, the wait, a collection or something in one
   *     is null
   */
  public StoreOptions {
    if (secret != null) {
      if (secret.length != SECRET_BYTES) {
        throw new IllegalArgumentException(
            "the secret has " + secret.length + " bytes, not " + SECRET_BYTES);
      }
      secret = secret.clone();
    }
    if (maxIdBytes < 1 || maxIdBytes > MAX_ID_BYTES) {
      throw new IllegalArgumentException(
          "maxIdBytes is " + maxIdBytes + ", not 1 to " + MAX_ID_BYTES);
    }
    if (journalBytes < MIN_JOURNAL_BYTES || journalBytes > MAX_JOURNAL_BYTES) {
      throw new IllegalArgumentException(
          "journalBytes is "
              + journalBytes
              + ", not "
              + MIN_JOURNAL_BYTES
              + " to "
              + MAX_JOURNAL_BYTES);
    }
    if (cacheBytes < 0 || cacheBytes > MAX_CACHE_BYTES) {
      throw new IllegalArgumentException(
          "cacheBytes is " + cacheBytes + ", not 0 to " + MAX_CACHE_BYTES);
    }
    if (lockWait.isNegative()) {
      throw new IllegalArgumentException("lockWait is negative");
    }
    Objects.requireNonNull(clock, "clock");
    if (requireInRange("earliestTime", earliestTime)
        .isAfter(requireInRange("latestTime", latestTime))) {
      throw new IllegalArgumentException(
          "earliestTime " + earliestTime + " is after latestTime " + latestTime);
    }
    if (maxAhead != null && maxAhead.isNegative()) {
      throw new IllegalArgumentException("maxAhead " + maxAhead + " is negative");
    }
    rules = Map.copyOf(rules);
    kinds = Map.copyOf(kinds);
    placeholders = Set.copyOf(placeholders);
  }

  private static Instant requireInRange(String name, Instant time) {
    if (Math.abs(time.getEpochSecond()) >= SyncRecord.MAX_EPOCH_SECONDS) {
      throw new IllegalArgumentException(name + " " + time + " is out of range");
    }
    return time;
  }

  /**
   * Returns the defaults: a secret drawn by the store, identifiers up to 1,024 bytes, a journal and
   * a cache of 32 MiB each, the system's clock, no rules and kinds of fields, no updates that link,
   * the placeholders that docs/PLACEHOLDERS.md lists, times from 1970-01-01T00:00:00Z to
   * 2200-01-01T00:00:00Z, however far ahead of the clock, and no wait for the lock.
   */
  public static StoreOptions defaults() {
    return DEFAULTS;
  }

  /** Options that can be changed. */
  private static final class Draft {
    byte @Nullable [] secret;
    int maxIdBytes;
    long journalBytes;
    long cacheBytes;
    Clock clock;
    final Map<String, FieldRule> rules;
    final Map<String, FieldKind> kinds;
    boolean linkingUpdates;
    Set<String> placeholders;
    Instant earliestTime;
    Instant latestTime;
    @Nullable Duration maxAhead;
    Duration lockWait;

    Draft(StoreOptions options) {
      secret = options.secret;
      maxIdBytes = options.maxIdBytes;
      journalBytes = options.journalBytes;
      cacheBytes = options.cacheBytes;
      clock = options.clock;
      rules = new HashMap<>(options.rules);
      kinds = new HashMap<>(options.kinds);
      linkingUpdates = options.linkingUpdates;
      placeholders = options.placeholders;
      earliestTime = options.earliestTime;
      latestTime = options.latestTime;
      maxAhead = options.maxAhead;
      lockWait = options.lockWait;
    }
  }

  private StoreOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new StoreOptions(
        draft.secret,
        draft.maxIdBytes,
        draft.journalBytes,
        draft.cacheBytes,
        draft.clock,
        draft.rules,
        draft.kinds,
        draft.linkingUpdates,
        draft.placeholders,
        draft.earliestTime,
        draft.latestTime,
        draft.maxAhead,
        draft.lockWait);
  }

  /**
   * Returns these options with a secret of the caller's, so that stores which are given the same
   * facts agree on profile ids and digests.
   *
   * @param secret 16 bytes, not guessable by whoever chooses the identifiers; copied
   * @throws IllegalArgumentException if it does not have 16 bytes
   */
  public StoreOptions withSecret(byte[] secret) {
    Objects.requireNonNull(secret, "secret");
    return with(draft -> draft.secret = secret);
  }

  /**
   * Returns these options with another limit for the length of an identifier.
   *
   * @param maxIdBytes bytes of UTF-8, 1 to 16,384
   * @throws IllegalArgumentException if it is out of range
   */
  public StoreOptions withMaxIdBytes(int maxIdBytes) {
    return with(draft -> draft.maxIdBytes = maxIdBytes);
  }

  /**
   * Returns these options with another size of the journal.
   *
   * @param journalBytes bytes, 64 KiB to 1 GiB
   * @throws IllegalArgumentException if it is out of range
   */
  public StoreOptions withJournalBytes(long journalBytes) {
    return with(draft -> draft.journalBytes = journalBytes);
  }

  /**
   * Returns these options with another size of the cache.
   *
   * @param cacheBytes bytes, 0 to 64 GiB
   * @throws IllegalArgumentException if it is out of range
   */
  public StoreOptions withCacheBytes(long cacheBytes) {
    return with(draft -> draft.cacheBytes = cacheBytes);
  }

  /** Returns these options with another clock. */
  public StoreOptions withClock(Clock clock) {
    return with(draft -> draft.clock = clock);
  }

  /** Returns these options with a rule for one more field, or another one for it. */
  public StoreOptions withRule(String field, FieldRule rule) {
    return with(draft -> draft.rules.put(field, rule));
  }

  /** Returns these options with a kind for one more field, or another one for it. */
  public StoreOptions withKind(String field, FieldKind kind) {
    return with(draft -> draft.kinds.put(field, kind));
  }

  /** Returns these options with updates that link, or without. */
  public StoreOptions withLinkingUpdates(boolean linkingUpdates) {
    return with(draft -> draft.linkingUpdates = linkingUpdates);
  }

  /** Returns these options with other placeholders; an empty set lets every identifier pass. */
  public StoreOptions withPlaceholders(Set<String> placeholders) {
    return with(draft -> draft.placeholders = placeholders);
  }

  /**
   * Returns these options with a time for which opening waits while the store is open elsewhere, as
   * it is for a moment when one process takes over from another. Others may come first.
   *
   * @param lockWait at least nothing
   * @throws IllegalArgumentException if it is negative
   */
  public StoreOptions withLockWait(Duration lockWait) {
    return with(draft -> draft.lockWait = lockWait);
  }

  /**
   * Returns these options with other bounds for the times that records and updates carry, both
   * included. What lies outside is refused, and reported so, as it would count for ever: a write of
   * the year 50000, which is what microseconds become that are taken for milliseconds, stays the
   * latest. Seconds that are taken for milliseconds fall into January 1970; a later first bound
   * finds them.
   *
   * <p>The clock and the stamps have the same bounds: a call that needs a stamp out of them throws
   * an {@link IllegalStateException}. What is stored already is not looked at, and neither are
   * dates that are values of fields.
   *
   * @param earliest the first time allowed
   * @param latest the last time allowed
   * @throws IllegalArgumentException if the first is after the last, or if one is {@link
   *     SyncRecord#MAX_EPOCH_SECONDS} or more before or after 1970
   */
  public StoreOptions withTimeBounds(Instant earliest, Instant latest) {
    return with(
        draft -> {
          draft.earliestTime = earliest;
          draft.latestTime = latest;
        });
  }

  /**
   * Returns these options with a bound for how much later than the clock the time may be that a
   * record or an update carries. What is later is refused, and reported so.
   *
   * <p>By default there is none, since what it refuses depends on when a record comes: the same one
   * is taken an hour later, and a clock that is behind refuses more. With it the state is no longer
   * a function of the records alone: whoever sends a refused one again may get another state than
   * whoever does not.
   *
   * @param maxAhead not negative
   * @throws IllegalArgumentException if it is negative
   */
  public StoreOptions withMaxAhead(Duration maxAhead) {
    Objects.requireNonNull(maxAhead, "maxAhead");
    return with(draft -> draft.maxAhead = maxAhead);
  }

  /** Returns the rule of a field. */
  public FieldRule rule(String field) {
    return rules.getOrDefault(field, FieldRule.LATEST);
  }

  /** Returns a copy of the secret, or null if the store is to draw or keep its own. */
  @Override
  public byte @Nullable [] secret() {
    return secret == null ? null : secret.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoreOptions that
        && Arrays.equals(secret, that.secret)
        && maxIdBytes == that.maxIdBytes
        && journalBytes == that.journalBytes
        && cacheBytes == that.cacheBytes
        && clock.equals(that.clock)
        && rules.equals(that.rules)
        && kinds.equals(that.kinds)
        && linkingUpdates == that.linkingUpdates
        && placeholders.equals(that.placeholders)
        && earliestTime.equals(that.earliestTime)
        && latestTime.equals(that.latestTime)
        && Objects.equals(maxAhead, that.maxAhead)
        && lockWait.equals(that.lockWait);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.hashCode(secret),
        maxIdBytes,
        journalBytes,
        cacheBytes,
        clock,
        rules,
        kinds,
        linkingUpdates,
        placeholders,
        earliestTime,
        latestTime,
        maxAhead,
        lockWait);
  }

  /** Prints everything but the secret and the clock, and how many placeholders there are. */
  @Override
  public String toString() {
    return "StoreOptions[secret="
        + (secret == null ? "the store's own" : "given")
        + ", maxIdBytes="
        + maxIdBytes
        + ", journalBytes="
        + journalBytes
        + ", cacheBytes="
        + cacheBytes
        + ", rules="
        + new TreeMap<>(rules)
        + ", kinds="
        + new TreeMap<>(kinds)
        + ", linkingUpdates="
        + linkingUpdates
        + ", placeholders="
        + placeholders.size()
        + ", earliestTime="
        + earliestTime
        + ", latestTime="
        + latestTime
        + ", maxAhead="
        + (maxAhead == null ? "any" : maxAhead)
        + ", lockWait="
        + lockWait
        + "]";
  }
}
