package io.github.identitysync.internal.folder;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was written through one identity, by the names of the fields, in their natural order. */
final class FieldSet {

  private String[] names;
  private KeptWrites[] kept;
  private int count;
  private int bytes;

  /** Makes an empty set with room for some fields. */
  FieldSet(int expected) {
    this.names = new String[Math.max(expected, 4)];
    this.kept = new KeptWrites[Math.max(expected, 4)];
  }

  /** Returns how many fields there are. */
  int count() {
    return count;
  }

  /** Returns how many bytes the set had when it was read, or 0. */
  int bytes() {
    return bytes;
  }

  void bytes(int read) {
    bytes = read;
  }

  /** Returns the name of a field. */
  String name(int index) {
    return names[index];
  }

  /** Returns what is kept of a field. */
  KeptWrites kept(int index) {
    return kept[index];
  }

  /** Returns what is kept of a field, or null where nothing was written to it. */
  @Nullable KeptWrites field(String name) {
    int index = Arrays.binarySearch(names, 0, count, name);
    return index < 0 ? null : kept[index];
  }

  /** Adds a field, whose name comes behind those that there are. */
  void append(String name, KeptWrites writes) {
    insert(count, name, writes);
  }

  private void insert(int index, String name, KeptWrites writes) {
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
      kept = Arrays.copyOf(kept, 2 * count);
    }
    System.arraycopy(names, index, names, index + 1, count - index);
    System.arraycopy(kept, index, kept, index + 1, count - index);
    names[index] = name;
    kept[index] = writes;
    count++;
  }

  /**
   * Adds a write to each of some fields.
   *
   * @param added the names of the fields, in their order
   * @param isUnion tells the fields whose rule is the union
   * @return whether they say anything new
   */
  @SuppressWarnings("ReferenceEquality") // what says nothing new gives back the very same
  boolean add(String[] added, Write[] writes, Predicate<String> isUnion) {
    boolean changed = false;
    int from = 0;
    for (int i = 0; i < added.length; i++) {
      String name = added[i];
      int index = find(name, from);
      if (index < 0) {
        index = -index - 1;
        insert(index, name, KeptWrites.of(writes[i], isUnion.test(name)));
        changed = true;
      } else {
        KeptWrites before = kept[index];
        kept[index] = before.with(writes[i], isUnion.test(name));
        changed |= kept[index] != before;
      }
      from = index + 1;
    }
    return changed;
  }

  /** Mostly the same fields are written to again, so the next one is likely to be it. */
  private int find(String name, int from) {
    return from < count && names[from].equals(name)
        ? from
        : Arrays.binarySearch(names, from, count, name);
  }
}
