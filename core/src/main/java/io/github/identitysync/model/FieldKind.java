package io.github.identitysync.model;

/** The kinds of value that a field can be declared to have. */
public enum FieldKind {
  /** A {@link FieldValue.Text}. */
  TEXT,
  /** A {@link FieldValue.WholeNumber}. */
  WHOLE_NUMBER,
  /** A {@link FieldValue.Decimal}. */
  DECIMAL,
  /** A {@link FieldValue.Truth}. */
  TRUTH,
  /** A {@link FieldValue.Date}. */
  DATE,
  /** A {@link FieldValue.Timestamp}. */
  TIMESTAMP,
  /** A {@link FieldValue.Texts}. */
  TEXTS
}
