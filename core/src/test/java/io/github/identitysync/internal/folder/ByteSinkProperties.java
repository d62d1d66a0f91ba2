package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.Records;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ByteSinkProperties {

  @Property
  void writesTheUtf8ThatTheJdkWrites(
      @ForAll("texts") List<String> texts, @ForAll @IntRange(max = 40) int capacity) {
    ByteSink sink = new ByteSink(capacity);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      int before = sink.size();
      sink.putUtf8(text);
      assertThat(sink.size() - before).isEqualTo(utf8.length);
      expected.writeBytes(utf8);
    }
    assertThat(written(sink)).isEqualTo(expected.toByteArray());
  }

  @Example
  void writesEveryCodePointAsTheJdkDoes() {
    ByteSink sink = new ByteSink(0);
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        String text = Character.toString(point);
        sink.clear();
        sink.putUtf8(text);
        if (!Arrays.equals(written(sink), text.getBytes(StandardCharsets.UTF_8))) {
          throw new AssertionError("code point " + point);
        }
      }
    }
  }

  @Property
  void writesNumbersSevenBitsAByte(@ForAll long number) {
    ByteSink sink = new ByteSink(0);
    sink.putVarint(number);
    byte[] bytes = written(sink);
    long read = 0;
    for (int i = 0; i < bytes.length; i++) {
      assertThat(bytes[i] < 0).isEqualTo(i < bytes.length - 1);
      read |= (bytes[i] & 0x7FL) << (7 * i);
    }
    assertThat(read).isEqualTo(number);
    assertThat(bytes).hasSize(Math.max(1, (70 - Long.numberOfLeadingZeros(number)) / 7));
  }

  @Property
  void putsWhatItIsGivenBehindWhatItHas(
      @ForAll byte[] first, @ForAll byte[] second, @ForAll @IntRange(max = 100) int zeros) {
    ByteSink sink = new ByteSink(1);
    sink.put(second, 0, second.length);
    sink.clear();
    sink.put(first, 0, first.length);
    sink.putZeros(zeros);
    sink.put(second, 0, second.length);

    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.writeBytes(first);
    expected.writeBytes(new byte[zeros]);
    expected.writeBytes(second);
    assertThat(written(sink)).isEqualTo(expected.toByteArray());
  }

  private static byte[] written(ByteSink sink) {
    return Arrays.copyOf(sink.bytes(), sink.size());
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Records.text().list().ofMaxSize(5);
  }
}
