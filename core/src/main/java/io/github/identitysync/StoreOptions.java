package io.github.identitysync;

import java.time.Clock;
import java.util.Arrays;
import java.util.Objects;
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
 * @param clock stamps the records that carry no time of their own
 */
public record StoreOptions(
    byte @Nullable [] secret, int maxIdBytes, long journalBytes, Clock clock) {

  private static final int SECRET_BYTES = 16;
  private static final int MAX_ID_BYTES = 16 << 10;
  private static final long MIN_JOURNAL_BYTES = 64 << 10;
  private static final long MAX_JOURNAL_BYTES = 1L << 30;
  private static final StoreOptions DEFAULTS =
      new StoreOptions(null, 1_024, 32 << 20, Clock.systemUTC());

  /**
   * Checks the options and copies the secret.
   *
   * @throws IllegalArgumentException if the secret is not 16 bytes, {@code maxIdBytes} is not 1 to
   *     16,384, or {@code journalBytes} is not 64 KiB to 1 GiB
   * @throws NullPointerException if the clock is null
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
    Objects.requireNonNull(clock, "clock");
  }

  /**
   * Returns the defaults: a secret drawn by the store, identifiers up to 1,024 bytes, a journal of
   * 32 MiB, and the system's clock.
   */
  public static StoreOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with a secret of the caller's, so that stores which are given the same
   * facts agree on profile ids and digests.
   *
   * @param secret 16 bytes, not guessable by whoever chooses the identifiers; copied
   * @throws IllegalArgumentException if it does not have 16 bytes
   */
  public StoreOptions withSecret(byte[] secret) {
    return new StoreOptions(
        Objects.requireNonNull(secret, "secret"), maxIdBytes, journalBytes, clock);
  }

  /**
   * Returns these options with another limit for the length of an identifier.
   *
   * @param maxIdBytes bytes of UTF-8, 1 to 16,384
   * @throws IllegalArgumentException if it is out of range
   */
  public StoreOptions withMaxIdBytes(int maxIdBytes) {
    return new StoreOptions(secret, maxIdBytes, journalBytes, clock);
  }

  /**
   * Returns these options with another size of the journal.
   *
   * @param journalBytes bytes, 64 KiB to 1 GiB
   * @throws IllegalArgumentException if it is out of range
   */
  public StoreOptions withJournalBytes(long journalBytes) {
    return new StoreOptions(secret, maxIdBytes, journalBytes, clock);
  }

  /** Returns these options with another clock. */
  public StoreOptions withClock(Clock clock) {
    return new StoreOptions(secret, maxIdBytes, journalBytes, clock);
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
        && clock.equals(that.clock);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(secret), maxIdBytes, journalBytes, clock);
  }

  /** Prints the numbers, and whether there is a secret. */
  @Override
  public String toString() {
    return "StoreOptions[secret="
        + (secret == null ? "the store's own" : "given")
        + ", maxIdBytes="
        + maxIdBytes
        + ", journalBytes="
        + journalBytes
        + "]";
  }
}
