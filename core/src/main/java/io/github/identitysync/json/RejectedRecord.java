package io.github.identitysync.json;

import java.util.Objects;

/**
 * An element of the input that is no valid record and was left out.
 *
 * @param index the position of the element, counted from 0 over the whole input: every element of
 *     every array counts, and every value outside an array
 * @param line the line on which the element begins, counted from 1
 * @param reason what is wrong with it: one of the reasons listed at {@link SyncJson}, which name a
 *     member and never its value, so that reasons can be counted and logged
 */
public record RejectedRecord(long index, long line, String reason) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the index is negative, or the line less than 1
   * @throws NullPointerException if the reason is null
   */
  public RejectedRecord {
    if (index < 0) {
      throw new IllegalArgumentException("index is negative");
    }
    if (line < 1) {
      throw new IllegalArgumentException("line is less than 1");
    }
    Objects.requireNonNull(reason, "reason");
  }
}
