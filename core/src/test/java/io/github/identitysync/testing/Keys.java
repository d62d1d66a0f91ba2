package io.github.identitysync.testing;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keyed hashes of identities, as a store shows them: the id of a profile in which an identity
 * is the canonical one. A browser has one that a profile shows only if it was updated, since
 * whatever it was linked with precedes it otherwise.
 */
public final class Keys {

  /** The order of keys as unsigned numbers of 128 bits. */
  static final Comparator<ProfileId> ORDER =
      Comparator.<ProfileId>comparingLong(
              id -> id.value().getMostSignificantBits() ^ Long.MIN_VALUE)
          .thenComparingLong(id -> id.value().getLeastSignificantBits() ^ Long.MIN_VALUE);

  /** How a browser begins that no test asks about. */
  private static final String OTHER_BROWSER = "a browser for keys ";

  private final IdentitySync sync;
  private final Map<String, Map<Identity, ProfileId>> known = new HashMap<>();
  private int others;

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
    Set<Identity> missing = new HashSet<>(identities);
    missing.removeAll(keys.keySet());
    List<SyncRecord> externals = new ArrayList<>();
    List<ProfileUpdate> browsers = new ArrayList<>();
    for (Identity identity : missing) {
      if (identity instanceof Identity.External external) {
        externals.add(
            new SyncRecord(
                folderId,
                OTHER_BROWSER + others++,
                external.type(),
                external.userId(),
                Instant.EPOCH));
      } else {
        browsers.add(new ProfileUpdate(folderId, identity, Map.of(), Instant.EPOCH));
      }
    }
    sync.apply(externals);
    if (!browsers.isEmpty()) {
      sync.update(browsers);
    }
    for (Identity identity : missing) {
      keys.put(identity, sync.folder(folderId).profile(identity).orElseThrow().id());
    }
    return keys;
  }
}
