package io.github.identitysync;

import static io.github.identitysync.model.Identity.browser;
import static io.github.identitysync.model.Identity.external;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call of update reports, and what both calls refuse. */
class UpdateReportTest {

  private static final Identity USER = external("crm", "u");

  @RegisterExtension final Stores stores = new Stores();

  private IdentitySync sync;
  private Folder folder;

  @BeforeEach
  void open() {
    sync = stores.inMemory(Stores.anyTime(Stores.options()).withRule("all", FieldRule.UNION));
    folder = sync.folder("f");
  }

  private static ProfileUpdate update(Identity identity, long milli, String name, Object value) {
    FieldValue written =
        value instanceof String text
            ? FieldValue.text(text)
            : FieldValue.wholeNumber(((Integer) value).longValue());
    return new ProfileUpdate("f", identity, Map.of(name, written), Instant.ofEpochMilli(milli));
  }

  private static ProfileUpdate sighting(Identity identity, long milli) {
    return new ProfileUpdate("f", identity, Map.of(), Instant.ofEpochMilli(milli));
  }

  private static SyncRecord record(String browser, String user) {
    return new SyncRecord("f", browser, "crm", user, Instant.EPOCH);
  }

  private UpdateReport update(ProfileUpdate... updates) {
    return sync.update(List.of(updates));
  }

  private static UpdateReport report(int applied, int unchanged, int newIdentities) {
    return new UpdateReport(applied, unchanged, newIdentities, List.of());
  }

  @Test
  void anEmptyListDoesNothing() {
    assertThat(update()).isEqualTo(report(0, 0, 0));
    assertThat(sync.folderIds()).isEmpty();
  }

  @Test
  void aRepetitionIsUnchanged() {
    assertThat(update(update(USER, 1, "n", 1))).isEqualTo(report(1, 0, 1));
    assertThat(update(update(USER, 1, "n", 1))).isEqualTo(report(1, 1, 0));
    assertThat(update(update(USER, 1, "n", 1), update(USER, 1, "n", 1))).isEqualTo(report(2, 2, 0));
    assertThat(update(update(browser("b"), 1, "n", 1), update(browser("b"), 1, "n", 1)))
        .isEqualTo(report(2, 1, 1));
  }

  @Test
  void aTextOfAUnionIsNewWhenItIsWrittenLater() {
    assertThat(update(update(USER, 1, "all", "a"))).isEqualTo(report(1, 0, 1));
    assertThat(update(update(USER, 9, "all", 5))).isEqualTo(report(1, 0, 0));
    String before = folder.digest();
    assertThat(update(update(USER, 4, "all", "a"))).isEqualTo(report(1, 0, 0));
    assertThat(folder.field(USER, "all"))
        .contains(new Field(FieldValue.texts(List.of("a")), Instant.ofEpochMilli(4), USER));
    assertThat(folder.digest()).isNotEqualTo(before);
    assertThat(update(update(USER, 3, "all", "a"), update(USER, 4, "all", "a")))
        .isEqualTo(report(2, 2, 0));
  }

  @Test
  void aSightingIsUnchangedUnlessItIsEarlier() {
    assertThat(update(sighting(USER, 5))).isEqualTo(report(1, 0, 1));
    assertThat(update(sighting(USER, 5), sighting(USER, 6), sighting(USER, 4), sighting(USER, 4)))
        .isEqualTo(report(4, 3, 0));
    sync.apply(List.of(record("b", "u")));
    assertThat(update(sighting(USER, 1), sighting(browser("b"), 0))).isEqualTo(report(2, 2, 0));
    assertThat(update(sighting(browser("b"), -1))).isEqualTo(report(1, 0, 0));
  }

  @Test
  void whatChangesOneOfTheWritesThatAreKeptIsAChange() {
    assertThat(
            update(
                update(USER, 5, "n", 5),
                update(USER, 6, "n", 5),
                update(USER, 7, "n", 4),
                update(USER, 7, "n", 6),
                update(USER, 6, "n", 4),
                update(USER, 6, "n", 6)))
        .isEqualTo(report(6, 0, 1));
    assertThat(
            update(
                update(USER, 6, "n", 5),
                update(USER, 5, "n", 5),
                update(USER, 7, "n", 5),
                update(USER, 6, "n", 4),
                update(USER, 7, "n", 4),
                update(USER, 7, "n", 6)))
        .isEqualTo(report(6, 6, 0));
  }

