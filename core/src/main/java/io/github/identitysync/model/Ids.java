package io.github.identitysync.model;

/** What every identifier of the domain must satisfy, whatever its length. */
final class Ids {

  private Ids() {}

  /**
   * Returns the identifier unchanged.
   *
   * @throws IllegalArgumentException if it is null, blank, or has an unpaired surrogate; the
   *     message names the field, never the value
   */
  static String check(String field, @org.jspecify.annotations.Nullable String id) {
    if (id == null) {
      throw new IllegalArgumentException(field + " is null");
    }
    if (id.isBlank()) {
      throw new IllegalArgumentException(field + " is blank");
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == id.length()
            || !Character.isLowSurrogate(id.charAt(i + 1))) {
          throw new IllegalArgumentException(field + " has an unpaired surrogate at index " + i);
        }
        i++;
      }
    }
    return id;
  }
}
