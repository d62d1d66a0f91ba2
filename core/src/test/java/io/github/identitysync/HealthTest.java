package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException.StorageFailed;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Canary;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultOperation;
import io.github.identitysync.testing.FaultPlan;
import io.github.identitysync.testing.FaultyFiles;
import io.github.identitysync.testing.SettableClock;
import io.github.identitysync.testing.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a store says of itself. */
class HealthTest {

  private static final Identity BROWSER = Identity.browser(Canary.TEXT);
  private static final Map<String, FieldValue> VALUES =
      Map.of(Canary.TEXT, FieldValue.text(Canary.TEXT));
  private static final List<ProfileUpdate> UPDATE =
      List.of(ProfileUpdate.of(Canary.TEXT, BROWSER, VALUES));

  @RegisterExtension final Stores stores = new Stores();

  private final SettableClock clock = new SettableClock();
  private final StoreOptions options = Stores.options().withClock(clock);

  private static void assertHealth(IdentitySync sync, Health.State state, Instant since) {
    assertThat(sync.health().state()).isEqualTo(state);
    assertThat(sync.health().since()).isEqualTo(since);
  }

  /** Lets an update fail. */
  private void fail(IdentitySync sync, FaultyFiles files) {
    files.stop();
    assertThatExceptionOfType(StorageFailed.class).isThrownBy(() -> sync.update(UPDATE));
  }

  @Test
  void anOpenStore() {
    IdentitySync sync = stores.inMemory(options);
    clock.move(Duration.ofSeconds(1));
    sync.update(UPDATE);
    assertHealth(sync, Health.State.OPEN, Stores.NOW);
    assertThat(sync.health().reason()).isEmpty();
    assertThat(sync.health().clockBehind()).isEmpty();
    assertThat(sync.health().toString()).contains("OPEN", "2024-02-29T12:00:00Z");
  }

  @Test
  void aClosedStore() {
    IdentitySync sync = stores.onDisk();
    sync.close();
    assertHealth(sync, Health.State.CLOSED, Stores.NOW);
    assertThat(sync.health().reason()).isEmpty();
  }

  @Test
  void closingAgainChangesNothing() {
    IdentitySync sync = stores.inMemory(options);
    clock.move(Duration.ofSeconds(1));
    sync.close();
    clock.move(Duration.ofSeconds(1));
    sync.close();
    assertHealth(sync, Health.State.CLOSED, Stores.NOW.plusSeconds(1));
  }

  @Test
  void aStoreThatFailed() {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    IdentitySync sync = IdentitySync.open(files, options);
    sync.update(UPDATE);
    clock.move(Duration.ofSeconds(5));
    fail(sync, files);
    clock.move(Duration.ofSeconds(5));
    fail(sync, files);
    assertHealth(sync, Health.State.FAILED, Stores.NOW.plusSeconds(5));
    assertThat(sync.health().reason()).contains("IOException: stopped before");
    assertThat(sync.health().toString()).doesNotContain(Canary.SONG);

    clock.move(Duration.ofSeconds(5));
    sync.close();
    assertHealth(sync, Health.State.CLOSED, Stores.NOW.plusSeconds(15));
    assertThat(sync.health().reason()).contains("IOException: stopped before");

    try (IdentitySync again = IdentitySync.open(FaultyFiles.of(files.disk()), options)) {
      assertHealth(again, Health.State.OPEN, Stores.NOW.plusSeconds(15));
      again.verify();
    }
  }

  /** A checkpoint comes after the calls of its commit were told that all is well. */
  @Test
  void aFailureOfNoCall() {
    AtomicBoolean isCreated = new AtomicBoolean();
    FaultyFiles files =
        FaultyFiles.of(
            FaultDisk.empty(),
            (number, operation, before) -> {
              if (isCreated.get()
                  && operation instanceof FaultOperation.Write write
                  && write.name().equals(CrashLife.BASE)) {
                clock.move(Duration.ofSeconds(5));
                throw new FaultPlan.Fault(number, null, true);
              }
            });
    IdentitySync sync = IdentitySync.open(files, Stores.smallJournal().withClock(clock));
    isCreated.set(true);
    assertThatExceptionOfType(StorageFailed.class)
        .isThrownBy(
            () -> {
              for (int i = 0; true; i++) {
                sync.apply(List.of(SyncRecord.of("f", "b" + i, "crm", "-".repeat(1_000) + i)));
              }
            });
    assertHealth(sync, Health.State.FAILED, Stores.NOW.plusSeconds(5));
    sync.close();
  }