  @Test
  void oneValueOfSeveralMayBeTheChange() {
    Map<String, FieldValue> values =
        Map.of("m", FieldValue.text("m"), "n", FieldValue.text("n"), "o", FieldValue.text("o"));
    ProfileUpdate three = new ProfileUpdate("f", USER, values, Instant.EPOCH);
    update(update(USER, 0, "m", "m"), update(USER, 0, "o", "o"));
    assertThat(update(three)).isEqualTo(report(1, 0, 0));
    assertThat(update(three)).isEqualTo(report(1, 1, 0));
  }

  @Test
  void aTextThatAUnionDoesNotHaveIsAChange() {
    List<ProfileUpdate> around = new ArrayList<>();
    for (String name : List.of("all", "n")) {
      around.add(update(USER, 0, name, "b"));
      around.add(update(USER, 0, name, "a"));
      around.add(update(USER, 9, name, "z"));
    }
    sync.update(around);
    assertThat(update(update(USER, 5, "n", "c"))).isEqualTo(report(1, 1, 0));
    assertThat(update(update(USER, 5, "all", "c"))).isEqualTo(report(1, 0, 0));
    assertThat(update(update(USER, 6, "all", "c"))).isEqualTo(report(1, 1, 0));
    assertThat(update(update(USER, 6, "all", "b"))).isEqualTo(report(1, 1, 0));
    assertThat(update(update(USER, 6, "all", 7))).isEqualTo(report(1, 0, 0));
    assertThat(update(update(USER, 7, "all", 8))).isEqualTo(report(1, 1, 0));
  }

  @Test
  void whatLinkedIdentitiesHaveMakesNoDifference() {
    sync.apply(List.of(record("b", "u")));
    assertThat(update(update(USER, 1, "n", 1), update(browser("b"), 1, "n", 1)))
        .isEqualTo(report(2, 0, 0));
    assertThat(update(update(browser("b"), 1, "n", 1))).isEqualTo(report(1, 1, 0));
  }

  @Test
  void identitiesOfSeveralFoldersAreSummedUp() {
    ProfileUpdate elsewhere =
        new ProfileUpdate("g", USER, Map.of("n", FieldValue.wholeNumber(1)), Instant.EPOCH);
    assertThat(update(update(USER, 0, "n", 1), elsewhere, update(USER, 0, "n", 1), elsewhere))
        .isEqualTo(report(4, 2, 2));
  }

  @Test
  void identitiesKnownThroughRecordsAreNotNew() {
    sync.apply(List.of(record("b", "u")));
    assertThat(update(sighting(USER, 1), sighting(browser("b"), 1), sighting(browser("u"), 1)))
        .isEqualTo(report(3, 2, 1));
    assertThat(sync.apply(List.of(record("u", "u"))).newIdentities()).isZero();
  }

