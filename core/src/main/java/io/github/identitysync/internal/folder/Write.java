package io.github.identitysync.internal.folder;

import io.github.identitysync.model.FieldValue;
import java.time.Instant;

/**
 * A value and when it was written. Ordered by time, at equal times by value.
 *
 * @param time when it was written, to the nanosecond
 * @param value what was written
 */
public record Write(Instant time, FieldValue value) implements Comparable<Write> {

  @Override
  public int compareTo(Write other) {
    int times = time.compareTo(other.time);
    return times != 0 ? times : value.compareTo(other.value);
  }

  /** Whether it takes the field away. */
  boolean isRemoval() {
    return value instanceof FieldValue.Removed;
  }
}
