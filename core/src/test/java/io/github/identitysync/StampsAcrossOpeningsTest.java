package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException.StorageFailed;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultPlan;
import io.github.identitysync.testing.FaultyFiles;
import io.github.identitysync.testing.SettableClock;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of two updates without a time the later one is the later write, whatever happens between them: a
 * close, a kill, a loss of power, another machine whose clock is behind.
 */
class StampsAcrossOpeningsTest {

  private static final Identity BROWSER = Identity.browser("b");

  @RegisterExtension final Stores stores = new Stores();

  private final SettableClock clock = new SettableClock();
  private final StoreOptions options = Stores.smallJournal().withClock(clock);
  private FaultyFiles files = FaultyFiles.of(FaultDisk.empty());

  static List<FaultFate> fates() {
    return List.of(FaultFate.KILLED, FaultFate.KEPT, FaultFate.DROPPED, FaultFate.torn(7));
  }

  private static ProfileUpdate city(Identity identity, String value) {
    return ProfileUpdate.of("f", identity, Map.of("city", FieldValue.text(value)));
  }

  private static void write(IdentitySync sync, String value) {
    sync.update(List.of(city(BROWSER, value)));
  }

  private static String shown(IdentitySync sync, Identity identity) {
    Field field = sync.folder("f").field(identity, "city").orElseThrow();
    return ((FieldValue.Text) field.value()).value();
  }

  private static Instant time(IdentitySync sync) {
    return sync.folder("f").field(BROWSER, "city").orElseThrow().occurredAt();
  }

  private IdentitySync open() {
    return IdentitySync.open(files, options);
  }

  /** Ends the process without a close, and goes on from what that leaves. */
  private IdentitySync openAfter(FaultFate fate, IdentitySync ended) {
    FaultDisk left = files.disk().crash(fate);
    ended.close();
    files = FaultyFiles.of(left);
    return open();
  }

  @Test
  void aClockThatIsBehindAfterAClose() {
    IdentitySync first = stores.open(stores.newDirectory(), options);
    write(first, "Lund");
    clock.move(Duration.ofSeconds(-2));
    IdentitySync second = stores.reopen(first);
    write(second, "Oslo");
    assertThat(shown(second, BROWSER)).isEqualTo("Oslo");
    clock.move(Duration.ofDays(-19_000));
    IdentitySync third = stores.reopen(second);
    assertThat(shown(third, BROWSER)).isEqualTo("Oslo");
    write(third, "Aarhus");
    assertThat(shown(third, BROWSER)).isEqualTo("Aarhus");
    assertThat(time(third)).isBetween(Stores.NOW, Stores.NOW.plusMillis(3));
  }

  @ParameterizedTest
  @MethodSource("fates")
  void aClockThatIsBehindAfterACrash(FaultFate fate) {
    IdentitySync first = open();
    write(first, "Lund");
    clock.move(Duration.ofSeconds(-2));
    try (IdentitySync second = openAfter(fate, first)) {
      write(second, "Oslo");
      assertThat(shown(second, BROWSER)).isEqualTo("Oslo");
      second.verify();
    }
  }

  /** Whatever a crash in the middle of an update leaves of it, the next update is later. */
  @ParameterizedTest
  @MethodSource("fates")
  void aCrashAnywhere(FaultFate fate) {
    int crashes = 0;
    boolean crashed = true;
    for (int stop = 0; crashed; stop++) {
      int last = stop;
      clock.set(Stores.NOW);
      files = FaultyFiles.of(FaultDisk.empty(), FaultPlan.stopAt(last, last % 2 * 700));
      String acknowledged = liveUntilItStops();
      crashed = !"zz".equals(acknowledged);
      crashes += crashed ? 1 : 0;
      files = FaultyFiles.of(files.disk().crash(fate));
      clock.move(Duration.ofHours(-1));
      try (IdentitySync sync = open()) {
        write(sync, "a");
        assertThat(shown(sync, BROWSER)).as("stopped at %d", stop).isEqualTo("a");
        sync.verify();
      }
    }
    assertThat(crashes).isGreaterThan(5);
  }

  /** Writes some values, each later than the one before, and returns the last acknowledged one. */
  private String liveUntilItStops() {
    String acknowledged = "";
    try (IdentitySync sync = open()) {
      for (String value : List.of("z", "y", "zz")) {
        clock.move(Duration.ofSeconds(1));
        write(sync, value);
        acknowledged = value;
      }
    } catch (StorageFailed e) {
      return acknowledged + " and perhaps more";
    }
    return acknowledged;
  }

  @Test
  void clocksThatJumpAndProcessesThatEnd() {
    Random random = new Random(5);
    Map<Identity, String> last = new HashMap<>();
    IdentitySync sync = open();
    for (int step = 0; step < 400; step++) {
      clock.set(Stores.NOW.plusNanos(random.nextLong(4_000_000_000L) - 2_000_000_000L));
      switch (random.nextInt(8)) {
        case 0 -> {
          sync.verify();
          sync.close();
          sync = open();
        }
        case 1 -> sync = openAfter(fates().get(random.nextInt(4)), sync);
        case 2 -> sync.apply(List.of(SyncRecord.of("g", "b" + step, "crm", "u")));
        default -> {
          List<ProfileUpdate> updates = new ArrayList<>();
          for (int i = random.nextInt(4); i >= 0; i--) {
            Identity identity = Identity.browser("b" + random.nextInt(3));
            String value = "v" + random.nextInt(100);
            updates.add(city(identity, value));
            last.put(identity, value);
          }
          sync.update(updates);
        }
      }
      IdentitySync now = sync;
      last.forEach((identity, value) -> assertThat(shown(now, identity)).isEqualTo(value));
    }
    sync.verify();
    sync.close();
  }

