package io.github.identitysync;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import java.util.List;

/**
 * One person of one folder, as the records applied so far tell: a snapshot that later calls do not
 * change.
 *
 * @param folderId the folder
 * @param id the profile's id, derived from the canonical identity
 * @param canonical the identity first seen; at the same instant an external identity before a
 *     browser, then the one with the smaller keyed hash
 * @param identities every identity of the profile, in their natural order; immutable, never empty
 */
public record Profile(
    String folderId, ProfileId id, Identity canonical, List<Identity> identities) {

  /** Copies the list of identities. */
  public Profile {
    identities = List.copyOf(identities);
  }
}
