package io.github.identitysync.internal.disjointset;

import java.lang.reflect.Array;
import java.lang.reflect.Field;

/**
 * What an index takes.
 *
 * @param directory how many references its directory has
 * @param slots how many slots its segments have together
 */
record IndexSize(int directory, int slots) {

  static IndexSize of(TagIndex index) throws ReflectiveOperationException {
    Object directory = value(TagIndex.class, "directory", index);
    int slots = 0;
    Object last = null;
    for (int i = 0; i < Array.getLength(directory); i++) {
      Object segment = Array.get(directory, i);
      if (segment != last) {
        slots += Array.getLength(value(segment.getClass(), "slots", segment));
        last = segment;
      }
    }
    return new IndexSize(Array.getLength(directory), slots);
  }

  private static Object value(Class<?> type, String name, Object of)
      throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }
}
