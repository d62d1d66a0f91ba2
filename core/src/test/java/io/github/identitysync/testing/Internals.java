package io.github.identitysync.testing;

import java.lang.reflect.Field;

/** Reaches private fields, for what cannot be seen otherwise: which arrays there are. */
public final class Internals {

  private Internals() {}

  /** Returns the value at the end of a path of fields. */
  public static Object read(Object owner, String... path) {
    Object value = owner;
    for (String name : path) {
      try {
        value = field(value, name).get(value);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    return value;
  }

  /** Returns a field of an object, which can be read and written. */
  public static Field field(Object owner, String name) {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new IllegalArgumentException(owner.getClass() + " has no field " + name);
  }
}
