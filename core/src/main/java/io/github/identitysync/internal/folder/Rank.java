package io.github.identitysync.internal.folder;

/**
 * The rank of a node: when its identity was first seen, in milliseconds, and at the same instant an
 * external identity before a browser.
 */
final class Rank {

  private Rank() {}

  static long of(long time, boolean isBrowser) {
    return time << 1 | (isBrowser ? 1 : 0);
  }

  static long time(long rank) {
    return rank >> 1;
  }

  static boolean isBrowser(long rank) {
    return (rank & 1) != 0;
  }
}
