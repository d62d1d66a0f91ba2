package io.github.identitysync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipInputTest {

  private static final String TEXT = "a small text, and a small text again";
  private static final byte[] MEMBER = Cli.gzip(TEXT);
  private static final int HEADER_BYTES = 10;

  @Test
  void unpacksMembersWhateverThePiecesAre() throws IOException {
    StringBuilder large = new StringBuilder();
    new Random(1).ints(100_000).forEach(large::append);
    byte[] members = join(MEMBER, Cli.gzip(""), Cli.gzip(large.toString()), MEMBER);

    for (int piece : new int[] {1, 2, 7, 1_000, 1 << 20}) {
      assertThat(unpack(members, piece)).isEqualTo(TEXT + large + TEXT);
    }
    assertThat(new GzipInput(new ByteArrayInputStream(MEMBER)).read()).isEqualTo('a');
    assertThat(unpack(new byte[0], 1)).isEmpty();
  }

  @Test
  void readsEveryPartThatAHeaderMayHave() throws IOException {
    for (int flags = 0; flags < 32; flags++) {
      assertThat(unpack(join(MEMBER, withHeader(flags, true)), 3)).isEqualTo(TEXT + TEXT);
    }
    assertFault(withHeader(2, false), "the header of the gzip member is damaged");
    for (int flags = 32; flags < 256; flags <<= 1) {
      assertFault(withHeader(flags, true), "the gzip member has unknown flags");
    }
  }

  @Test
  void cutAnywhereItIsAFaultBehindAllThatIsWhole() {
    byte[] two = join(MEMBER, withHeader(31, true));
    for (int length = 1; length < two.length; length++) {
      if (length != MEMBER.length) {
        byte[] cut = Arrays.copyOf(two, length);
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        assertThatThrownBy(() -> drain(cut, 5, unpacked))
            .hasMessage("byte " + length + ": the input ends inside a gzip member");
        assertThat(unpacked.toString(StandardCharsets.UTF_8))
            .startsWith(length > MEMBER.length ? TEXT : "");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "\n", "\0", "\u001f{", "{\"folderId\":\"f\"}"})
  void whatFollowsAMemberAndIsNoneIsAFault(String tail) {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    assertThatThrownBy(() -> drain(join(MEMBER, Cli.utf8(tail)), 4, unpacked))
        .hasMessage("byte " + MEMBER.length + ": what follows is no gzip, and was not read");
    assertThat(unpacked.toString(StandardCharsets.UTF_8)).isEqualTo(TEXT);
  }

  @Test
  void aChangedByteIsNeverUnpackedToAnotherTextInSilence() {
    for (int i = 0; i < MEMBER.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = MEMBER.clone();
        damaged[i] ^= (byte) (1 << bit);
        try {
          assertThat(unpack(damaged, 1 << 20)).isEqualTo(TEXT);
        } catch (IOException e) {
          assertThat(e.getMessage()).startsWith("byte ");
        }
      }
    }
  }

  @Test
  void saysThatItPausesOnceAllIsUnpacked() throws IOException {
    InputStream pausing =
        new FilterInputStream(new ByteArrayInputStream(join(MEMBER, MEMBER))) {
          @Override
          public int available() {
            return 0;
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, MEMBER.length));
          }
        };
    try (GzipInput gzip = new GzipInput(pausing)) {
      byte[] target = new byte[100];
      for (int i = 0; i < 2; i++) {
        assertThat(gzip.read(target, 0, 5)).isEqualTo(5);
        assertThat(gzip.available()).isPositive();
        assertThat(gzip.read(target, 0, 100)).isEqualTo(TEXT.length() - 5);
        assertThat(gzip.available()).isZero();
      }
      assertThat(gzip.read(target, 0, 100)).isNegative();
      assertThat(gzip.available()).isZero();
    }
  }

  private static void assertFault(byte[] packed, String message) {
    assertThatThrownBy(() -> unpack(packed, 100)).hasMessageEndingWith(": " + message);
  }

  private static String unpack(byte[] packed, int piece) throws IOException {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    drain(packed, piece, unpacked);
    return unpacked.toString(StandardCharsets.UTF_8);
  }

  private static void drain(byte[] packed, int piece, ByteArrayOutputStream unpacked)
      throws IOException {
    InputStream pieces =
        new ByteArrayInputStream(packed) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, piece));
          }
        };
    try (GzipInput gzip = new GzipInput(pieces)) {
      gzip.transferTo(unpacked);
    }
  }

  /** Returns the member with the parts in its header that the flags name. */
  private static byte[] withHeader(int flags, boolean rightCheck) {
    byte[] fixed = Arrays.copyOf(MEMBER, HEADER_BYTES);
    fixed[3] = (byte) flags;
    byte[] header =
        join(
            fixed,
            (flags & 4) == 0 ? new byte[0] : new byte[] {3, 0, 'a', 'b', 'c'},
            (flags & 8) == 0 ? new byte[0] : Cli.utf8("name\0"),
            (flags & 16) == 0 ? new byte[0] : Cli.utf8("comment\0"));
    CRC32 crc = new CRC32();
    crc.update(header);
    long sum = crc.getValue() ^ (rightCheck ? 0 : 1);
    byte[] check = (flags & 2) == 0 ? new byte[0] : new byte[] {(byte) sum, (byte) (sum >> 8)};
    return join(header, check, Arrays.copyOfRange(MEMBER, HEADER_BYTES, MEMBER.length));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
