package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.Identity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No secret, folder or purpose shares a key with another. */
class FolderKeysTest {

  private static final Identity IDENTITY = Identity.browser("b");

  /** Returns what the keys make of the same input. */
  private static List<Long> all(byte[] secret, String folderId) {
    FolderKeys keys = new FolderKeys(secret, folderId);
    IdentityHash identities = keys.identityHash();
    identities.hash(IDENTITY);
    return List.of(
        identities.high(),
        identities.low(),
        hash(keys.factHash()),
        hash(keys.fieldHash()),
        keys.edgeSeed());
  }

  private static long hash(SipHash hash) {
    byte[] name = FolderFixture.name(IDENTITY);
    hash.hash(name, 0, name.length);
    return hash.first();
  }

  @Test
  void everySecretFolderAndPurposeHasItsOwn() {
    byte[] otherSecret = FolderFixture.SECRET.clone();
    otherSecret[15] ^= 1;
    Set<Long> distinct = new HashSet<>();
    for (String folderId : List.of("f", "g", "", "\0", "ff")) {
      List<Long> found = all(FolderFixture.SECRET, folderId);
      assertThat(all(FolderFixture.SECRET.clone(), folderId)).isEqualTo(found);
      distinct.addAll(found);
      distinct.addAll(all(otherSecret, folderId));
    }
    assertThat(distinct).hasSize(5 * 5 * 2).doesNotContain(0L);
  }
}
