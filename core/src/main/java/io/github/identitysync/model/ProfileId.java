package io.github.identitysync.model;

import java.util.Objects;
import java.util.UUID;

/**
 * The id of a profile: a version 8 UUID derived from the profile's canonical identity and the
 * store's secret.
 *
 * <p>A profile id that a store has once returned finds for ever the profile that now holds that
 * identity, also after its profile was merged into another one.
 *
 * @param value the UUID
 */
public record ProfileId(UUID value) implements Comparable<ProfileId> {

  /**
   * Wraps a UUID.
   *
   * @throws NullPointerException if the UUID is null
   */
  public ProfileId {
    Objects.requireNonNull(value, "value");
  }

  /**
   * Parses the form that {@link #toString()} prints.
   *
   * @throws IllegalArgumentException if the text is not a UUID; the message does not quote it
   */
  public static ProfileId parse(String text) {
    try {
      return new ProfileId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      // That of the JDK quotes the text.
      throw new IllegalArgumentException("the text is not a UUID");
    }
  }

  @Override
  public int compareTo(ProfileId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
