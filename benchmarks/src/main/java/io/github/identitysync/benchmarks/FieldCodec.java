package io.github.identitysync.benchmarks;

import io.github.identitysync.Field;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields of one identity as bytes, in the order of their names: each its name, the seconds and
 * nanoseconds of its time, its kind, and its value. Texts and digits have their length before them;
 * numbers are varints of the zigzag kind. Has those kinds of value that {@link UpdateWorkload} has.
 */
final class FieldCodec {

  private static final int TEXT = 0;
  private static final int WHOLE_NUMBER = 1;
  private static final int DECIMAL = 2;
  private static final int TIMESTAMP = 3;

  private final Output out = new Output();

  /**
   * Returns the fields with those values of an update that are later, by time and then by value,
   * than the ones they had; the same array if none is.
   */
  byte[] merge(byte[] fields, ProfileUpdate update) {
    Cursor old = new Cursor(fields);
    Iterator<Map.Entry<String, FieldValue>> updates = update.values().entrySet().iterator();
    Map.Entry<String, FieldValue> next = nextOrNull(updates);
    boolean changed = false;
    out.clear();
    old.advance();
    while (old.name != null || next != null) {
      int order = order(old.name, next);
      if (order > 0 || (order == 0 && old.isBefore(update.occurredAt(), next.getValue()))) {
        out.field(next.getKey(), update.occurredAt(), next.getValue());
        changed = true;
      } else {
        out.copy(fields, old.start, old.end);
      }
      if (order >= 0) {
        next = nextOrNull(updates);
      }
      if (order <= 0) {
        old.advance();
      }
    }
    return changed ? out.toBytes() : fields;
  }

  private static <T> T nextOrNull(Iterator<T> iterator) {
    return iterator.hasNext() ? iterator.next() : null;
  }

  private static int order(String oldName, Map.Entry<String, FieldValue> next) {
    if (oldName == null) {
      return 1;
    }
    return next == null ? -1 : oldName.compareTo(next.getKey());
  }

  /** Returns the fields by their names. */
  static SortedMap<String, Field> decode(byte[] fields, Identity source) {
    SortedMap<String, Field> decoded = new TreeMap<>();
    Cursor cursor = new Cursor(fields);
    for (cursor.advance(); cursor.name != null; cursor.advance()) {
      decoded.put(cursor.name, new Field(cursor.value(), cursor.time(), source));
    }
    return decoded;
  }

  /** Walks over the fields; stands on none before the first and after the last. */
  private static final class Cursor {
    private final byte[] bytes;
    private int start;
    private int end;
    private int at;
    private String name;
    private long seconds;
    private int nanos;
    private int valueAt;

    Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    void advance() {
      start = end;
      at = end;
      if (at == bytes.length) {
        name = null;
        return;
      }
      name = text();
      seconds = number();
      nanos = (int) number();
      valueAt = at;
      skipValue();
      end = at;
    }

    boolean isBefore(Instant otherTime, FieldValue otherValue) {
      int order = time().compareTo(otherTime);
      return order < 0 || (order == 0 && value().compareTo(otherValue) < 0);
    }

    Instant time() {
      return Instant.ofEpochSecond(seconds, nanos);
    }

    FieldValue value() {
      at = valueAt;
      return switch (bytes[at++]) {
        case TEXT -> FieldValue.text(text());
        case WHOLE_NUMBER -> FieldValue.wholeNumber(number());
        case DECIMAL -> {
          int scale = (int) number();
          int length = (int) number();
          BigInteger digits = new BigInteger(bytes, at, length);
          yield FieldValue.decimal(new BigDecimal(digits, scale));
        }
        case TIMESTAMP -> FieldValue.timestamp(Instant.ofEpochSecond(number(), number()));
        default -> throw new IllegalStateException("there is no such kind");
      };
    }

    private void skipValue() {
      switch (bytes[at++]) {
        case TEXT -> skipBytes();
        case WHOLE_NUMBER -> number();
        case DECIMAL -> {
          number();
          skipBytes();
        }
        case TIMESTAMP -> {
          number();
          number();
        }
        default -> throw new IllegalStateException("there is no such kind");
      }
    }

    private void skipBytes() {
      int length = (int) number();
      at += length;
    }

    private String text() {
      int length = (int) number();
      String text = new String(bytes, at, length, StandardCharsets.UTF_8);
      at += length;
      return text;
    }

    private long number() {
      long zigzag = 0;
      int shift = 0;
      byte next;
      do {
        next = bytes[at++];
        zigzag |= (next & 0x7fL) << shift;
        shift += 7;
      } while (next < 0);
      return (zigzag >>> 1) ^ -(zigzag & 1);
    }
  }

  /** Bytes that grow, and are used again. */
  private static final class Output {
    private byte[] bytes = new byte[256];
    private int size;

    void clear() {
      size = 0;
    }

    byte[] toBytes() {
      return Arrays.copyOf(bytes, size);
    }

    void field(String name, Instant time, FieldValue value) {
      bytes(name.getBytes(StandardCharsets.UTF_8));
      time(time);
      if (value instanceof FieldValue.Text text) {
        octet(TEXT);
        bytes(text.value().getBytes(StandardCharsets.UTF_8));
      } else if (value instanceof FieldValue.WholeNumber number) {
        octet(WHOLE_NUMBER);
        number(number.value());
      } else if (value instanceof FieldValue.Decimal decimal) {
        octet(DECIMAL);
        number(decimal.value().scale());
        bytes(decimal.value().unscaledValue().toByteArray());
      } else if (value instanceof FieldValue.Timestamp timestamp) {
        octet(TIMESTAMP);
        time(timestamp.value());
      } else {
        throw new IllegalArgumentException("values of this kind are not supported");
      }
    }

    private void time(Instant time) {
      number(time.getEpochSecond());
      number(time.getNano());
    }

    void copy(byte[] from, int start, int end) {
      reserve(end - start);
      System.arraycopy(from, start, bytes, size, end - start);
      size += end - start;
    }

    private void bytes(byte[] more) {
      number(more.length);
      copy(more, 0, more.length);
    }

    private void octet(int octet) {
      reserve(1);
      bytes[size++] = (byte) octet;
    }

    private void number(long number) {
      reserve(10);
      long rest = (number << 1) ^ (number >> 63);
      for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
        bytes[size++] = (byte) (rest | 0x80);
      }
      bytes[size++] = (byte) rest;
    }

    private void reserve(int more) {
      if (bytes.length - size < more) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
      }
    }
  }
}
