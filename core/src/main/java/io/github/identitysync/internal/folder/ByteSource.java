package io.github.identitysync.internal.folder;

import io.github.identitysync.model.IdentitySyncException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/** Reads what {@link ByteSink} wrote, and takes anything else for damage. */
final class ByteSource {

  /** What the JDK puts in the place of bytes that are no UTF-8, and a text may have as well. */
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private final Supplier<String> place;
  private int at;

  /**
   * Makes a source.
   *
   * @param at where in the bytes to begin
   * @param place what the bytes are, for the message about damage: an invariant and a place
   */
  ByteSource(byte[] bytes, int at, Supplier<String> place) {
    this.bytes = bytes;
    this.at = at;
    this.place = place;
  }

  /** Returns where the next byte is read. */
  int position() {
    return at;
  }

  /** Passes over some bytes and returns where they begin. */
  int skip(int length) {
    int from = at;
    if (length > bytes.length - at) {
      throw damaged("ends early");
    }
    at += length;
    return from;
  }

  /** Reads some bytes. */
  byte[] bytes(int length) {
    int from = skip(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** Reads one byte as a number from 0 to 255. */
  int unsignedByte() {
    return bytes[skip(1)] & 0xFF;
  }

  /** Reads a varint that is no more than an int can be. */
  int count() {
    long value = varint();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw damaged("has a number that cannot be");
    }
    return (int) value;
  }

  /** Reads a signed number. */
  long signed() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Reads an unsigned number. */
  long varint() {
    if (at < bytes.length && bytes[at] >= 0) {
      return bytes[at++];
    }
    return longVarint();
  }

  private long longVarint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at == bytes.length) {
        throw damaged("ends early");
      }
      byte b = bytes[at++];
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw damaged("has a number that cannot be");
  }

  /** Reads UTF-8 of a length in bytes. */
  String utf8(int length) {
    int from = skip(length);
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(from, length)) {
      throw damaged("has a text that cannot be");
    }
    return text;
  }

  private boolean isUtf8(int from, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Makes the error about damage here. */
  IdentitySyncException.Corrupt damaged(String how) {
    return new IdentitySyncException.Corrupt(place.get() + " " + how);
  }
}
