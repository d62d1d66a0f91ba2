package io.github.identitysync.internal.folder;

import io.github.identitysync.model.FieldValue;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The union of the texts that were written to a field.
 *
 * @param values the texts; those that come later are added in place, so the set belongs to one
 *     {@link FieldSet}
 * @param latest when a text was written last
 */
record KeptTexts(SortedSet<String> values, Instant latest) {

  /** Returns a union with a write added, or the same where it has no texts or none that are new. */
  static @Nullable KeptTexts join(@Nullable KeptTexts texts, Write write) {
    if (!hasTexts(write.value())) {
      return texts;
    }
    if (texts == null) {
      return new KeptTexts(new TreeSet<>(of(write.value())), write.time());
    }
    boolean isLater = write.time().isAfter(texts.latest);
    boolean isMore = texts.values.addAll(of(write.value()));
    return isLater || isMore
        ? new KeptTexts(texts.values, isLater ? write.time() : texts.latest)
        : texts;
  }

  private static boolean hasTexts(FieldValue value) {
    return value instanceof FieldValue.Text || value instanceof FieldValue.Texts;
  }

  /** Returns the texts that a value has. */
  static Collection<String> of(FieldValue value) {
    if (value instanceof FieldValue.Text text) {
      return List.of(text.value());
    }
    return value instanceof FieldValue.Texts texts ? texts.values() : List.of();
  }
}
