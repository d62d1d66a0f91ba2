package io.github.identitysync.testing;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.ProfileUpdate;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keyed hashes of identities, as a store shows them: the id of a profile in which an identity
 * is the only one.
 */
public final class Keys {

  /** The order of keys as unsigned numbers of 128 bits. */
  static final Comparator<ProfileId> ORDER =
      Comparator.<ProfileId>comparingLong(
              id -> id.value().getMostSignificantBits() ^ Long.MIN_VALUE)
          .thenComparingLong(id -> id.value().getLeastSignificantBits() ^ Long.MIN_VALUE);

  private final IdentitySync sync;
  private final Map<String, Map<Identity, ProfileId>> known = new HashMap<>();

  /**
   * Makes an empty collection.
   *
   * @param sync an empty store for its own use, with the secret in question
   */
  public Keys(IdentitySync sync) {
    this.sync = sync;
  }

  /** Returns the keys of some identities of a folder, and perhaps of more. */
  public Map<Identity, ProfileId> of(String folderId, Set<Identity> identities) {
    Map<Identity, ProfileId> keys = known.computeIfAbsent(folderId, id -> new HashMap<>());
    List<Identity> missing =
        identities.stream().filter(identity -> !keys.containsKey(identity)).toList();
    sync.update(
        missing.stream()
            .map(identity -> new ProfileUpdate(folderId, identity, Map.of(), Instant.EPOCH))
            .toList());
    for (Identity identity : missing) {
      keys.put(identity, sync.folder(folderId).profile(identity).orElseThrow().id());
    }
    return keys;
  }
}
