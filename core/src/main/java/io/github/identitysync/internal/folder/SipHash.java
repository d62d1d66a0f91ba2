package io.github.identitysync.internal.folder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A keyed hash of 128 bits: without the key nobody can tell which inputs collide. An instance keeps
 * the hash it computed last, and is for one thread.
 */
final class SipHash {

  /*
   * SipHash-2-4 with 128 bits of output (Aumasson, Bernstein: "SipHash: a fast short-input PRF", INDOCRYPT 2012,
   * and its reference code). The halves are kept as the little-endian numbers that the reference code stores.
   */
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long k0;
  private final long k1;
  private long first;
  private long second;

  /** Makes a hash with a key of 16 bytes. */
  SipHash(byte[] key) {
    this((long) LONG.get(key, 0), (long) LONG.get(key, 8));
  }

  /** Makes a hash with a key given as two little-endian numbers. */
  SipHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /** Returns a hash with the same key for another thread. */
  SipHash copy() {
    return new SipHash(k0, k1);
  }

  /** The first eight bytes of the last hash. */
  long first() {
    return first;
  }

  /** The last eight bytes of the last hash. */
  long second() {
    return second;
  }

  /** Hashes a part of an array. */
  void hash(byte[] bytes, int offset, int length) {
    State state = new State(k0, k1);
    int tail = length & 7;
    int end = offset + length - tail;
    for (int at = offset; at < end; at += 8) {
      state.absorb((long) LONG.get(bytes, at));
    }
    long last = (long) length << 56;
    for (int i = 0; i < tail; i++) {
      last |= (bytes[end + i] & 0xFFL) << (8 * i);
    }
    state.absorb(last);
    state.v2 ^= 0xee;
    first = state.squeeze();
    state.v1 ^= 0xdd;
    second = state.squeeze();
  }

  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long k0, long k1) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL ^ 0xee;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    void absorb(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    long squeeze() {
      round();
      round();
      round();
      round();
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