  @Test
  void anErrorOfUnknownOriginIsNamedByItsTypeOnly() {
    Vitals vitals = new Vitals(clock);
    vitals.fail(new IllegalArgumentException(Canary.TEXT));
    vitals.fail(new IllegalStateException());
    assertThat(vitals.health(null).reason()).contains("IllegalArgumentException");
  }

  @Test
  void neitherTheCommitterNorTheDiskIsWaitedFor() {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean blocks = new AtomicBoolean();
    FaultyFiles files =
        FaultyFiles.of(
            FaultDisk.empty(),
            (number, operation, before) -> {
              if (blocks.get()) {
                waiting.countDown();
                await(goOn);
              }
            });
    try (IdentitySync sync = IdentitySync.open(files, options)) {
      blocks.set(true);
      CompletableFuture<Void> update = CompletableFuture.runAsync(() -> sync.update(UPDATE));
      await(waiting);
      assertHealth(sync, Health.State.OPEN, Stores.NOW);
      goOn.countDown();
      update.join();
      sync.verify();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aClockThatGoesBackWhileTheStoreIsOpen() {
    IdentitySync sync = stores.inMemory(options);
    sync.update(UPDATE);
    sync.update(UPDATE);
    assertThat(sync.health().clockBehind()).isEmpty();
    clock.move(Duration.ofHours(-1));
    assertThat(sync.health().clockBehind()).contains(Duration.ofHours(1).plusNanos(1));
    sync.apply(List.of(SyncRecord.of("f", "b", "crm", "u")));
    clock.move(Duration.ofMinutes(59));
    assertThat(sync.health().clockBehind()).contains(Duration.ofMinutes(1).plusNanos(1));
    clock.move(Duration.ofMinutes(1));
    assertThat(sync.health().clockBehind()).isEmpty();
  }

  @Test
  void aClockThatLeapsForthAndComesBack() {
    IdentitySync sync = stores.open(stores.newDirectory(), options);
    clock.move(Duration.ofDays(3_650));
    sync.apply(List.of(SyncRecord.of("f", "b", "crm", "u")));
    clock.move(Duration.ofDays(-3_650));
    assertThat(sync.health().clockBehind()).contains(Duration.ofDays(3_650));
    IdentitySync again = stores.reopen(sync);
    assertThat(again.health().clockBehind()).contains(Duration.ofDays(3_650));
    assertThat(sync.health().clockBehind()).contains(Duration.ofDays(3_650));
  }

  @Test
  void aClockThatIsBehindAtOpening() {
    IdentitySync sync = stores.open(stores.newDirectory(), options);
    sync.update(UPDATE);
    clock.move(Duration.ofSeconds(-2));
    IdentitySync again = stores.reopen(sync);
    assertThat(again.health().clockBehind()).contains(Duration.ofSeconds(2));
    clock.move(Duration.ofSeconds(3));
    assertThat(again.health().clockBehind()).isEmpty();
  }

  @Test
  void clocksThatAreNoUse() {
    for (Instant time : List.of(Instant.MIN, Instant.MAX)) {
      clock.set(time);
      Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
      IdentitySync sync = stores.inMemory(options);
      assertThat(sync.health().state()).isEqualTo(Health.State.OPEN);
      assertThat(sync.health().since()).isAfterOrEqualTo(before);
    }
    IdentitySync sync = stores.inMemory(options.withClock(new FailingClock()));
    sync.apply(List.of(new SyncRecord("f", "b", "crm", "u", Stores.NOW)));
    assertThat(sync.health().state()).isEqualTo(Health.State.OPEN);
    assertThat(sync.health().clockBehind()).isEmpty();
    sync.close();
    assertThat(sync.health().state()).isEqualTo(Health.State.CLOSED);
  }

  private static final class FailingClock extends Clock {
    @Override
    public Instant instant() {
      throw new IllegalStateException("no time");
    }

    @Override
    public ZoneId getZone() {
      throw new IllegalStateException("no zone");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
