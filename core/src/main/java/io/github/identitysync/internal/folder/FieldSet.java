package io.github.identitysync.internal.folder;

import io.github.identitysync.model.FieldValue;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was written through one identity, by the names of the fields. */
final class FieldSet {

  private final SortedMap<String, KeptWrites> fields;

  /** Makes an empty set. */
  FieldSet() {
    this(new TreeMap<>());
  }

  /** Makes a set of a map that it owns from then on. */
  FieldSet(SortedMap<String, KeptWrites> fields) {
    this.fields = fields;
  }

  /** Returns what is kept of each field. */
  SortedMap<String, KeptWrites> fields() {
    return fields;
  }

  /** Returns what is kept of a field, or null where nothing was written to it. */
  @Nullable KeptWrites field(String name) {
    return fields.get(name);
  }

  /**
   * Adds writes of one time.
   *
   * @param isUnion tells the fields whose rule is the union
   * @return whether they say anything new
   */
  @SuppressWarnings("ReferenceEquality") // what says nothing new gives back the very same
  boolean add(Instant time, Map<String, FieldValue> values, Predicate<String> isUnion) {
    boolean changed = false;
    for (Map.Entry<String, FieldValue> entry : values.entrySet()) {
      String name = entry.getKey();
      Write write = new Write(time, entry.getValue());
      KeptWrites before = fields.get(name);
      KeptWrites after =
          before == null
              ? KeptWrites.of(write, isUnion.test(name))
              : before.with(write, isUnion.test(name));
      if (after != before) {
        fields.put(name, after);
        changed = true;
      }
    }
    return changed;
  }
}
