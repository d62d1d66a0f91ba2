package io.github.identitysync.testing;

/**
 * What a store can do to its directory, reads aside. A name may have parts with slashes between
 * them, as a path has; the directory itself has the name "".
 */
public sealed interface FaultOperation {

  /** A new empty file. */
  record Create(String name) implements FaultOperation {}

  /** A new empty directory in that one. */
  record CreateDirectory(String name) implements FaultOperation {}

  /** Bytes that go over what is there, or behind it. */
  record Write(String name, long position, byte[] bytes) implements FaultOperation {

    /** Returns the same write, of which only so many bytes are done, or all if it has fewer. */
    public Write prefix(int length) {
      int count = Math.min(length, bytes.length);
      return new Write(name, position, java.util.Arrays.copyOf(bytes, count));
    }

    @Override
    public String toString() {
      return "Write[" + name + ", " + position + ", " + bytes.length + " bytes]";
    }
  }

  /** A file cut to a length. */
  record Truncate(String name, long size) implements FaultOperation {}

  /** Every earlier change of a file becomes durable. */
  record Sync(String name) implements FaultOperation {}

  /**
   * A sync that fails when it has made some of a file's earlier changes durable. The others never
   * will be, though readers see them as before: the system takes them for written.
   *
   * @param seed draws which are lost
   */
  record LossySync(String name, long seed) implements FaultOperation {}

  /** Every earlier creation in a directory becomes durable, but not in those below it. */
  record SyncDirectory(String name) implements FaultOperation {}
}
