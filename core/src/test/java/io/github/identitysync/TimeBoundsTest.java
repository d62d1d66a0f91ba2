package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.SettableClock;
import io.github.identitysync.testing.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A time that is out of bounds would count for ever, so what carries it is refused. */
class TimeBoundsTest {

  private static final Identity BROWSER = Identity.browser("b");
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  /** What becomes of the time now if it is taken for milliseconds and is not. */
  private static final Instant MICROS = Instant.ofEpochMilli(Stores.NOW.toEpochMilli() * 1_000);

  private static final Instant NANOS = Instant.ofEpochMilli(Stores.NOW.toEpochMilli() * 1_000_000);

  private static final String REASON =
      "occurredAt is not from 1970-01-01T00:00:00Z to 2200-01-01T00:00:00Z; is it in milliseconds?";

  @RegisterExtension final Stores stores = new Stores();

  private final SettableClock clock = new SettableClock();

  private static SyncRecord record(String browser, Instant time) {
    return new SyncRecord("f", browser, "crm", "u", time);
  }

  private static ProfileUpdate city(String value, Instant time) {
    return new ProfileUpdate("f", BROWSER, Map.of("city", FieldValue.text(value)), time);
  }

  private static String shown(IdentitySync sync) {
    Field field = sync.folder("f").field(BROWSER, "city").orElseThrow();
    return ((FieldValue.Text) field.value()).value();
  }