  @Test
  void whatSaysNothingNewWritesNothing() {
    IdentitySync onDisk = stores.onDisk();
    ProfileUpdate update = update(USER, 1, "n", "v");
    onDisk.update(List.of(update));
    String digest = onDisk.folder("f").digest();
    assertThat(onDisk.update(List.of(update))).isEqualTo(report(1, 1, 0));
    assertThat(onDisk.folder("f").digest()).isEqualTo(digest);
    IdentitySync reopened = stores.reopen(onDisk);
    assertThat(reopened.update(List.of(update))).isEqualTo(report(1, 1, 0));
    assertThat(reopened.folder("f").digest()).isEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "Undefined",
        " null ",
        "\"null\"",
        "\u00a0null\ufeff",
        "(null)",
        "\\N",
        "${UUID}",
        "%7B%7Buid%7D%7D",
        "[UID]",
        "0000.0000.0000",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      })
  void updatesOfPlaceholdersAreRefused(String placeholder) {
    UpdateReport report =
        update(
            update(USER, 1, "n", 1),
            update(browser(placeholder), 1, "n", 2),
            update(browser("b"), 1, "n", 3),
            update(external("crm", placeholder), 1, "n", 4));
    assertThat(report.applied()).isEqualTo(2);
    assertThat(report.unchanged()).isZero();
    assertThat(report.newIdentities()).isEqualTo(2);
    assertThat(report.refused()).extracting(RefusedRecord::index).containsExactly(1, 3);
    assertThat(report.refused()).allSatisfy(one -> assertThat(one.reason()).isNotBlank());
    assertThat(report.refused()).isUnmodifiable();
    assertThat(folder.stats()).isEqualTo(new FolderStats(2, 0, 2, 1));
    assertThat(folder.profile(browser(placeholder))).isEmpty();
    assertThat(folder.profile(external("crm", placeholder))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "Undefined",
        " null ",
        "\"null\"",
        "\u00a0null\ufeff",
        "(null)",
        "\\N",
        "${UUID}",
        "%7B%7Buid%7D%7D",
        "[UID]",
        "0000.0000.0000",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      })
  void recordsOfPlaceholdersAreRefused(String placeholder) {
    SyncReport report =
        sync.apply(
            List.of(
                record(placeholder, "v"),
                record("b", "u"),
                record("c", placeholder),
                record("b", "u"),
                record(placeholder, placeholder)));
    assertThat(report.applied()).isEqualTo(2);
    assertThat(report.alreadyLinked()).isEqualTo(1);
    assertThat(report.newIdentities()).isEqualTo(2);
    assertThat(report.newLinks()).isEqualTo(1);
    assertThat(report.merges()).isEmpty();
    assertThat(report.refused()).extracting(RefusedRecord::index).containsExactly(0, 2, 4);
    assertThat(report.refused().get(0).reason()).contains("browserId");
    assertThat(report.refused().get(1).reason()).contains("externalSystemUserId");
    assertThat(report.refused()).isUnmodifiable();
    assertThat(folder.stats()).isEqualTo(new FolderStats(2, 1, 1, 2));
    for (Identity identity :
        List.of(browser(placeholder), external("crm", placeholder), browser("c"))) {
      assertThat(folder.profile(identity)).isEmpty();
    }
    assertThat(folder.profile(external("crm", "v"))).isEmpty();
  }

  @Test
  void whatIsAllRefusedCreatesNothing() {
    assertThat(update(update(browser("null"), 1, "n", 1)).applied()).isZero();
    assertThat(sync.apply(List.of(record("null", "u"))).applied()).isZero();
    assertThat(sync.folderIds()).isEmpty();
    assertThat(Snapshot.of(sync).folders()).isEmpty();
  }

  @Test
  void thePlaceholdersAreAnOption() {
    IdentitySync own = stores.inMemory(Stores.options().withPlaceholders(Set.of("marker nobody")));
    UpdateReport report =
        own.update(
            List.of(
                sighting(browser(" \"Marker Nobody\" "), 1),
                sighting(browser("null"), 1),
                sighting(browser("nobody"), 1)));
    assertThat(report.applied()).isEqualTo(2);
    assertThat(report.refused())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.index()).isZero();
              assertThat(refused.toString()).doesNotContainIgnoringCase("marker");
            });

    IdentitySync none = stores.inMemory(Stores.options().withPlaceholders(Set.of()));
    assertThat(none.update(List.of(sighting(browser("null"), 1)))).isEqualTo(report(1, 0, 1));
    assertThat(none.apply(List.of(record("undefined", "null"))).newLinks()).isEqualTo(1);
    assertThat(none.folder("f").stats().identities()).isEqualTo(3);
  }

  @Test
  void onlyIdentitiesMayBePlaceholders() {
    ProfileUpdate update =
        new ProfileUpdate(
            "null", external("null", "u"), Map.of("null", FieldValue.text("null")), Instant.EPOCH);
    assertThat(update(update)).isEqualTo(report(1, 0, 1));
    assertThat(sync.apply(List.of(new SyncRecord("null", "b", "null", "u", Instant.EPOCH))))
        .isEqualTo(new SyncReport(1, 0, 1, 1, List.of(), List.of()));
    assertThat(sync.folder("null").field(browser("b"), "null").orElseThrow().value())
        .isEqualTo(FieldValue.text("null"));
  }

  @Test
  void theListOfRefusedUpdatesIsACopy() {
    List<RefusedRecord> refused = new ArrayList<>();
    UpdateReport report = new UpdateReport(0, 0, 0, refused);
    refused.add(new RefusedRecord(0, "r"));
    assertThat(report.refused()).isEmpty();
  }
}
