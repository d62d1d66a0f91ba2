package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FieldFormat.KIND;
import static io.github.identitysync.internal.folder.FieldFormat.NANOS;
import static io.github.identitysync.internal.folder.FieldFormat.NANOS_PER_MILLI;
import static io.github.identitysync.internal.folder.FieldFormat.ROLE_BITS;
import static io.github.identitysync.internal.folder.FieldFormat.SAME_VALUE;
import static io.github.identitysync.internal.folder.FieldFormat.TIME;

import io.github.identitysync.model.FieldValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FieldEncoder} wrote, and takes anything else for damage. */
final class FieldDecoder {

  /** For fields that are written to for the first time. */
  private static final int ROOM = 2;

  private final ByteSource source;
  private @Nullable Instant lastTime;

  private FieldDecoder(ByteSource source) {
    this.source = source;
  }

  /** Reads a set of fields. */
  static FieldSet read(ByteSource source) {
    FieldDecoder decoder = new FieldDecoder(source);
    int count = source.count();
    FieldSet fields = new FieldSet(Math.min(count, 1 << 10) + ROOM);
    for (int i = 0; i < count; i++) {
      int head = source.count();
      String name = source.utf8(head >>> 1);
      if (i > 0 && name.compareTo(fields.name(i - 1)) <= 0) {
        throw source.damaged("has fields out of order");
      }
      fields.append(name, decoder.field((head & 1) != 0));
    }
    return fields;
  }

  private KeptWrites field(boolean hasTexts) {
    int roles = source.unsignedByte();
    int mask = (1 << ROLE_BITS) - 1;
    int earliest = roles & mask;
    int smallest = (roles >>> ROLE_BITS) & mask;
    int largest = roles >>> (2 * ROLE_BITS);
    Write[] writes = new Write[1 + Math.max(earliest, Math.max(smallest, largest))];
    if (writes.length > mask + 1) {
      throw source.damaged("has a number that cannot be");
    }
    for (int i = 0; i < writes.length; i++) {
      writes[i] = write(i == 0 ? null : writes[0].value());
    }
    KeptTexts texts = hasTexts ? new KeptTexts(texts(), time(true)) : null;
    return new KeptWrites(
        writes[0], value(writes, earliest), value(writes, smallest), value(writes, largest), texts);
  }

  /** Returns a write that is kept for its value; a field that was only ever removed has none. */
  private @Nullable Write value(Write[] writes, int role) {
    if (writes[role].isRemoval() && writes.length > 1) {
      throw source.damaged("keep a removal for a value");
    }
    return writes[role].isRemoval() ? null : writes[role];
  }

  private Write write(@Nullable FieldValue first) {
    int head = source.unsignedByte();
    Instant time = lastTime;
    if ((head & TIME) != 0 || time == null) {
      time = time((head & NANOS) != 0);
    }
    FieldValue same = (head & SAME_VALUE) != 0 ? first : null;
    return new Write(time, same == null ? value(head & KIND) : same);
  }

  private Instant time(boolean hasNanos) {
    long before = lastTime == null ? 0 : lastTime.toEpochMilli();
    Instant milli = Instant.ofEpochMilli(before + source.signed());
    Instant time = hasNanos ? milli.plusNanos(source.count() % NANOS_PER_MILLI) : milli;
    lastTime = time;
    return time;
  }

  private FieldValue value(int kind) {
    try {
      return switch (kind) {
        case FieldFormat.REMOVED -> FieldValue.removed();
        case FieldFormat.FALSE -> FieldValue.truth(false);
        case FieldFormat.TRUE -> FieldValue.truth(true);
        case FieldFormat.WHOLE_NUMBER -> FieldValue.wholeNumber(source.signed());
        case FieldFormat.DECIMAL -> decimal();
        case FieldFormat.DATE -> FieldValue.date(LocalDate.ofEpochDay(source.signed()));
        case FieldFormat.TIMESTAMP ->
            FieldValue.timestamp(Instant.ofEpochSecond(source.signed(), source.count()));
        case FieldFormat.TEXT -> FieldValue.text(source.utf8(source.count()));
        case FieldFormat.TEXTS -> FieldValue.texts(texts());
        default -> throw source.damaged("has a kind that cannot be");
      };
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw source.damaged("has a value that cannot be");
    }
  }

  private FieldValue decimal() {
    int scale = (int) source.signed();
    byte[] unscaled = source.bytes(source.count());
    if (unscaled.length == 0) {
      throw source.damaged("has a number that cannot be");
    }
    return FieldValue.decimal(new BigDecimal(new BigInteger(unscaled), scale));
  }

  private SortedSet<String> texts() {
    SortedSet<String> texts = new TreeSet<>();
    int count = source.count();
    for (int i = 0; i < count; i++) {
      texts.add(source.utf8(source.count()));
    }
    return texts;
  }
}
