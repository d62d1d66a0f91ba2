package io.github.identitysync;

import java.time.Instant;

/**
 * The times that a store takes, both ends included.
 *
 * @param earliest the first of them
 * @param latest the last of them
 */
record TimeBounds(Instant earliest, Instant latest) {

  boolean contain(Instant time) {
    return !time.isBefore(earliest) && !time.isAfter(latest);
  }

  /** Returns the end of a sentence. */
  @Override
  public String toString() {
    return "from " + earliest + " to " + latest;
  }
}
