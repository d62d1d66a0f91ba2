package io.github.identitysync.model;

/**
 * Which value a profile shows of those that were written to a field through its identities. A rule
 * is a way of reading: whatever it is, the same writes give the same value in any order.
 *
 * <p>Writes are ordered by time, at equal times by value, as {@link FieldValue} orders values.
 */
public enum FieldRule {
  /**
   * The last write. If that one is a {@link FieldValue.Removed}, the profile does not have the
   * field, until a later write brings it back.
   */
  LATEST,

  /** The first write. Removing changes nothing. */
  EARLIEST,

  /** The smallest value ever written. Removing changes nothing. */
  SMALLEST,

  /** The largest value ever written. Removing changes nothing. */
  LARGEST,

  /**
   * The set of all texts ever written, singly or in sets. Removing changes nothing, and values of
   * other kinds do not count. Texts are kept from when a field has this rule: of what was written
   * before, only texts in the first, last, smallest and largest value of an identity.
   */
  UNION,

  /**
   * The sum, over the identities, of the last number that was written through each: each reports a
   * running total of its own. An identity whose last write is a {@link FieldValue.Removed}, or no
   * number, does not count.
   */
  TOTAL
}
