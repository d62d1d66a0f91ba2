package io.github.identitysync.json;

/** What one token may cost; lengths in UTF-16 code units. */
final class Limits {

  /** How deeply arrays and objects may nest, the outermost one included. */
  static final int DEPTH = 32;

  /** The longest member name. */
  static final int NAME = 256;

  /** The longest string in a member that is read; strings in ignored members are skipped. */
  static final int STRING = 64 << 10;

  /** The longest number. */
  static final int NUMBER = 1_000;

  private Limits() {}
}
