package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BoundedReaderTest {

  private static final int STRING = BoundedReader.MAX_STRING;
  private static final int NUMBER = BoundedReader.MAX_NUMBER;
  private static final int DEPTH = BoundedReader.MAX_DEPTH;

  @Test
  void aStringEndsWhereItIsTooLong() throws IOException {
    String longest = "[\"" + "x".repeat(STRING) + "\",1]";

    assertThat(bounded(longest)).isEqualTo(longest);
    assertThat(bounded("[\"" + "x".repeat(STRING) + "y\",1]"))
        .isEqualTo("[\"" + "x".repeat(STRING) + "\" ,1]");
    assertThat(bounded("{\"" + "x".repeat(STRING) + "\\\"\\u005d]\ud83d\ude00\":\"\"}"))
        .isEqualTo("{\"" + "x".repeat(STRING) + "\"" + " ".repeat(11) + ":\"\"}");
  }

  @Test
  void noCharacterAndNoEscapeIsCutInTwo() throws IOException {
    for (String pair : List.of("\ud83d\ude00", "\\ud83d\\ude00")) {
      String text = "x".repeat(STRING - 1) + pair;
      assertThat(bounded("\"" + text + "y\"")).isEqualTo("\"" + text + "\" ");
    }
    String text = "\\n".repeat(STRING - 1) + "\\u20ac";
    assertThat(bounded("\"" + text + "\\\"\"")).isEqualTo("\"" + text + "\"  ");
  }

  @Test
  void whatNoStringHasStaysAFault() throws IOException {
    String begin = "\"" + "x".repeat(STRING);

    assertThat(bounded(begin + "xx\nx\"")).isEqualTo(begin + "\" \0  ");
    assertThat(bounded(begin + "xx\\qx\"")).isEqualTo(begin + "\" \0   ");
    assertThat(bounded(begin + "xx\\u12g4\"")).isEqualTo(begin + "\" \0      ");
    assertThat(bounded(begin + "\n\"")).isEqualTo(begin + "\n\"");
    for (String cut : List.of("x", "xy", "x\\", "x\\u00")) {
      assertThatThrownBy(() -> bounded(begin + cut)).isInstanceOf(BoundedReader.EndsInString.class);
    }
  }

  @Test
  void aNumberEndsBehindADigit() throws IOException {
    String longest = "1".repeat(NUMBER);
    String fraction = "1".repeat(NUMBER - 1) + ".2";

    assertThat(bounded("[" + longest + "]")).isEqualTo("[" + longest + "]");
    assertThat(bounded("[" + longest + "1.5e-7]")).isEqualTo("[" + longest + "      ]");
    assertThat(bounded(fraction + "22")).isEqualTo(fraction + "  ");
    assertThat(bounded("-" + longest)).isEqualTo("-" + longest.substring(1) + " ");
  }

  @Test
  void theLastLevelIsEmpty() throws IOException {
    String open = "[".repeat(DEPTH);
    String close = "]".repeat(DEPTH);

    assertThat(bounded(open + "1" + close)).isEqualTo(open + "1" + close);
    assertThat(bounded(open + "{\"a\" :\n[1.5,true,\"}\\\"\"]}" + close))
        .isEqualTo(open + "{     \n                }" + close);
    assertThat(bounded(open + "[[[[]]]],1" + close)).isEqualTo(open + "[      ],1" + close);
    assertThat(bounded(open + "[\"\t\"]" + close)).isEqualTo(open + "[ \0 ]" + close);
  }

  @Test
  void halvesOfPairsAreSpelledOut() throws IOException {
    assertThat(bounded("\"\\uD83dx\"")).isEqualTo("\"" + "\ud83d".repeat(6) + "x\"");
    assertThat(bounded("\"\\ude00\\ud83d\\u0041\""))
        .isEqualTo("\"" + "\ude00".repeat(6) + "\ud83d".repeat(6) + "\\u0041\"");
    assertThat(bounded("\"\\ud83d\\ud83d\\ude00\\ud83d\\n\""))
        .isEqualTo("\"" + "\ud83d".repeat(6) + "\\ud83d\\ude00" + "\ud83d".repeat(6) + "\\n\"");
  }

  @Test
  void knowsWhereTheLastElementEnds() throws IOException {
    for (String text :
        List.of("{}", "[{},{\"a\":[{}]}", "{}[[[]]", "[1,[\"]\"]", "[]{\"a\":\"}\"}")) {
      for (String rest : List.of("", " ", ",", "[", "\"x\"", "7,", "{\"a\":[]")) {
        BoundedReader reader = new BoundedReader(new StringReader(text + rest));
        drain(reader, 50);
        assertThat(reader.elementEnd()).as(text + rest).isEqualTo(text.length());
      }
    }
  }

  @Property(tries = 1_000)
  void whatIsWithinTheLimitsStaysAsItIs(@ForAll long seed, @ForAll @IntRange(min = 1) int piece)
      throws IOException {
    Random random = new Random(seed);
    byte[] json =
        Inputs.broken(
            new RandomRenderer(random).render(List.of(Wire.record(1), Wire.record(2))),
            random.nextInt(3),
            random);
    String text = new String(json, StandardCharsets.ISO_8859_1).replaceAll("\\\\u[dD].{3}", "x");

    BoundedReader reader = new BoundedReader(new StringReader(text));
    assertThat(drain(reader, 13 + piece % 50)).isEqualTo(text);
  }

  /** Reads in pieces of several sizes, which must make no difference. */
  private static String bounded(String text) throws IOException {
    String all = drain(new BoundedReader(new StringReader(text)), 1 << 20);
    for (int size : new int[] {13, 14, 15, 4_000}) {
      assertThat(drain(new BoundedReader(new StringReader(text)), size)).isEqualTo(all);
    }
    assertThat(all).hasSameSizeAs(text);
    return all;
  }

  private static String drain(Reader reader, int size) throws IOException {
    StringBuilder all = new StringBuilder();
    char[] target = new char[size + 3];
    for (int n = reader.read(target, 3, size); n >= 0; n = reader.read(target, 3, size)) {
      assertThat(n).isPositive();
      all.append(target, 3, n);
    }
    return all.toString();
  }
}
