package io.github.identitysync.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values that are written through one identity to fields of the profile that has it.
 *
 * @param folderId the folder of the profile
 * @param identity the identity through which the values are written, and with which they stay
 * @param values the values by the names of their fields, in the order of the names; immutable. May
 *     be empty: then the update says no more than that the identity was seen
 * @param occurredAt when it was observed, kept to the nanosecond; null to have the store stamp the
 *     update with its clock when it is applied, later than any that it stamped before. An update
 *     that is repeated with its time says nothing new; without one it is another write
 */
public record ProfileUpdate(
    String folderId,
    Identity identity,
    Map<String, FieldValue> values,
    @Nullable Instant occurredAt) {

  /** The longest name of a field, in bytes of UTF-8. */
  public static final int MAX_NAME_BYTES = 256;

  /** The longest text, and the largest set of texts, in bytes of UTF-8. */
  public static final int MAX_VALUE_BYTES = 64 << 10;

  /** How many significant digits a decimal may have. */
  public static final int MAX_DIGITS = 100;

  /** The largest power of ten by which a decimal may be scaled up or down. */
  public static final int MAX_EXPONENT = 400;

  /**
   * Checks the components and copies the values.
   *
   * @throws IllegalArgumentException if the folder's id or a field's name is null, blank, or has an
   *     unpaired surrogate; if the identity, the map or a value is null; if a name, a value or the
   *     time is beyond the limits above and that of {@link SyncRecord#MAX_EPOCH_SECONDS}
   */
  public ProfileUpdate {
    Ids.check("folderId", folderId);
    if (identity == null) {
      throw new IllegalArgumentException("identity is null");
    }
    if (values == null) {
      throw new IllegalArgumentException("values is null");
    }
    Map<String, FieldValue> sorted = new TreeMap<>();
    values.forEach((name, value) -> sorted.put(checkName(name), checkValue(value)));
    values = Collections.unmodifiableMap(sorted);
    if (occurredAt != null) {
      SyncRecord.checkTime(occurredAt);
    }
  }

  /**
   * Returns an update that the store stamps with its clock when it is applied.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static ProfileUpdate of(
      String folderId, Identity identity, Map<String, FieldValue> values) {
    return new ProfileUpdate(folderId, identity, values, null);
  }

  /** Returns whether a decimal, in the form it has as a value, is within the limits above. */
  public static boolean isInRange(BigDecimal number) {
    return number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_EXPONENT;
  }

  private static String checkName(@Nullable String name) {
    String checked = Ids.check("values: a field's name", name);
    if (Ids.isLongerThan(MAX_NAME_BYTES, checked)) {
      throw new IllegalArgumentException(
          "values: a field's name is longer than " + MAX_NAME_BYTES + " bytes");
    }
    return checked;
  }

  private static FieldValue checkValue(@Nullable FieldValue value) {
    if (value == null) {
      throw new IllegalArgumentException("values: a field's value is null");
    }
    if (value instanceof FieldValue.Text text && Ids.isLongerThan(MAX_VALUE_BYTES, text.value())) {
      throw new IllegalArgumentException(
          "values: a text is longer than " + MAX_VALUE_BYTES + " bytes");
    }
    if (value instanceof FieldValue.Texts texts
        && texts.values().stream().mapToLong(Ids::utf8Length).sum() > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "values: a set of texts is larger than " + MAX_VALUE_BYTES + " bytes");
    }
    if (value instanceof FieldValue.Decimal decimal && !isInRange(decimal.value())) {
      throw new IllegalArgumentException("values: a decimal is out of range");
    }
    return value;
  }
}
