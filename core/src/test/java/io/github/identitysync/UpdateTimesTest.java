package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.SettableClock;
import io.github.identitysync.testing.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When updates without a time of their own were written. */
class UpdateTimesTest {

  private static final Identity USER = Identity.external("crm", "u");

  @RegisterExtension final Stores stores = new Stores();

  private final SettableClock clock = new SettableClock();
  private IdentitySync sync;
  private Folder folder;

  @BeforeEach
  void open() {
    sync = stores.inMemory(Stores.options().withClock(clock));
    folder = sync.folder("f");
  }

  private static ProfileUpdate stamped(Identity identity, String value) {
    return written(identity, value, null);
  }

  private static ProfileUpdate written(Identity identity, String value, Instant time) {
    return new ProfileUpdate("f", identity, Map.of("n", FieldValue.text(value)), time);
  }

  private void write(String value) {
    sync.update(List.of(stamped(USER, value)));
  }

  private Field shown(Identity identity) {
    return folder.field(identity, "n").orElseThrow();
  }

  private String shown() {
    return ((FieldValue.Text) shown(USER).value()).value();
  }

  @Test
  void ofUpdatesInAListTheLaterPositionWins() {
    sync.update(List.of(stamped(USER, "z"), stamped(USER, "m"), stamped(USER, "a")));
    assertThat(shown()).isEqualTo("a");
    sync.update(List.of(stamped(USER, "c"), stamped(USER, "b"), stamped(USER, "d")));
    assertThat(shown()).isEqualTo("d");
  }

  @Test
  void thePositionCountsAmongAllIdentitiesAndFolders() {
    Identity browser = Identity.browser("b");
    Map<String, FieldValue> last = Map.of("n", FieldValue.text("a"));
    sync.update(
        List.of(
            stamped(USER, "z"),
            new ProfileUpdate("g", USER, last, null),
            stamped(browser, "y"),
            stamped(USER, "b"),
            stamped(browser, "a"),
            new ProfileUpdate("g", browser, last, null)));
    sync.apply(List.of(SyncRecord.of("f", "b", "crm", "u"), SyncRecord.of("g", "b", "crm", "u")));
    assertThat(shown()).isEqualTo("a");
    assertThat(shown(USER).source()).isEqualTo(browser);
    Field elsewhere = sync.folder("g").field(USER, "n").orElseThrow();
    assertThat(elsewhere.source()).isEqualTo(browser);
    assertThat(elsewhere.occurredAt()).isAfter(shown(USER).occurredAt());
  }

  @Test
  void ofCallsTheLaterOneWinsThoughTheClockStandsStill() {
    for (String value : List.of("z", "a", "m", "", "b")) {
      write(value);
      assertThat(shown()).isEqualTo(value);
    }
  }

  @Test
  void aClockThatGoesBackDoesNotMakeLaterUpdatesEarlier() {
    write("z");
    clock.move(Duration.ofHours(-1));
    write("b");
    assertThat(shown()).isEqualTo("b");
    clock.move(Duration.ofHours(1));
    write("a");
    assertThat(shown()).isEqualTo("a");
  }

  @Test
  void aClockThatGoesOnIsFollowed() {
    write("z");
    Duration step = Duration.ofNanos(1_000_000_001);
    clock.move(step);
    write("a");
    assertThat(shown(USER).occurredAt())
        .isBetween(Stores.NOW.plus(step), Stores.NOW.plus(step).plusNanos(1));
  }

  @Test
  void eachUpdateHasATimeOfItsOwnNearTheClocks() {
    List<ProfileUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      updates.add(stamped(Identity.browser("b" + i), "v"));
    }
    sync.update(updates);
    Instant before = Stores.NOW.minusNanos(1);
    for (ProfileUpdate update : updates) {
      Instant time = shown(update.identity()).occurredAt();
      assertThat(time).isAfter(before);
      before = time;
    }
    assertThat(before).isBefore(Stores.NOW.plusMillis(1));
  }

  @Test
  void updatesFromSeveralThreadsHaveTimesOfTheirOwn() {
    List<CompletableFuture<Void>> running = new ArrayList<>();
    List<Identity> identities = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      List<Identity> own = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        own.add(Identity.browser("b" + thread + "-" + i));
      }
      identities.addAll(own);
      running.add(
          CompletableFuture.runAsync(
              () -> own.forEach(identity -> sync.update(List.of(stamped(identity, "v")))),
              task -> new Thread(task).start()));
    }
    running.forEach(CompletableFuture::join);
    assertThat(identities)
        .extracting(identity -> shown(identity).occurredAt())
        .doesNotHaveDuplicates();
  }

  @Test
  void aTimeThatIsGivenIsTaken() {
    write("now");
    sync.update(List.of(written(USER, "later", Stores.NOW.plusSeconds(1))));
    write("now again");
    assertThat(shown()).isEqualTo("later");
    clock.move(Duration.ofSeconds(2));
    write("later still");
    assertThat(shown()).isEqualTo("later still");
    sync.update(List.of(written(USER, "earlier", Stores.NOW)));
    assertThat(shown()).isEqualTo("later still");
  }

  @Test
  void givenTimesAndStampsMayBeInOneList() {
    sync.update(
        List.of(
            stamped(USER, "z"),
            written(USER, "earlier", Stores.NOW.minusNanos(1)),
            stamped(USER, "a")));
    assertThat(shown()).isEqualTo("a");
  }

  @Test
  void aStampedUpdateIsASightingAtThatMillisecond() {
    sync.update(List.of(new ProfileUpdate("f", USER, Map.of(), null)));
    IdentitySync other = stores.inMemory();
    other.update(List.of(new ProfileUpdate("f", USER, Map.of(), Stores.NOW)));
    assertThat(folder.digest()).isEqualTo(other.folder("f").digest());
  }

  @Test
  void aStampedWriteIsANewOneThoughTheValueIsNot() {
    write("v");
    Instant before = shown(USER).occurredAt();
    assertThat(sync.update(List.of(stamped(USER, "v"))).unchanged()).isZero();
    assertThat(shown(USER).occurredAt()).isAfter(before);
    ProfileUpdate sighting = new ProfileUpdate("f", USER, Map.of(), null);
    assertThat(sync.update(List.of(sighting)).unchanged()).isEqualTo(1);
  }
}
