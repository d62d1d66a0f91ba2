package io.github.identitysync;

import static io.github.identitysync.model.Identity.browser;
import static io.github.identitysync.model.Identity.external;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Stores;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call of apply reports, and what it does to profiles. */
class ApplyTest {

  @RegisterExtension final Stores stores = new Stores();

  private IdentitySync sync;
  private Folder folder;

  @BeforeEach
  void open() {
    sync = stores.inMemory();
    folder = sync.folder("f");
  }

  private static SyncRecord record(String browser, String user, long time) {
    return new SyncRecord("f", browser, "crm", user, Instant.ofEpochMilli(time));
  }

  private SyncReport apply(SyncRecord... records) {
    return sync.apply(List.of(records));
  }

  private Profile profileOf(String browser) {
    return folder.profile(browser(browser)).orElseThrow();
  }

  private static SyncReport report(
      int applied, int alreadyLinked, int newIdentities, int newLinks, ProfileMerge... merges) {
    return new SyncReport(
        applied, alreadyLinked, newIdentities, newLinks, List.of(merges), List.of());
  }

  @Test
  void theExampleOfTheDesign() {
    SyncReport report = apply(SyncRecord.of("00000000000aaaaa", "123", "crm123", "user123"));
    assertThat(report).isEqualTo(report(1, 0, 2, 1));

    Folder example = sync.folder("00000000000aaaaa");
    Profile profile = example.profile(external("crm123", "user123")).orElseThrow();
    assertThat(profile.folderId()).isEqualTo("00000000000aaaaa");
    assertThat(profile.identities()).hasToString("[crm123:user123, browser:123]");
    assertThat(profile.canonical()).isEqualTo(external("crm123", "user123"));
    assertThat(profile.id().value().version()).isEqualTo(8);
    assertThat(profile.id().value().variant()).isEqualTo(2);
    assertThat(example.profile(browser("123"))).contains(profile);
    assertThat(example.profile(profile.id())).contains(profile);
    assertThat(example.profile(ProfileId.parse(profile.id().toString()))).contains(profile);
  }

  @Test
  void anEmptyBatchDoesNothing() {
    assertThat(apply()).isEqualTo(report(0, 0, 0, 0));
    assertThat(sync.folderIds()).isEmpty();
  }

  @Test
  void aRecordAppliedAgainIsAlreadyLinked() {
    apply(record("b", "u", 1));
    String digest = folder.digest();

    assertThat(apply(record("b", "u", 1))).isEqualTo(report(1, 1, 0, 0));
    assertThat(apply(record("b", "u", 2))).isEqualTo(report(1, 1, 0, 0));
    assertThat(folder.digest()).isEqualTo(digest);
  }

  @Test
  void aRecordTwiceInABatchIsAlreadyLinkedTheSecondTime() {
    assertThat(apply(record("b", "u", 1), record("b", "u", 1))).isEqualTo(report(2, 1, 2, 1));
    assertThat(folder.stats()).isEqualTo(new FolderStats(2, 1, 1, 2));
  }

  @Test
  void identitiesOfSeveralRecordsAreCountedOnce() {
    assertThat(apply(record("b", "u", 1), record("b", "v", 1), record("c", "u", 1)))
        .isEqualTo(report(3, 0, 4, 3));
    assertThat(folder.stats()).isEqualTo(new FolderStats(4, 3, 1, 4));
  }

  @Test
  void aBatchOfSeveralFoldersIsSummedUp() {
    SyncRecord elsewhere = new SyncRecord("g", "b", "crm", "u", Instant.EPOCH);
    assertThat(apply(record("b", "u", 1), elsewhere, record("b", "v", 1), elsewhere))
        .isEqualTo(report(4, 1, 5, 3));
    assertThat(sync.folderIds()).containsExactly("f", "g");
  }

  @Test
  void joiningTwoProfilesReportsBothIdsAndBothStayValid() {
    apply(record("b", "u", 1), record("c", "v", 2));
    Profile older = profileOf("b");
    Profile younger = profileOf("c");

    assertThat(apply(record("b", "v", 3)))
        .isEqualTo(report(1, 0, 0, 1, new ProfileMerge("f", older.id(), younger.id())));
    Profile joined = profileOf("c");
    assertThat(joined.id()).isEqualTo(older.id());
    assertThat(joined.canonical()).isEqualTo(external("crm", "u"));
    assertThat(joined.identities())
        .containsExactly(external("crm", "u"), external("crm", "v"), browser("b"), browser("c"));
    assertThat(folder.profile(older.id())).contains(joined);
    assertThat(folder.profile(younger.id())).contains(joined);
    assertThat(apply(record("c", "u", 4))).isEqualTo(report(1, 0, 0, 1));
  }

