package io.github.identitysync.testing;

import io.github.identitysync.model.FieldValue;
import java.time.Instant;
import java.util.Comparator;

/** A value that was written to a field, and when. */
public record Write(Instant time, FieldValue value) {

  /** By time, at equal times by value. */
  static final Comparator<Write> ORDER =
      Comparator.comparing(Write::time).thenComparing(Write::value);

  /** The smallest value first, at its earliest. */
  static final Comparator<Write> SMALLEST_FIRST =
      Comparator.comparing(Write::value).thenComparing(Write::time);

  /** The largest value first, at its earliest. */
  static final Comparator<Write> LARGEST_FIRST =
      Comparator.comparing(Write::value, Comparator.reverseOrder()).thenComparing(Write::time);

  boolean isRemoval() {
    return value instanceof FieldValue.Removed;
  }

  boolean hasTexts() {
    return value instanceof FieldValue.Text || value instanceof FieldValue.Texts;
  }
}