  @Test
  void theLastNanosecondCounts() {
    clock.set(Stores.NOW.plusNanos(999_999_999));
    IdentitySync first = open();
    write(first, "z");
    Instant before = time(first);
    clock.set(Stores.NOW.plusNanos(999_999_998));
    try (IdentitySync second = openAfter(FaultFate.KILLED, first)) {
      write(second, "a");
      assertThat(time(second)).isAfter(before).isBefore(before.plusMillis(2));
      assertThat(shown(second, BROWSER)).isEqualTo("a");
    }
  }

  @Test
  void stampsBefore1970() {
    StoreOptions early = Stores.anyTime(options);
    clock.set(Instant.ofEpochSecond(-100, 5));
    try (IdentitySync first = IdentitySync.open(files, early)) {
      write(first, "z");
    }
    clock.move(Duration.ofSeconds(-50));
    try (IdentitySync second = IdentitySync.open(files, early)) {
      write(second, "a");
      assertThat(shown(second, BROWSER)).isEqualTo("a");
      assertThat(time(second)).isBefore(Instant.ofEpochSecond(-99));
      second.verify();
    }
  }

  @Test
  void whatTheThreadsOfOneProcessWroteIsEarlierThanWhatTheNextOneWrites() {
    IdentitySync first = open();
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      String value = "z" + thread;
      writers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 50; i++) {
                  write(first, value);
                }
              },
              task -> new Thread(task).start()));
    }
    writers.forEach(CompletableFuture::join);
    clock.move(Duration.ofSeconds(-1));
    try (IdentitySync second = openAfter(FaultFate.DROPPED, first)) {
      write(second, "a");
      assertThat(shown(second, BROWSER)).isEqualTo("a");
      second.verify();
    }
  }

  @Test
  void anIdentityThatComesLaterIsNotSeenEarlier() {
    IdentitySync first = open();
    first.apply(List.of(SyncRecord.of("f", "old", "crm", "u")));
    clock.move(Duration.ofHours(-1));
    IdentitySync given = stores.inMemory();
    try (IdentitySync second = openAfter(FaultFate.KILLED, first)) {
      second.apply(List.of(SyncRecord.of("f", "new", "crm", "v")));
      second.update(List.of(ProfileUpdate.of("f", Identity.browser("newer"), Map.of())));
      given.apply(
          List.of(
              new SyncRecord("f", "old", "crm", "u", Stores.NOW),
              new SyncRecord("f", "new", "crm", "v", Stores.NOW)));
      given.update(
          List.of(new ProfileUpdate("f", Identity.browser("newer"), Map.of(), Stores.NOW)));
      assertThat(second.folder("f").digest()).isEqualTo(given.folder("f").digest());
      second.verify();
    }
  }

  @Test
  void timesThatAreGivenDoNotMoveTheClock() {
    IdentitySync first = open();
    Instant future = Stores.NOW.plusSeconds(1_000_000);
    first.apply(List.of(new SyncRecord("f", "b", "crm", "u", future)));
    first.update(List.of(new ProfileUpdate("f", BROWSER, Map.of(), future)));
    try (IdentitySync second = openAfter(FaultFate.KILLED, first)) {
      assertThat(second.health().clockBehind()).isEmpty();
      write(second, "now");
      assertThat(time(second)).isEqualTo(Stores.NOW);
    }
  }

  @Test
  void whatSaysNothingNewWritesNothingThoughTheClockGoesOn() {
    try (IdentitySync sync = open()) {
      List<SyncRecord> records = List.of(SyncRecord.of("f", "b", "crm", "u"));
      List<ProfileUpdate> sightings = List.of(ProfileUpdate.of("f", BROWSER, Map.of()));
      List<ProfileUpdate> timed =
          List.of(new ProfileUpdate("f", BROWSER, Map.of("n", FieldValue.text("v")), Stores.NOW));
      sync.apply(records);
      sync.update(timed);
      int operations = files.operations();
      clock.move(Duration.ofSeconds(1));
      sync.apply(records);
      sync.update(sightings);
      assertThat(sync.update(timed).unchanged()).isEqualTo(1);
      assertThat(files.operations()).isEqualTo(operations);
    }
    int operations = files.operations();
    IdentitySync again = open();
    int opening = files.operations() - operations;
    again.close();
    operations = files.operations();
    again = open();
    assertThat(files.operations() - operations).isEqualTo(opening);
    again.close();
  }

  @ParameterizedTest
  @MethodSource("io.github.identitysync.GoldenStoresTest#all")
  void aStoreThatHasNoStampYet(GoldenStore golden) throws IOException {
    var directory = stores.newDirectory();
    golden.copyTo(directory);
    StoreOptions own = GoldenStore.options().withClock(clock);
    IdentitySync first = stores.open(directory, own);
    assertThat(first.health().clockBehind()).isEmpty();
    write(first, "z");
    clock.move(Duration.ofSeconds(-2));
    IdentitySync second = stores.reopen(first);
    assertThat(second.health().clockBehind()).isPresent();
    write(second, "a");
    assertThat(shown(second, BROWSER)).isEqualTo("a");
  }
}