  @Test
  void aSurvivorMayBeAbsorbedInTurn() {
    apply(record("b", "u", 3), record("c", "v", 2), record("d", "w", 1));
    ProfileId u = profileOf("b").id();
    ProfileId v = profileOf("c").id();
    ProfileId w = profileOf("d").id();

    assertThat(apply(record("b", "v", 9), record("b", "w", 9)).merges())
        .containsExactly(new ProfileMerge("f", v, u), new ProfileMerge("f", w, v));
    assertThat(List.of(u, v, w))
        .allSatisfy(id -> assertThat(folder.profile(id)).contains(profileOf("b")));
  }

  @Test
  void aMergeNamesTheIdsThatTheProfilesHadAlsoIfItsRecordIsTheEarliest() {
    apply(record("b", "u", 10), record("c", "v", 20));
    ProfileId u = profileOf("b").id();
    ProfileId v = profileOf("c").id();

    assertThat(apply(record("b", "v", 5)).merges()).containsExactly(new ProfileMerge("f", v, u));
  }

  /** Then neither id is the profile's any longer, and the younger profile counts as absorbed. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMergeMayMakeAnIdentityCanonicalThatWasNot(boolean browserIsOfTheOlder) {
    apply(record("b", "u", 4), record("b2", "u", 6), record("b", "u2", 6));
    apply(record("c", "v", 5), record("c2", "v", 7), record("c", "v2", 7));
    ProfileId younger = profileOf("c").id();

    SyncReport report = apply(browserIsOfTheOlder ? record("b2", "v2", 1) : record("c2", "u2", 1));
    Profile joined = profileOf("b");
    assertThat(joined.canonical()).isEqualTo(external("crm", browserIsOfTheOlder ? "v2" : "u2"));
    assertThat(report.merges()).containsExactly(new ProfileMerge("f", joined.id(), younger));
  }

  @Test
  void profilesOfTheSameBatchMergeWhenALaterRecordJoinsThem() {
    assertThat(apply(record("b", "u", 1), record("c", "v", 2), record("b", "v", 3)).merges())
        .singleElement()
        .satisfies(
            merge -> {
              assertThat(merge.survivor()).isEqualTo(profileOf("b").id());
              assertThat(folder.profile(merge.absorbed())).contains(profileOf("c"));
            });
    assertThat(apply(record("d", "x", 1), record("d", "y", 2), record("e", "y", 3)).merges())
        .isEmpty();
  }

  @Test
  void theEarliestTimeOfABatchCountsWhicheverRecordComesFirst() {
    apply(record("b", "u", 5), record("b", "v", 1), record("b", "u", 3));
    assertThat(profileOf("b").canonical()).isEqualTo(external("crm", "v"));

    apply(record("b", "u", 0), record("b", "u", 7));
    assertThat(profileOf("b").canonical()).isEqualTo(external("crm", "u"));
  }

  @Test
  void anEarlierTimeMayChangeTheCanonicalIdentityAndOldIdsStayValid() {
    apply(record("b", "u", 10), record("b", "v", 20));
    Profile before = profileOf("b");
    String digest = folder.digest();
    assertThat(before.canonical()).isEqualTo(external("crm", "u"));

    assertThat(apply(record("b", "v", 5))).isEqualTo(report(1, 1, 0, 0));
    Profile after = profileOf("b");
    assertThat(after.canonical()).isEqualTo(external("crm", "v"));
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.identities()).isEqualTo(before.identities());
    assertThat(folder.profile(before.id())).contains(after);
    assertThat(folder.profile(after.id())).contains(after);
    assertThat(folder.digest()).isNotEqualTo(digest);
  }

  @Test
  void anEarlierTimeThatMovesNoCanonicalIdentityIsAFactAllTheSame() {
    apply(record("b", "u", 10), record("b", "v", 20));
    Profile before = profileOf("b");
    String digest = folder.digest();
    apply(record("b", "v", 15));
    assertThat(profileOf("b")).isEqualTo(before);
    assertThat(folder.digest()).isNotEqualTo(digest);
  }

  @Test
  void anIdAbsorbedLongAgoStillFindsTheProfileAfterReopening() {
    IdentitySync onDisk = stores.onDisk();
    onDisk.apply(List.of(record("b", "u", 1), record("c", "v", 2)));
    ProfileId absorbed = onDisk.folder("f").profile(browser("c")).orElseThrow().id();
    onDisk.apply(List.of(record("b", "v", 3)));
    Folder reopened = stores.reopen(onDisk).folder("f");
    assertThat(reopened.profile(absorbed)).isEqualTo(reopened.profile(browser("b"))).isPresent();
  }
}
