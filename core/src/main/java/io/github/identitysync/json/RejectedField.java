package io.github.identitysync.json;

import java.util.Objects;

/**
 * A field of a profile update that was left out; the rest of the update was kept.
 *
 * @param index the position of the update, counted from 0 over the whole input, as {@link
 *     RejectedRecord} has it
 * @param name the field's name; of one that is too long for a field, the beginning. It may be blank
 * @param reason what is wrong with it: one of the reasons listed at {@link UpdateJson}, which tell
 *     nothing of the value, so that reasons can be counted and logged
 */
public record RejectedField(long index, String name, String reason) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the index is negative
   * @throws NullPointerException if the name or the reason is null
   */
  public RejectedField {
    if (index < 0) {
      throw new IllegalArgumentException("index is negative");
    }
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(reason, "reason");
  }
}
