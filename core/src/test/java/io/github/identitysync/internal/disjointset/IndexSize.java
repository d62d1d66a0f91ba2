package io.github.identitysync.internal.disjointset;

import io.github.identitysync.testing.Internals;
import java.lang.reflect.Array;

/**
 * What an index takes.
 *
 * @param directory how many references its directory has
 * @param slots how many slots its segments have together
 */
record IndexSize(int directory, int slots) {

  static IndexSize of(TagIndex index) {
    Object directory = Internals.read(index, "directory");
    int slots = 0;
    Object last = null;
    for (int i = 0; i < Array.getLength(directory); i++) {
      Object segment = Array.get(directory, i);
      if (segment != last) {
        slots += Array.getLength(Internals.read(segment, "slots"));
        last = segment;
      }
    }
    return new IndexSize(Array.getLength(directory), slots);
  }
}
