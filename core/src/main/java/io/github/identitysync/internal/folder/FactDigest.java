package io.github.identitysync.internal.folder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A keyed hash of a set of facts that does not depend on their order: the sum, modulo 2^128, of the
 * hashes of the facts (Bellare, Micciancio: "A New Paradigm for Collision-free Hashing", EUROCRYPT
 * 1997).
 */
public final class FactDigest {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int KEY_BYTES = 16;
  private static final int NODE_BYTES = 24;
  private static final int EDGE_BYTES = 40;

  private final SipHash hash;
  private final SipHash fieldHash;
  private final byte[] fact = new byte[EDGE_BYTES];
  private final ByteSink fields = new ByteSink(1 << 8);
  private long high;
  private long low;

  FactDigest(SipHash hash, SipHash fieldHash) {
    this.hash = hash;
    this.fieldHash = fieldHash;
  }

  void addNode(long keyHigh, long keyLow, long rank) {
    LONG.set(fact, 0, keyHigh);
    LONG.set(fact, 8, keyLow);
    LONG.set(fact, 16, rank);
    add(hash, fact, NODE_BYTES);
  }

  void addEdge(long fromHigh, long fromLow, long toHigh, long toLow, long time) {
    LONG.set(fact, 0, fromHigh);
    LONG.set(fact, 8, fromLow);
    LONG.set(fact, 16, toHigh);
    LONG.set(fact, 24, toLow);
    LONG.set(fact, 32, time);
    add(hash, fact, EDGE_BYTES);
  }

  void addFields(long keyHigh, long keyLow, byte[] bytes, int from, int to) {
    LONG.set(fact, 0, keyHigh);
    LONG.set(fact, 8, keyLow);
    fields.clear();
    fields.put(fact, 0, KEY_BYTES);
    fields.put(bytes, from, to - from);
    add(fieldHash, fields.bytes(), fields.size());
  }

  private void add(SipHash with, byte[] bytes, int length) {
    with.hash(bytes, 0, length);
    low += with.second();
    long carry = Long.compareUnsigned(low, with.second()) < 0 ? 1 : 0;
    high += with.first() + carry;
  }

  /** Returns 32 hexadecimal digits. */
  public String toHex() {
    return String.format("%016x%016x", high, low);
  }
}
