package io.github.identitysync;

import java.util.Set;

/** Stands in until the helper's. */
final class Placeholders {
  static final Set<String> DEFAULTS = Set.of("null");

  private final Set<String> values;

  Placeholders(Set<String> values) {
    this.values = values;
  }

  boolean matches(String id) {
    return values.contains(id);
  }
}
