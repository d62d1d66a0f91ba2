package io.github.identitysync.internal.storage;

import java.lang.reflect.Field;
import java.util.List;
import net.jpountz.xxhash.XXHashFactory;
import org.mapdb.CC;

/**
 * Keeps native code out of the process. MapDB asks lz4 for its fastest hash when its first class is
 * initialized, and lz4 then unpacks a library into the directory for temporary files and loads it.
 * Nothing that a store uses of MapDB needs that hash.
 */
final class NativeHash {

  /** Where lz4 keeps what it gives out as the fastest, by the kind of class loader. */
  private static final List<String> FASTEST = List.of("NATIVE_INSTANCE", "JAVA_UNSAFE_INSTANCE");

  private NativeHash() {}

  /** Initializes MapDB with a hash in plain Java. Does nothing where it is initialized already. */
  @SuppressWarnings("LockOnNonEnclosingClassLiteral")
  static void keepOut() {
    synchronized (XXHashFactory.class) { // lz4 takes the same lock, so nobody sees the change
      keepOut(FASTEST, XXHashFactory.safeInstance());
    }
  }

  private static void keepOut(List<String> fields, XXHashFactory plain) {
    if (fields.isEmpty()) {
      initialize();
      return;
    }
    List<String> others = fields.subList(1, fields.size());
    try {
      Field field = XXHashFactory.class.getDeclaredField(fields.get(0));
      field.setAccessible(true);
      Object before = field.get(null);
      field.set(null, plain);
      try {
        keepOut(others, plain);
      } finally {
        field.set(null, before);
      }
    } catch (ReflectiveOperationException e) {
      // Another lz4 than ours, with other fields: it does as it likes.
      keepOut(others, plain);
    }
  }

  private static void initialize() {
    try {
      Class.forName(CC.class.getName(), true, CC.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new NoClassDefFoundError(e.getMessage());
    }
  }
}
