package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.identitysync.model.FieldKind;
import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.SyncRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreOptionsTest {

  private static final StoreOptions DEFAULTS = StoreOptions.defaults();

  @Test
  void theDefaults() {
    assertThat(DEFAULTS.secret()).isNull();
    assertThat(DEFAULTS.maxIdBytes()).isEqualTo(1_024);
    assertThat(DEFAULTS.journalBytes()).isEqualTo(32L << 20);
    assertThat(DEFAULTS.cacheBytes()).isEqualTo(32L << 20);
    assertThat(DEFAULTS.clock()).isEqualTo(Clock.systemUTC());
    assertThat(DEFAULTS.rules()).isEmpty();
    assertThat(DEFAULTS.kinds()).isEmpty();
    assertThat(DEFAULTS.linkingUpdates()).isFalse();
    assertThat(DEFAULTS.placeholders()).contains("null");
    assertThat(DEFAULTS.earliestTime()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(DEFAULTS.latestTime()).isEqualTo("2200-01-01T00:00:00Z");
    assertThat(DEFAULTS.maxAhead()).isNull();
    assertThat(DEFAULTS.lockWait()).isZero();
  }

  @Test
  void rulesAddUp() {
    StoreOptions options =
        DEFAULTS
            .withRule("f", FieldRule.UNION)
            .withRule("g", FieldRule.TOTAL)
            .withRule("f", FieldRule.EARLIEST);
    assertThat(options.rule("f")).isEqualTo(FieldRule.EARLIEST);
    assertThat(options.rule("g")).isEqualTo(FieldRule.TOTAL);
    assertThat(options.rule("h")).isEqualTo(FieldRule.LATEST);
    assertThat(DEFAULTS.rule("f")).isEqualTo(FieldRule.LATEST);
  }

  @Test
  void withMethodsChangeOneOption() {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    byte[] secret = secret(7);
    StoreOptions all =
        DEFAULTS
            .withSecret(secret)
            .withMaxIdBytes(9)
            .withJournalBytes(1 << 20)
            .withCacheBytes(7)
            .withClock(clock)
            .withRule("f", FieldRule.UNION)
            .withKind("g", FieldKind.DATE)
            .withLinkingUpdates(true)
            .withPlaceholders(Set.of("x"))
            .withTimeBounds(Instant.EPOCH, Instant.EPOCH.plusNanos(1))
            .withMaxAhead(Duration.ZERO)
            .withLockWait(Duration.ofSeconds(3));
    assertThat(all)
        .isEqualTo(
            new StoreOptions(
                secret,
                9,
                1 << 20,
                7,
                clock,
                Map.of("f", FieldRule.UNION),
                Map.of("g", FieldKind.DATE),
                true,
                Set.of("x"),
                Instant.EPOCH,
                Instant.EPOCH.plusNanos(1),
                Duration.ZERO,
                Duration.ofSeconds(3)));
    assertThat(DEFAULTS.secret()).isNull();
    assertThat(DEFAULTS.withMaxIdBytes(9).journalBytes()).isEqualTo(32L << 20);
  }

  @Test
  void theSecretIsCopiedInAndOut() {
    byte[] secret = secret(1);
    StoreOptions options = DEFAULTS.withSecret(secret);
    secret[0] = 99;
    options.secret()[1] = 99;
    assertThat(options.secret()).isEqualTo(secret(1));
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    for (int length : new int[] {0, 15, 17, 32}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DEFAULTS.withSecret(new byte[length]))
          .withMessageContaining(length + " bytes");
    }
    for (int bytes : new int[] {Integer.MIN_VALUE, 0, 16_385, Integer.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DEFAULTS.withMaxIdBytes(bytes))
          .withMessageContaining(String.valueOf(bytes));
    }
    for (long bytes : new long[] {Long.MIN_VALUE, 0, 65_535, (1L << 30) + 1, Long.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DEFAULTS.withJournalBytes(bytes))
          .withMessageContaining(String.valueOf(bytes));
    }
    for (long bytes : new long[] {Long.MIN_VALUE, -1, (64L << 30) + 1, Long.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DEFAULTS.withCacheBytes(bytes))
          .withMessageContaining(String.valueOf(bytes));
    }
    assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withClock(null));
    assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withSecret(null));
    assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withMaxAhead(null));
    assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withTimeBounds(null, Instant.EPOCH));
    assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withTimeBounds(Instant.EPOCH, null));
  }

  @Test
  void boundsOfTimesThatBoundNothingAreRefused() {
    Instant far = Instant.ofEpochSecond(SyncRecord.MAX_EPOCH_SECONDS);
    Instant before = Instant.ofEpochSecond(-SyncRecord.MAX_EPOCH_SECONDS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withTimeBounds(Instant.EPOCH, far))
        .withMessageContaining("latestTime");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withTimeBounds(before, Instant.EPOCH))
        .withMessageContaining("earliestTime");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withTimeBounds(Instant.EPOCH.plusNanos(1), Instant.EPOCH))
        .withMessageContaining("is after");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withMaxAhead(Duration.ofNanos(-1)))
        .withMessageContaining("negative");
    assertThat(DEFAULTS.withTimeBounds(Instant.EPOCH, Instant.EPOCH).latestTime())
        .isEqualTo(Instant.EPOCH);
  }

  @Test
  void theLimitsAreAccepted() {
    assertThat(DEFAULTS.withMaxIdBytes(1).maxIdBytes()).isEqualTo(1);
    assertThat(DEFAULTS.withMaxIdBytes(16_384).maxIdBytes()).isEqualTo(16_384);
    assertThat(DEFAULTS.withJournalBytes(65_536).journalBytes()).isEqualTo(65_536);
    assertThat(DEFAULTS.withJournalBytes(1L << 30).journalBytes()).isEqualTo(1L << 30);
  }

  @Test
  void equalByEveryOption() {
    StoreOptions options = DEFAULTS.withSecret(secret(1));
    assertThat(options)
        .isEqualTo(DEFAULTS.withSecret(secret(1)))
        .hasSameHashCodeAs(DEFAULTS.withSecret(secret(1)))
        .isNotEqualTo(DEFAULTS)
        .isNotEqualTo(DEFAULTS.withSecret(secret(2)))
        .isNotEqualTo(options.withMaxIdBytes(5))
        .isNotEqualTo(options.withJournalBytes(1 << 20))
        .isNotEqualTo(options.withCacheBytes(1 << 20))
        .isNotEqualTo(options.withClock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)))
        .isNotEqualTo(options.withRule("f", FieldRule.UNION))
        .isNotEqualTo(options.withKind("f", FieldKind.DATE))
        .isNotEqualTo(options.withLinkingUpdates(true))
        .isNotEqualTo(options.withPlaceholders(Set.of()))
        .isNotEqualTo(options.withTimeBounds(Instant.EPOCH, Instant.EPOCH))
        .isNotEqualTo(options.withTimeBounds(options.latestTime(), options.latestTime()))
        .isNotEqualTo(options.withMaxAhead(Duration.ZERO))
        .isNotEqualTo(null);
  }

  @Test
  void theSecretIsNotPrinted() {
    String given = DEFAULTS.withSecret(secret(0x5A)).toString();
    assertThat(given)
        .isEqualTo(DEFAULTS.withSecret(secret(0x33)).toString())
        .contains("secret=given", "maxIdBytes=1024", "journalBytes=33554432")
        .doesNotContain("90", "5a", "5A");
    assertThat(DEFAULTS.toString()).contains("the store's own");
  }

  private static byte[] secret(int fill) {
    byte[] secret = new byte[16];
    Arrays.fill(secret, (byte) fill);
    return secret;
  }
}
