package io.github.identitysync;

import io.github.identitysync.model.ProfileId;

/**
 * Two profiles that a record joined into one. Both ids still find the profile.
 *
 * @param folderId the folder
 * @param survivor the id of the joined profile
 * @param absorbed the id of the profile that is now part of it
 */
public record ProfileMerge(String folderId, ProfileId survivor, ProfileId absorbed) {}
