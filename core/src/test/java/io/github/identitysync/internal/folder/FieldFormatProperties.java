package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.IdentitySyncException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Fields as bytes: they come back, in one form only, and bytes that were not written do no harm.
 */
class FieldFormatProperties {

  /** A value written to a field. */
  record Named(String name, Write write) {}

  private static FieldSet set(List<Named> writes) {
    FieldSet set = new FieldSet(0);
    for (Named named : writes) {
      set.add(new String[] {named.name()}, new Write[] {named.write()}, "u"::equals);
    }
    return set;
  }

  private static byte[] encode(FieldSet set) {
    ByteSink sink = new ByteSink(8);
    FieldEncoder.put(set, sink);
    return Arrays.copyOf(sink.bytes(), sink.size());
  }

  private static ByteSource source(byte[] bytes) {
    return new ByteSource(bytes, 0, () -> "these bytes");
  }

  @Property(tries = 500)
  void whatIsWrittenIsRead(@ForAll("writes") List<Named> writes) {
    FieldSet set = set(writes);
    ByteSource source = source(encode(set));
    FieldSet read = FieldDecoder.read(source);
    assertThat(source.position()).isEqualTo(encode(set).length);
    assertThat(read.count()).isEqualTo(set.count());
    for (int i = 0; i < set.count(); i++) {
      assertThat(read.name(i)).isEqualTo(set.name(i));
      assertThat(read.kept(i)).isEqualTo(set.kept(i));
      assertThat(read.field(set.name(i))).isEqualTo(set.kept(i));
    }
    assertThat(encode(read)).isEqualTo(encode(set));
  }

  @Property(tries = 300)
  void theOrderOfWritesDoesNotShow(@ForAll("writes") List<Named> writes, @ForAll long seed) {
    List<Named> shuffled = new ArrayList<>(writes);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(encode(set(shuffled))).isEqualTo(encode(set(writes)));
  }

  @Property(tries = 300)
  void bytesThatWereNotWrittenDoNoHarm(@ForAll("writes") List<Named> writes, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = encode(set(writes));
    for (int i = 0; i < 50; i++) {
      byte[] damaged = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      try {
        encode(FieldDecoder.read(source(damaged)));
      } catch (IdentitySyncException.Corrupt e) {
        assertThat(e).hasMessageStartingWith("these bytes ");
      }
    }
  }

  @Provide
  Arbitrary<List<Named>> writes() {
    Arbitrary<String> names = Arbitraries.of("a", "u", "a name", "\u00fc\ud83d\ude00");
    Arbitrary<Instant> times =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 3).map(Instant::ofEpochMilli),
            Arbitraries.longs().between(0, 3).map(i -> Instant.ofEpochSecond(5, i)),
            Combinators.combine(
                    Arbitraries.longs().between(-4_000_000_000_000_000L, 4_000_000_000_000_000L),
                    Arbitraries.longs().between(0, 999_999_999))
                .as(Instant::ofEpochSecond));
    return Combinators.combine(names, times, values())
        .as((name, time, value) -> new Named(name, new Write(time, value)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static Arbitrary<FieldValue> values() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.of("", "x", "\ufffd"),
            Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(20),
            Arbitraries.of("\ud83d\ude00", "y".repeat(300)));
    return Arbitraries.oneOf(
        Arbitraries.just(FieldValue.removed()),
        Arbitraries.of(true, false).map(FieldValue::truth),
        Arbitraries.longs().map(FieldValue::wholeNumber),
        Combinators.combine(Arbitraries.bigIntegers(), Arbitraries.integers().between(-400, 400))
            .as((unscaled, scale) -> FieldValue.decimal(new BigDecimal(unscaled, scale))),
        Arbitraries.longs()
            .between(LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay())
            .map(day -> FieldValue.date(LocalDate.ofEpochDay(day))),
        Arbitraries.longs()
            .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
            .map(second -> FieldValue.timestamp(Instant.ofEpochSecond(second, 999_999_999))),
        texts.map(FieldValue::text),
        texts.list().ofMaxSize(4).map(FieldValue::texts));
  }

  private static char[] surrogates() {
    char[] all = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = (char) (Character.MIN_SURROGATE + i);
    }
    return all;
  }
}
