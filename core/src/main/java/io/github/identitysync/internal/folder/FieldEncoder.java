package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FieldFormat.NANOS;
import static io.github.identitysync.internal.folder.FieldFormat.NANOS_PER_MILLI;
import static io.github.identitysync.internal.folder.FieldFormat.ROLE_BITS;
import static io.github.identitysync.internal.folder.FieldFormat.SAME_VALUE;
import static io.github.identitysync.internal.folder.FieldFormat.TIME;

import io.github.identitysync.model.FieldValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes a set of fields as bytes; equal sets give equal bytes. */
final class FieldEncoder {

  private final ByteSink sink;

  /** The writes of one field, each once. */
  private final Write[] distinct = new Write[4];

  private int count;
  private @Nullable Instant lastTime;

  private FieldEncoder(ByteSink sink) {
    this.sink = sink;
  }

  /** Appends a set of fields. */
  static void put(FieldSet set, ByteSink sink) {
    FieldEncoder encoder = new FieldEncoder(sink);
    sink.putVarint(set.count());
    for (int i = 0; i < set.count(); i++) {
      encoder.putField(set.name(i), set.kept(i));
    }
  }

  /** Each distinct write once, the latest first, and which of them the others are. */
  private void putField(String name, KeptWrites kept) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    sink.putVarint((long) utf8.length << 1 | (kept.texts() == null ? 0 : 1));
    sink.put(utf8, 0, utf8.length);
    distinct[0] = kept.latest();
    count = 1;
    int roles = place(kept.earliest());
    roles |= place(kept.smallest()) << ROLE_BITS;
    roles |= place(kept.largest()) << (2 * ROLE_BITS);
    sink.putVarint(roles);
    putWrite(distinct[0], false);
    for (int i = 1; i < count; i++) {
      putWrite(distinct[i], distinct[i].value().equals(distinct[0].value()));
    }
    if (kept.texts() != null) {
      putTexts(kept.texts().values());
      putTime(kept.texts().latest());
      sink.putVarint(nanos(kept.texts().latest()));
    }
  }

  /** A field that was only ever removed has one write, which stands for the missing ones too. */
  @SuppressWarnings("ReferenceEquality") // of equal writes the one that came first is kept
  private int place(@Nullable Write write) {
    if (write == null) {
      return 0;
    }
    for (int i = 0; i < count; i++) {
      if (distinct[i] == write) {
        return i;
      }
    }
    distinct[count] = write;
    return count++;
  }

  private void putWrite(Write write, boolean hasFirstValue) {
    Instant time = write.time();
    boolean sameTime = time.equals(lastTime);
    int nanos = nanos(time);
    sink.putVarint(
        kind(write.value())
            | (sameTime ? 0 : TIME)
            | (sameTime || nanos == 0 ? 0 : NANOS)
            | (hasFirstValue ? SAME_VALUE : 0));
    if (!sameTime) {
      putTime(time);
      if (nanos != 0) {
        sink.putVarint(nanos);
      }
    }
    if (!hasFirstValue) {
      putValue(write.value());
    }
  }

  /** The milliseconds of a time, as a difference to those of the time before. */
  private void putTime(Instant time) {
    sink.putSigned(time.toEpochMilli() - (lastTime == null ? 0 : lastTime.toEpochMilli()));
    lastTime = time;
  }

  private static int nanos(Instant time) {
    return time.get(ChronoField.NANO_OF_SECOND) % NANOS_PER_MILLI;
  }

  private static int kind(FieldValue value) {
    if (value instanceof FieldValue.Text) {
      return FieldFormat.TEXT;
    } else if (value instanceof FieldValue.WholeNumber) {
      return FieldFormat.WHOLE_NUMBER;
    } else if (value instanceof FieldValue.Decimal) {
      return FieldFormat.DECIMAL;
    } else if (value instanceof FieldValue.Truth truth) {
      return truth.value() ? FieldFormat.TRUE : FieldFormat.FALSE;
    } else if (value instanceof FieldValue.Date) {
      return FieldFormat.DATE;
    } else if (value instanceof FieldValue.Timestamp) {
      return FieldFormat.TIMESTAMP;
    }
    return value instanceof FieldValue.Texts ? FieldFormat.TEXTS : FieldFormat.REMOVED;
  }

  private void putValue(FieldValue value) {
    if (value instanceof FieldValue.Text text) {
      putText(text.value());
    } else if (value instanceof FieldValue.WholeNumber number) {
      sink.putSigned(number.value());
    } else if (value instanceof FieldValue.Decimal decimal) {
      sink.putSigned(decimal.value().scale());
      putBytes(decimal.value().unscaledValue().toByteArray());
    } else if (value instanceof FieldValue.Date date) {
      sink.putSigned(date.value().toEpochDay());
    } else if (value instanceof FieldValue.Timestamp timestamp) {
      Instant instant = timestamp.value();
      sink.putSigned(instant.getEpochSecond());
      sink.putVarint(instant.getNano());
    } else if (value instanceof FieldValue.Texts texts) {
      putTexts(texts.values());
    }
  }

  private void putTexts(Collection<String> texts) {
    sink.putVarint(texts.size());
    texts.forEach(this::putText);
  }

  private void putText(String text) {
    putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void putBytes(byte[] bytes) {
    sink.putVarint(bytes.length);
    sink.put(bytes, 0, bytes.length);
  }
}
