package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StrictUtf8ReaderTest {

  private static final String TEXT = "a\u00e9\u20ac\ud83d\ude00\uFEFFz".repeat(9_999);

  @Test
  void decodesWhateverThePiecesAre() throws IOException {
    for (int pieceBytes : new int[] {1, 2, 3, 5, 1 << 20}) {
      for (int targetChars : new int[] {2, 3, 4_000}) {
        assertThat(drain(reader(utf8(TEXT), pieceBytes), targetChars)).isEqualTo(TEXT);
      }
    }
  }

  @Test
  void dropsOneByteOrderMarkAtTheStart() throws IOException {
    for (int pieceBytes : new int[] {1, 4, 100}) {
      assertThat(drain(reader(utf8("\uFEFFab"), pieceBytes), 2)).isEqualTo("ab");
      assertThat(drain(reader(utf8("\uFEFF\uFEFF"), pieceBytes), 2)).isEqualTo("\uFEFF");
      assertThat(drain(reader(utf8("\uFEFF"), pieceBytes), 2)).isEmpty();
    }
  }

  @Test
  void deliversAllBeforeAFaultAndThenTheFaultForEver() throws IOException {
    byte[] cut = utf8("ab\u20ac");
    cut[cut.length - 1] = 'x';
    Reader reader = reader(cut, 100);
    char[] target = new char[10];

    assertThat(reader.read(target, 0, 10)).isEqualTo(2);
    assertThatThrownBy(() -> reader.read(target, 0, 10))
        .isInstanceOf(CharacterCodingException.class);
    assertThatThrownBy(() -> reader.read(target, 0, 10))
        .isInstanceOf(CharacterCodingException.class);
  }

  @Test
  void refusesATargetThatACharacterMayNotFit() {
    assertThatThrownBy(() -> reader(utf8("a"), 1).read(new char[1], 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String drain(Reader reader, int targetChars) throws IOException {
    StringBuilder all = new StringBuilder();
    char[] target = new char[targetChars];
    for (int n = reader.read(target, 0, targetChars);
        n >= 0;
        n = reader.read(target, 0, targetChars)) {
      assertThat(n).isPositive();
      all.append(target, 0, n);
    }
    return all.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Reader reader(byte[] bytes, int pieceBytes) {
    InputStream in =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, pieceBytes));
          }
        };
    return new StrictUtf8Reader(in, 16 << 10);
  }
}
