package io.github.identitysync;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One person of one folder, as the records applied so far tell: a snapshot that later calls do not
 * change.
 *
 * @param folderId the folder
 * @param id the profile's id, derived from the canonical identity
 * @param canonical the identity first seen; at the same instant an external identity before a
 *     browser, then the one with the smaller keyed hash
 * @param identities every identity of the profile, in their natural order; immutable, never empty
 * @param fields what was written through any identity of the profile, by the names of the fields,
 *     in their natural order; immutable
 */
public record Profile(
    String folderId,
    ProfileId id,
    Identity canonical,
    List<Identity> identities,
    SortedMap<String, Field> fields) {

  /** Copies the identities and the fields. */
  public Profile {
    identities = List.copyOf(identities);
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }
}
