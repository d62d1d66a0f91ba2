package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.testing.Facts;
import io.github.identitysync.testing.Oracle;
import io.github.identitysync.testing.Snapshot;
import java.util.HashMap;
import java.util.Map;

/** What a store said and has to stand by: profile ids, and digests of its facts. */
final class SaidSoFar {

  /** By folder: every profile id, and an identity of its profile. */
  private final Map<String, Map<ProfileId, Identity>> ids = new HashMap<>();

  /** By folder: the digest of each set of facts that it ever had. */
  private final Map<String, Map<Facts.Digested, String>> digests = new HashMap<>();

  /** Takes note of a snapshot that an oracle agrees with, and checks its digests. */
  void add(Snapshot snapshot, Oracle oracle) {
    snapshot
        .folders()
        .forEach(
            (id, folder) -> {
              folder.profiles().forEach(profile -> add(id, profile.id(), profile.canonical()));
              checkDigest(id, oracle.digested(id), folder.digest());
            });
  }

  /** Takes note of a merge. */
  void add(ProfileMerge merge, Profile joined) {
    add(merge.folderId(), merge.survivor(), joined.canonical());
    add(merge.folderId(), merge.absorbed(), joined.canonical());
  }

  private void add(String folder, ProfileId id, Identity identity) {
    ids.computeIfAbsent(folder, unused -> new HashMap<>()).putIfAbsent(id, identity);
  }

  /** Digests are equal exactly where facts are. */
  private void checkDigest(String folder, Facts.Digested facts, String digest) {
    Map<Facts.Digested, String> known = digests.computeIfAbsent(folder, id -> new HashMap<>());
    assertThat(known.computeIfAbsent(facts, unused -> digest)).isEqualTo(digest);
    assertThat(known.values()).doesNotHaveDuplicates();
  }

  /** Every profile id finds the profile that now has its identity. */
  void checkIds(IdentitySync sync) {
    ids.forEach(
        (folder, own) ->
            own.forEach(
                (id, identity) ->
                    assertThat(sync.folder(folder).profile(id))
                        .isPresent()
                        .isEqualTo(sync.folder(folder).profile(identity))));
  }
}
