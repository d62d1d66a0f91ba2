package io.github.identitysync.benchmarks;

import io.github.identitysync.model.Identity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A node of a forest, as it is kept under its number: three numbers and the text of its identity.
 */
final class KeyValueNode {

  private static final int NEXT_AT = 2 * Integer.BYTES;
  private static final int TEXT_AT = 3 * Integer.BYTES;

  final int number;
  int parent;
  int size;

  /** Leads around the members of a set. */
  int next;

  /** Whether it is to be written. */
  boolean changed;

  private final byte[] text;

  /** Makes a new node, which is a set of its own. */
  KeyValueNode(int number, byte[] text) {
    this.number = number;
    this.parent = number;
    this.size = 1;
    this.next = number;
    this.changed = true;
    this.text = text;
  }

  /** Reads a node. */
  KeyValueNode(int number, ByteBuffer value) {
    this.number = number;
    this.parent = value.getInt();
    this.size = value.getInt();
    this.next = value.getInt();
    this.text = new byte[value.remaining()];
    value.get(text);
  }

  byte[] value() {
    return ByteBuffer.allocate(TEXT_AT + text.length)
        .putInt(parent)
        .putInt(size)
        .putInt(next)
        .put(text)
        .array();
  }

  static int parent(byte[] value) {
    return ByteBuffer.wrap(value).getInt();
  }

  static int next(byte[] value) {
    return ByteBuffer.wrap(value).getInt(NEXT_AT);
  }

  static Identity identity(byte[] value) {
    return Keys.identity(
        new String(value, TEXT_AT, value.length - TEXT_AT, StandardCharsets.UTF_8));
  }
}
