package io.github.identitysync.testing;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.SyncRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keyed hashes of external identities, as a store shows them: the id of a profile in which an
 * external identity is the only one. Browsers have none that a profile shows, since whatever a
 * browser was seen with was seen as early and precedes it.
 */
public final class Keys {

  /** The order of keys as unsigned numbers of 128 bits. */
  static final Comparator<ProfileId> ORDER =
      Comparator.<ProfileId>comparingLong(
              id -> id.value().getMostSignificantBits() ^ Long.MIN_VALUE)
          .thenComparingLong(id -> id.value().getLeastSignificantBits() ^ Long.MIN_VALUE);

  private final IdentitySync sync;
  private final Map<String, Map<Identity, ProfileId>> known = new HashMap<>();
  private int browsers;

  /**
   * Makes an empty collection.
   *
   * @param sync an empty store for its own use, with the secret in question
   */
  public Keys(IdentitySync sync) {
    this.sync = sync;
  }

  /** Returns the keys of the external ones among the identities of a folder. */
  public Map<Identity, ProfileId> of(String folderId, Set<Identity> identities) {
    Map<Identity, ProfileId> keys = known.computeIfAbsent(folderId, id -> new HashMap<>());
    List<Identity.External> missing = new ArrayList<>();
    for (Identity identity : identities) {
      if (identity instanceof Identity.External external && !keys.containsKey(external)) {
        missing.add(external);
      }
    }
    sync.apply(missing.stream().map(external -> alone(folderId, external)).toList());
    for (Identity.External external : missing) {
      keys.put(external, sync.folder(folderId).profile(external).orElseThrow().id());
    }
    return keys;
  }

  private SyncRecord alone(String folderId, Identity.External external) {
    return new SyncRecord(
        folderId, "b" + browsers++, external.type(), external.userId(), Instant.EPOCH);
  }
}
