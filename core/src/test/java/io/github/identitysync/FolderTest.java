package io.github.identitysync;

import static io.github.identitysync.model.Identity.browser;
import static io.github.identitysync.model.Identity.external;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Stores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FolderTest {

  private static final ProfileId UNKNOWN_ID =
      ProfileId.parse("00000000-0000-8000-8000-000000000000");

  @RegisterExtension final Stores stores = new Stores();

  private IdentitySync sync;
  private Folder folder;

  @BeforeEach
  void open() {
    sync = stores.inMemory();
    folder = sync.folder("f");
  }

  private void link(String browser, String user) {
    sync.apply(List.of(SyncRecord.of("f", browser, "crm", user)));
  }

  @Test
  void aViewCreatesNothing() {
    assertThat(folder.id()).isEqualTo("f");
    assertThat(folder.profile(browser("b"))).isEmpty();
    assertThat(folder.profile(UNKNOWN_ID)).isEmpty();
    assertThat(folder.sameProfile(browser("b"), browser("b"))).isFalse();
    assertThat(folder.profileId(browser("b"))).isEmpty();
    assertThat(folder.profiles()).isEmpty();
    assertThat(folder.profiles(List.of(browser("b"), browser("c")))).isEmpty();
    assertThat(folder.page(1)).isEqualTo(new ProfilePage(List.of(), Optional.empty()));
    assertThat(folder.stats()).isEqualTo(new FolderStats(0, 0, 0, 0));
    assertThat(folder.digest()).isEqualTo("0".repeat(32));
    assertThat(sync.folderIds()).isEmpty();
  }

  @Test
  void aViewMadeBeforeTheFirstRecordSeesIt() {
    folder.stats();
    link("b", "u");
    assertThat(folder.profile(browser("b"))).isPresent();
    assertThat(folder.digest()).isNotEqualTo("0".repeat(32)).hasSize(32).matches("[0-9a-f]+");
  }

  @Test
  void anUnknownIdentityHasNoProfile() {
    link("b", "u");
    for (Identity unknown :
        List.of(
            browser("u"),
            browser("B"),
            browser("b "),
            browser("crm:u"),
            external("crm", "b"),
            external("CRM", "u"),
            external("cr", "mu"))) {
      assertThat(folder.profile(unknown)).isEmpty();
      assertThat(folder.profileId(unknown)).isEmpty();
      assertThat(folder.sameProfile(unknown, browser("b"))).isFalse();
      assertThat(folder.sameProfile(browser("b"), unknown)).isFalse();
      assertThat(folder.sameProfile(unknown, unknown)).isFalse();
    }
  }

  @Test
  void identitiesOfOneProfileAreTheSame() {
    link("b", "u");
    link("c", "u");
    link("d", "v");
    assertThat(folder.sameProfile(browser("b"), browser("c"))).isTrue();
    assertThat(folder.sameProfile(browser("b"), browser("b"))).isTrue();
    assertThat(folder.sameProfile(browser("c"), external("crm", "u"))).isTrue();
    assertThat(folder.sameProfile(browser("b"), browser("d"))).isFalse();
    assertThat(folder.sameProfile(external("crm", "u"), external("crm", "v"))).isFalse();
  }

  @Test
  void anUnknownProfileIdHasNoProfile() {
    link("b", "u");
    ProfileId known = folder.profile(browser("b")).orElseThrow().id();
    UUID uuid = known.value();
    for (int bit = 0; bit < 64; bit++) {
      long high = uuid.getMostSignificantBits();
      long low = uuid.getLeastSignificantBits();
      assertThat(folder.profile(new ProfileId(new UUID(high ^ (1L << bit), low)))).isEmpty();
      assertThat(folder.profile(new ProfileId(new UUID(high, low ^ (1L << bit))))).isEmpty();
    }
    assertThat(folder.profile(known)).isPresent();
  }

  @Test
  void aProfileIdOfAnotherFolderHasNoProfile() {
    sync.apply(List.of(SyncRecord.of("f", "b", "crm", "u"), SyncRecord.of("g", "b", "crm", "u")));
    ProfileId inF = folder.profile(browser("b")).orElseThrow().id();
    ProfileId inG = sync.folder("g").profile(browser("b")).orElseThrow().id();
    assertThat(inF).isNotEqualTo(inG);
    assertThat(folder.profile(inG)).isEmpty();
    assertThat(sync.folder("g").profile(inF)).isEmpty();
  }

  @Test
  void theIdOfAProfileIsThatOfEachOfItsIdentities() {
    link("b", "u");
    link("c", "v");
    ProfileId older = folder.profileId(browser("b")).orElseThrow();
    ProfileId younger = folder.profileId(external("crm", "v")).orElseThrow();
    assertThat(older).isNotEqualTo(younger);
    link("c", "u");
    ProfileId joined = folder.profile(browser("c")).orElseThrow().id();
    assertThat(joined).isIn(older, younger);
    for (Identity identity : folder.profile(joined).orElseThrow().identities()) {
      assertThat(folder.profileId(identity)).contains(joined);
    }
  }

  @Test
  void profilesOfIdentitiesAreGivenInTheirOrderAndOncePerProfile() {
    link("b", "u");
    link("c", "u");
    link("d", "v");
    link("e", "w");
    List<Identity> asked =
        List.of(browser("d"), browser("unknown"), browser("c"), external("crm", "u"), browser("d"));
    Map<Identity, Profile> profiles = folder.profiles(asked);
    assertThat(profiles.keySet()).containsExactly(browser("d"), browser("c"), external("crm", "u"));
    profiles.forEach((identity, profile) -> assertThat(folder.profile(identity)).contains(profile));
    assertThat(profiles.get(browser("c"))).isSameAs(profiles.get(external("crm", "u")));
    assertThat(profiles).isUnmodifiable();
    assertThat(folder.profiles(List.of())).isEmpty();
    assertThat(folder.profiles(List.of(browser("unknown")))).isEmpty();
  }

  @Test
  void profilesOfIdentitiesHaveTheirFields() {
    link("b", "u");
    link("c", "v");
    Map<String, FieldValue> values = Map.of("n", FieldValue.wholeNumber(1));
    sync.update(List.of(ProfileUpdate.of("f", browser("b"), values)));
    Map<Identity, Profile> profiles = folder.profiles(List.of(browser("c"), external("crm", "u")));
    assertThat(profiles.get(browser("c")).fields()).isEmpty();
    Field field = profiles.get(external("crm", "u")).fields().get("n");
    assertThat(field.value()).isEqualTo(FieldValue.wholeNumber(1));
    assertThat(field.source()).isEqualTo(browser("b"));
  }

  @Test
  void aProfileIsASnapshot() {
    link("b", "u");
    Profile before = folder.profile(browser("b")).orElseThrow();
    link("c", "u");
    assertThat(before.identities()).containsExactly(external("crm", "u"), browser("b"));
    assertThat(before.identities()).isUnmodifiable();
  }

  @Test
  void identitiesOfAProfileAreSorted() {
    for (String user : List.of("m", "z", "a", "\ud83d\ude00", "\uffff")) {
      link("b-" + user, "m");
      link("b", user);
    }
    List<Identity> identities = folder.profile(browser("b")).orElseThrow().identities();
    assertThat(identities).hasSize(11).isSorted().doesNotHaveDuplicates();
    assertThat(identities.get(0)).isEqualTo(external("crm", "a"));
  }

  @Test
  void profilesGivesEveryProfileOnce() {
    for (int i = 0; i < 1_000; i++) {
      link("b" + i, "u" + i / 3);
    }
    List<Profile> profiles;
    try (Stream<Profile> stream = folder.profiles()) {
      profiles = stream.toList();
    }
    assertThat(profiles).hasSize(334).doesNotHaveDuplicates();
    assertThat(profiles.stream().mapToInt(profile -> profile.identities().size()).sum())
        .isEqualTo(1_334);
    assertThat(profiles)
        .allSatisfy(profile -> assertThat(folder.profile(profile.id())).contains(profile));
  }

  @Test
  void profilesMayBeLeftUnread() {
    link("b", "u");
    link("c", "v");
    try (Stream<Profile> stream = folder.profiles()) {
      assertThat(stream.findFirst()).isPresent();
    }
    try (Stream<Profile> unread = folder.profiles()) {
      assertThat(unread.isParallel()).isFalse();
    }
    try (Stream<Profile> stream = folder.profiles()) {
      assertThat(stream.parallel().toList()).hasSize(2);
    }
  }

  @Test
  void statsFollowEveryCall() {
    link("b", "u");
    assertThat(folder.stats()).isEqualTo(new FolderStats(2, 1, 1, 2));
    link("c", "v");
    assertThat(folder.stats()).isEqualTo(new FolderStats(4, 2, 2, 2));
    link("b", "v");
    assertThat(folder.stats()).isEqualTo(new FolderStats(4, 3, 1, 4));
    link("c", "u");
    assertThat(folder.stats()).isEqualTo(new FolderStats(4, 4, 1, 4));
  }

  @Test
  void folderIdsThatNoRecordCanHaveAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> sync.folder(null));
    for (String id :
        List.of("", " ", "\t\n", "\u00a0", "\0\u200b", "a\ud800", "\udc00", "\ude00\ud83d")) {
      assertThatIllegalArgumentException().isThrownBy(() -> sync.folder(id));
    }
  }

  @Test
  void nullIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> folder.profile((Identity) null));
    assertThatNullPointerException().isThrownBy(() -> folder.profile((ProfileId) null));
    assertThatNullPointerException().isThrownBy(() -> folder.profileId(null));
    assertThatNullPointerException().isThrownBy(() -> folder.profiles(null));
    assertThatNullPointerException()
        .isThrownBy(() -> folder.profiles(Arrays.asList(browser("b"), null)));
    assertThatNullPointerException().isThrownBy(() -> folder.page(null, 1));
    assertThatNullPointerException().isThrownBy(() -> folder.sameProfile(null, browser("b")));
    assertThatNullPointerException().isThrownBy(() -> folder.sameProfile(browser("b"), null));
  }

  @Test
  void namesAreReadFromManyBlocks() {
    IdentitySync onDisk = stores.open(stores.newDirectory(), Stores.smallJournal());
    List<SyncRecord> records = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      records.add(SyncRecord.of("f", "browser number " + i, "crm", "user " + i % 10));
    }
    onDisk.apply(records);
    Folder reopened = stores.reopen(onDisk).folder("f");
    assertThat(reopened.profile(external("crm", "user 3")).orElseThrow().identities())
        .hasSize(2_001)
        .contains(browser("browser number 3"), browser("browser number 19993"));
  }
}
