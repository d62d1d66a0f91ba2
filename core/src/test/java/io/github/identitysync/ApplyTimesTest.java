package io.github.identitysync;

import static io.github.identitysync.model.Identity.external;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.SettableClock;
import io.github.identitysync.testing.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When records without a time of their own were seen. */
class ApplyTimesTest {

  @RegisterExtension final Stores stores = new Stores();

  private static SyncRecord stamped(String browser, String user) {
    return SyncRecord.of("f", browser, "crm", user);
  }

  private static SyncRecord seen(String browser, String user, Instant time) {
    return new SyncRecord("f", browser, "crm", user, time);
  }

  private String digestOf(SyncRecord... records) {
    IdentitySync sync = stores.inMemory(Stores.anyTime(Stores.options()));
    sync.apply(List.of(records));
    return sync.folder("f").digest();
  }

  private static Identity canonical(IdentitySync sync, String browser) {
    return sync.folder("f").profile(Identity.browser(browser)).orElseThrow().canonical();
  }

  @Test
  void aRecordWithoutATimeIsStampedByTheClock() {
    assertThat(digestOf(stamped("b", "u"))).isEqualTo(digestOf(seen("b", "u", Stores.NOW)));
    assertThat(digestOf(stamped("b", "u")))
        .isNotEqualTo(digestOf(seen("b", "u", Stores.NOW.plusMillis(1))));
  }

  @Test
  void whatIsBelowAMillisecondMakesNoDifference() {
    Instant time = Instant.parse("1969-12-31T23:59:59.999999999Z");
    assertThat(digestOf(seen("b", "u", time)))
        .isEqualTo(digestOf(seen("b", "u", Instant.ofEpochMilli(-1))))
        .isNotEqualTo(digestOf(seen("b", "u", Instant.EPOCH)));
  }

  @Test
  void recordsOfOneCallHaveOneTime() {
    SettableClock clock = new SettableClock();
    IdentitySync sync = stores.inMemory(Stores.options().withClock(clock));
    sync.apply(List.of(stamped("b", "u"), stamped("c", "v"), seen("d", "w", Stores.NOW)));
    assertThat(sync.folder("f").digest())
        .isEqualTo(
            digestOf(
                seen("b", "u", Stores.NOW),
                seen("c", "v", Stores.NOW),
                seen("d", "w", Stores.NOW)));
  }

  @Test
  void laterCallsHaveLaterTimes() {
    SettableClock clock = new SettableClock();
    IdentitySync sync = stores.inMemory(Stores.options().withClock(clock));
    for (int i = 0; i < 20; i++) {
      sync.apply(List.of(stamped("b", "u" + i)));
      clock.move(Duration.ofMillis(1));
    }
    assertThat(canonical(sync, "b")).isEqualTo(external("crm", "u0"));
  }

  @Test
  void aClockThatGoesBackDoesNotMakeLaterRecordsEarlier() {
    SettableClock clock = new SettableClock();
    IdentitySync sync = stores.inMemory(Stores.options().withClock(clock));
    sync.apply(List.of(stamped("b", "u")));
    clock.move(Duration.ofHours(-1));
    sync.apply(List.of(stamped("c", "v")));
    assertThat(sync.folder("f").digest())
        .isEqualTo(digestOf(seen("b", "u", Stores.NOW), seen("c", "v", Stores.NOW)));
  }

  @Test
  void aStampedRecordThatIsKnownAddsNothing() {
    SettableClock clock = new SettableClock();
    IdentitySync sync = stores.inMemory(Stores.options().withClock(clock));
    sync.apply(List.of(stamped("b", "u")));
    String digest = sync.folder("f").digest();
    clock.move(Duration.ofSeconds(1));
    assertThat(sync.apply(List.of(stamped("b", "u"))).alreadyLinked()).isEqualTo(1);
    assertThat(sync.folder("f").digest()).isEqualTo(digest);
  }
}