  private static void assertNothingCanBeStamped(IdentitySync sync, String message) {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> sync.apply(List.of(record("new", Stores.NOW), record("new", null))),
            () -> sync.update(List.of(city("new", Stores.NOW), city("new", null))))) {
      assertThatIllegalStateException().isThrownBy(call).withMessageContaining(message);
    }
    assertThat(sync.folder("f").profile(Identity.browser("new"))).isEmpty();
  }

  @Test
  void aRecordOutOfBoundsIsRefusedAndTheOthersAreNot() {
    IdentitySync sync = stores.inMemory();
    SyncReport report =
        sync.apply(
            List.of(
                record("micros", MICROS),
                record("now", Stores.NOW),
                record("nanos", NANOS),
                record("stamped", null),
                record("early", FIRST.minusNanos(1)),
                record("null", MICROS)));
    assertThat(report.applied()).isEqualTo(2);
    assertThat(report.newIdentities()).isEqualTo(3);
    assertThat(report.refused())
        .containsExactly(
            new RefusedRecord(0, REASON),
            new RefusedRecord(2, REASON),
            new RefusedRecord(4, REASON),
            new RefusedRecord(5, "browserId is a placeholder"));
    assertThat(sync.folder("f").stats().identities()).isEqualTo(3);
  }

  @Test
  void anUpdateOutOfBoundsDoesNotFreezeItsField() {
    IdentitySync sync = stores.inMemory();
    UpdateReport report =
        sync.update(
            List.of(
                city("before", null), city("frozen", MICROS), city("frozen", LAST.plusNanos(1))));
    assertThat(report.applied()).isEqualTo(1);
    assertThat(report.refused())
        .containsExactly(new RefusedRecord(1, REASON), new RefusedRecord(2, REASON));
    sync.update(List.of(city("after", null)));
    assertThat(shown(sync)).isEqualTo("after");
  }

  @Test
  void bothBoundsAreAllowed() {
    IdentitySync sync = stores.inMemory();
    assertThat(sync.apply(List.of(record("b", FIRST), record("b", LAST))).refused()).isEmpty();
    assertThat(sync.update(List.of(city("x", FIRST), city("y", LAST))).refused()).isEmpty();
    assertThat(shown(sync)).isEqualTo("y");
  }

  @Test
  void theBoundsAreThoseOfTheOptions() {
    Instant earliest = Stores.NOW.minusSeconds(1);
    IdentitySync sync =
        stores.inMemory(Stores.options().withTimeBounds(earliest, Stores.NOW.plusSeconds(1)));
    List<SyncRecord> records = new ArrayList<>();
    for (long seconds : new long[] {-2, -1, 0, 1, 2}) {
      records.add(record("b" + seconds, Stores.NOW.plusSeconds(seconds)));
    }
    assertThat(sync.apply(records).refused())
        .extracting(RefusedRecord::index)
        .containsExactly(0, 4);
    String reason = sync.update(List.of(city("x", Instant.EPOCH))).refused().get(0).reason();
    assertThat(reason).contains("2024-02-29T11:59:59Z", "2024-02-29T12:00:01Z");
    assertThat(sync.update(List.of(city("x", null))).refused()).isEmpty();
  }

  @Test
  void positionsAreThoseOfALongCall() {
    IdentitySync sync = stores.inMemory();
    List<SyncRecord> records = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      records.add(record("b" + i, i % 1_000 == 999 ? MICROS : i % 2 == 0 ? null : Stores.NOW));
    }
    assertThat(sync.apply(records).refused())
        .extracting(RefusedRecord::index)
        .containsExactly(999, 1_999, 2_999);
    assertThat(sync.folder("f").stats().links()).isEqualTo(2_997);
  }

  @Test
  void aCallOfNothingElseMakesNoFolder() {
    IdentitySync sync = stores.inMemory();
    sync.apply(List.of(record("b", MICROS)));
    sync.update(List.of(city("x", MICROS)));
    assertThat(sync.folderIds()).isEmpty();
  }

  @Test
  void valuesAreNotLookedAt() {
    IdentitySync sync = stores.inMemory();
    Map<String, FieldValue> values = Map.of("city", FieldValue.timestamp(MICROS));
    assertThat(sync.update(List.of(ProfileUpdate.of("f", BROWSER, values))).refused()).isEmpty();
    assertThat(sync.folder("f").field(BROWSER, "city").orElseThrow().value())
        .isEqualTo(FieldValue.timestamp(MICROS));
  }

  @Test
  void whatIsStoredStaysThoughTheBoundsBecomeNarrower() {
    IdentitySync before = stores.open(stores.newDirectory(), Stores.anyTime(Stores.options()));
    before.apply(List.of(record("b", FIRST.minusSeconds(9))));
    before.update(List.of(city("old", MICROS)));
    String digest = before.folder("f").digest();
    IdentitySync after = stores.reopen(before, Stores.options());
    assertThat(after.folder("f").digest()).isEqualTo(digest);
    assertThat(shown(after)).isEqualTo("old");
    assertThat(after.update(List.of(city("old", MICROS))).refused()).hasSize(1);
  }

  @Test
  void aClockOutOfBoundsStampsNothing() {
    for (Instant time : List.of(FIRST.minusNanos(1), LAST.plusNanos(1), Instant.MIN, Instant.MAX)) {
      IdentitySync sync =
          stores.inMemory(Stores.options().withClock(Clock.fixed(time, ZoneOffset.UTC)));
      assertNothingCanBeStamped(sync, "the clock is out of range");
      assertThat(sync.folderIds()).isEmpty();
      sync.apply(List.of(record("timed", Stores.NOW)));
      sync.update(List.of(city("timed", Stores.NOW)));
      assertThat(shown(sync)).isEqualTo("timed");
      assertThat(sync.health().state()).isEqualTo(Health.State.OPEN);
    }
  }

  @Test
  void afterTheLastNanosecondThereIsNoStamp() {
    for (StoreOptions options : List.of(Stores.options(), Stores.anyTime(Stores.options()))) {
      clock.set(options.latestTime());
      IdentitySync sync = stores.inMemory(options.withClock(clock));
      sync.update(List.of(city("last", null)));
      assertThatIllegalStateException()
          .isThrownBy(() -> sync.update(List.of(city("none", null))))
          .withMessageContaining("no later one");
      clock.move(Duration.ofDays(-1));
      assertThatIllegalStateException()
          .isThrownBy(() -> sync.update(List.of(city("none", null))))
          .withMessageContaining("no later one");
      assertThat(shown(sync)).isEqualTo("last");
    }
  }

  @Test
  void aStampBeyondTheBoundsOfALaterOpening() {
    clock.set(Instant.parse("2300-01-01T00:00:00Z"));
    StoreOptions wide = Stores.anyTime(Stores.options()).withClock(clock);
    IdentitySync first = stores.open(stores.newDirectory(), wide);
    first.update(List.of(city("future", null)));
    clock.set(Stores.NOW);
    IdentitySync second = stores.reopen(first, Stores.options().withClock(clock));
    assertNothingCanBeStamped(second, "an earlier stamp is out of range");
    assertThat(shown(second)).isEqualTo("future");
    IdentitySync third = stores.reopen(second, wide);
    third.update(List.of(city("later", null)));
    assertThat(shown(third)).isEqualTo("later");
  }

  @Test
  void aheadOfTheClockIsAllowedUnlessTheOptionsSayHowFar() {
    Instant years = Stores.NOW.plusSeconds(100_000_000);
    assertThat(stores.inMemory().update(List.of(city("x", years))).refused()).isEmpty();

    IdentitySync sync =
        stores.inMemory(Stores.options().withClock(clock).withMaxAhead(Duration.ofMinutes(5)));
    Instant limit = Stores.NOW.plusSeconds(300);
    List<ProfileUpdate> updates =
        List.of(city("a", limit), city("b", limit.plusNanos(1)), city("c", FIRST), city("d", null));
    assertThat(sync.update(updates).refused())
        .containsExactly(new RefusedRecord(1, "occurredAt is more than PT5M ahead of the clock"));
    assertThat(sync.apply(List.of(record("b", years), record("c", Stores.NOW))).refused())
        .containsExactly(new RefusedRecord(0, "occurredAt is more than PT5M ahead of the clock"));
    assertThat(sync.update(List.of(city("b", MICROS))).refused())
        .containsExactly(new RefusedRecord(0, REASON));
    clock.move(Duration.ofSeconds(1));
    assertThat(sync.update(updates).refused()).isEmpty();
  }

  @Test
  void aBoundAheadOfAClockThatIsOutOfRange() {
    clock.set(Instant.MAX);
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
    IdentitySync sync = stores.inMemory(Stores.options().withClock(clock).withMaxAhead(longest));
    assertThatIllegalStateException()
        .isThrownBy(() -> sync.apply(List.of(record("b", Stores.NOW))))
        .withMessageContaining("the clock is out of range");
    clock.set(Stores.NOW);
    assertThat(sync.apply(List.of(record("b", LAST))).refused()).isEmpty();
  }
}
