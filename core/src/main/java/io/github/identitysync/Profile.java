package io.github.identitysync;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * One person of one folder, as the records applied so far tell: a snapshot that later calls do not
 * change. Parameters are never null.
 *
 * @param folderId the folder
 * @param id the profile's id, derived from the canonical identity
 * @param canonical the identity first seen; at the same instant an external identity before a
 *     browser, then the one with the smaller keyed hash
 * @param identities every identity of the profile, in their natural order; immutable, never empty
 * @param fields what was written through any identity of the profile, by the names of the fields,
 *     in their natural order; immutable
 */
public record Profile(
    String folderId,
    ProfileId id,
    Identity canonical,
    List<Identity> identities,
    SortedMap<String, Field> fields) {

  /** Copies the identities and the fields. */
  public Profile {
    identities = List.copyOf(identities);
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** Returns the text that a field shows, or nothing where it shows none or another kind. */
  public Optional<String> text(String name) {
    return value(name, FieldValue.Text.class).map(FieldValue.Text::value);
  }

  /**
   * Returns the whole number that a field shows, or nothing where it shows none or another kind.
   */
  public Optional<Long> wholeNumber(String name) {
    return value(name, FieldValue.WholeNumber.class).map(FieldValue.WholeNumber::value);
  }

  /**
   * Returns the number that a field shows, whole or not, or nothing where it shows none or another
   * kind.
   */
  public Optional<BigDecimal> decimal(String name) {
    return value(name, FieldValue.Decimal.class)
        .map(FieldValue.Decimal::value)
        .or(() -> wholeNumber(name).map(BigDecimal::valueOf));
  }

  /** Returns the truth that a field shows, or nothing where it shows none or another kind. */
  public Optional<Boolean> truth(String name) {
    return value(name, FieldValue.Truth.class).map(FieldValue.Truth::value);
  }

  /** Returns the date that a field shows, or nothing where it shows none or another kind. */
  public Optional<LocalDate> date(String name) {
    return value(name, FieldValue.Date.class).map(FieldValue.Date::value);
  }

  /** Returns the instant that a field shows, or nothing where it shows none or another kind. */
  public Optional<Instant> timestamp(String name) {
    return value(name, FieldValue.Timestamp.class).map(FieldValue.Timestamp::value);
  }

  /**
   * Returns the set of texts that a field shows, which is immutable and may be empty, or nothing
   * where it shows none or another kind.
   */
  public Optional<SortedSet<String>> texts(String name) {
    return value(name, FieldValue.Texts.class).map(FieldValue.Texts::values);
  }

  private <V extends FieldValue> Optional<V> value(String name, Class<V> kind) {
    return Optional.ofNullable(fields.get(Objects.requireNonNull(name, "name")))
        .map(Field::value)
        .filter(kind::isInstance)
        .map(kind::cast);
  }
}
