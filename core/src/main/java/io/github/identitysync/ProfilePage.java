package io.github.identitysync;

import java.util.List;
import java.util.Optional;

/**
 * A part of all the profiles of a folder; see {@link Folder#page(int)}.
 *
 * @param profiles those that the walk came upon; immutable
 * @param next a token for {@link Folder#page(String, int)}, in letters, digits and hyphens that say
 *     nothing about the folder; nothing on the last page
 */
public record ProfilePage(List<Profile> profiles, Optional<String> next) {

  /** Copies the list. */
  public ProfilePage {
    profiles = List.copyOf(profiles);
  }
}
