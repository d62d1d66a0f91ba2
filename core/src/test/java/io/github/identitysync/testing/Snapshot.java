package io.github.identitysync.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.Folder;
import io.github.identitysync.FolderStats;
import io.github.identitysync.IdentitySync;
import io.github.identitysync.Profile;
import io.github.identitysync.ProfilePage;
import io.github.identitysync.model.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything that a store says about its folders. */
public record Snapshot(Map<String, OfFolder> folders) {

  /** Everything that a store says about one folder. */
  public record OfFolder(FolderStats stats, Set<Profile> profiles, String digest) {

    private OfFolder withoutDigest() {
      return new OfFolder(stats, profiles, "");
    }
  }

  /** Asks a store. */
  public static Snapshot of(IdentitySync sync) {
    Map<String, OfFolder> folders = new TreeMap<>();
    for (String id : sync.folderIds()) {
      folders.put(id, of(sync.folder(id)));
    }
    return new Snapshot(folders);
  }

  /** Asks a folder. */
  public static OfFolder of(Folder folder) {
    List<Profile> profiles;
    try (Stream<Profile> stream = folder.profiles()) {
      profiles = stream.toList();
    }
    assertThat(profiles).doesNotHaveDuplicates();
    return new OfFolder(folder.stats(), new HashSet<>(profiles), folder.digest());
  }

  /** Returns the digest of each folder. */
  public Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    folders.forEach((id, folder) -> digests.put(id, folder.digest()));
    return digests;
  }

  /** Fails unless the store says what the oracle says, whichever way it is asked. */
  public static Snapshot check(IdentitySync sync, Oracle oracle) {
    Snapshot snapshot = of(sync);
    Map<String, OfFolder> said = new TreeMap<>();
    snapshot.folders().forEach((id, folder) -> said.put(id, folder.withoutDigest()));
    assertThat(said).isEqualTo(oracle.state());
    snapshot
        .folders()
        .forEach(
            (id, folder) -> {
              checkLookups(sync.folder(id), folder);
              checkTogether(sync.folder(id), folder.profiles());
            });
    return snapshot;
  }

  private static void checkLookups(Folder folder, OfFolder expected) {
    Set<String> names = new HashSet<>(Set.of("a field that nobody wrote"));
    expected.profiles().forEach(profile -> names.addAll(profile.fields().keySet()));
    Identity before = null;
    for (Profile profile : expected.profiles()) {
      assertThat(folder.profile(profile.id())).contains(profile);
      for (Identity identity : profile.identities()) {
        assertThat(folder.profile(identity)).contains(profile);
        assertThat(folder.profileId(identity)).contains(profile.id());
        assertThat(folder.sameProfile(identity, profile.canonical())).isTrue();
        for (String name : names) {
          assertThat(folder.field(identity, name))
              .isEqualTo(Optional.ofNullable(profile.fields().get(name)));
        }
      }
      if (before != null) {
        assertThat(folder.sameProfile(before, profile.canonical())).isFalse();
      }
      before = profile.canonical();
    }
  }

  private static void checkTogether(Folder folder, Set<Profile> expected) {
    Map<Identity, Profile> byIdentity = new HashMap<>();
    expected.forEach(
        profile -> profile.identities().forEach(identity -> byIdentity.put(identity, profile)));
    assertThat(folder.profiles(byIdentity.keySet())).isEqualTo(byIdentity);
    List<Profile> inPages = new ArrayList<>();
    int limit = 1;
    for (ProfilePage page = folder.page(limit); ; page = folder.page(page.next().get(), limit)) {
      assertThat(page.profiles()).hasSizeLessThanOrEqualTo(limit);
      inPages.addAll(page.profiles());
      limit += limit;
      if (page.next().isEmpty()) {
        break;
      }
    }
    assertThat(inPages).containsExactlyInAnyOrderElementsOf(expected);
  }
}
