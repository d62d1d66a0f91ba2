package io.github.identitysync.internal.folder;

/** The numbers that fields as bytes are made of; docs/FORMAT.md describes the whole. */
final class FieldFormat {

  static final int REMOVED = 0;
  static final int FALSE = 1;
  static final int TRUE = 2;
  static final int WHOLE_NUMBER = 3;
  static final int DECIMAL = 4;
  static final int DATE = 5;
  static final int TIMESTAMP = 6;
  static final int TEXT = 7;
  static final int TEXTS = 8;

  /** The bits of a write's first byte that tell its kind. */
  static final int KIND = 0x0F;

  /** The write has another time than the one before it. */
  static final int TIME = 0x10;

  /** The time has a part below the millisecond. */
  static final int NANOS = 0x20;

  /** The value is that of the first write of the field, and is left out. */
  static final int SAME_VALUE = 0x40;

  static final int NANOS_PER_MILLI = 1_000_000;

  /** How many bits tell which of a field's writes is its earliest, smallest or largest. */
  static final int ROLE_BITS = 2;

  private FieldFormat() {}
}
