package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.model.IdentitySyncException.UnsupportedFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuperblockTest {

  private static final int FIELDS_END = 72;

  private static Superblock superblock() {
    byte[] secret = new byte[Superblock.SECRET_BYTES];
    new Random(1).nextBytes(secret);
    return new Superblock(0x1122_3344_5566_7788L, secret, 3, 1L << 40, 77, 1 << 20);
  }

  @Test
  void readsWhatItWrote() {
    Superblock read = Superblock.decode(superblock().encode());
    assertThat(read).usingRecursiveComparison().isEqualTo(superblock());
    assertThat(superblock().encode()).hasSize(Superblock.BYTES);
  }

  @Test
  void noFlippedBitPasses() {
    for (int at = 0; at < Superblock.BYTES; at += at < 2 * FIELDS_END ? 1 : 61) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] block = superblock().encode();
        block[at] ^= (byte) (1 << bit);
        try {
          assertThat(Superblock.decode(block)).as("byte %d, bit %d", at, bit).isNull();
        } catch (UnsupportedFormat e) {
          assertThat(at).isBetween(8, 11);
        }
      }
    }
  }

  @Test
  void anotherVersionIsNamed() {
    byte[] block = superblock().encode();
    Bytes.putInt(block, 8, 4711);
    assertThatThrownBy(() -> Superblock.decode(block))
        .isInstanceOf(UnsupportedFormat.class)
        .hasMessageContaining("4711");
  }

  @Test
  void zerosAreNone() {
    assertThat(Superblock.decode(new byte[Superblock.BYTES])).isNull();
    byte[] withoutVersion = superblock().encode();
    Bytes.putInt(withoutVersion, 8, 0);
    assertThat(Superblock.decode(withoutVersion)).isNull();
  }

  @Test
  void anyFrontOfOneMayBeUnfinished() {
    byte[] block = superblock().encode();
    for (int length = 0; length <= Superblock.BYTES; length++) {
      assertThat(Superblock.mayBeUnfinished(Arrays.copyOf(block, length))).isTrue();
      byte[] padded = Arrays.copyOf(Arrays.copyOf(block, length), Superblock.BYTES);
      assertThat(Superblock.mayBeUnfinished(padded)).isTrue();
    }
  }

  @Test
  void whatNoCreationLeavesIsNotUnfinished() {
    byte[] letters = new byte[100];
    Arrays.fill(letters, (byte) 'x');
    byte[] zerosThenLetters = new byte[100];
    System.arraycopy(letters, 0, zerosThenLetters, 50, 50);
    assertThat(Superblock.mayBeUnfinished(letters)).isFalse();
    assertThat(Superblock.mayBeUnfinished(zerosThenLetters)).isFalse();
    assertThat(Superblock.mayBeUnfinished("ID".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(Superblock.mayBeUnfinished("IX".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(Superblock.mayBeUnfinished(new byte[Superblock.BYTES + 1])).isFalse();
  }

  @Test
  void onlyFieldsMayBeAnythingInAnUnfinishedOne() {
    for (int at = 0; at < Superblock.BYTES; at++) {
      byte[] block = superblock().encode();
      block[at] ^= 0x55;
      assertThat(Superblock.mayBeUnfinished(block))
          .as("byte %d", at)
          .isEqualTo(at >= Long.BYTES && at < FIELDS_END);
    }
  }
}
