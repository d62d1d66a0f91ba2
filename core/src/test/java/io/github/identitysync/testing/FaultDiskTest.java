package io.github.identitysync.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FaultDiskTest {

  private static final String FILE = "file";

  private static FaultOperation.Write write(long position, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    return new FaultOperation.Write(FILE, position, bytes);
  }

  @Test
  void aPartOfAWriteDoesNothingBehindIt() {
    FaultDisk before = FaultDisk.empty().after(new FaultOperation.Create(FILE)).after(write(0, 30));
    for (int length : new int[] {0, 9, 10, 11, 5_000}) {
      byte[] after = before.after(write(0, 10).prefix(length)).bytes(FILE).toArray();
      assertThat(after).hasSize(30).containsOnly(7);
    }
    byte[] grown = before.after(write(30, 10).prefix(4)).bytes(FILE).toArray();
    assertThat(grown).hasSize(34).containsOnly(7);
  }

  @Test
  void whatALostDirectoryHadIsLostWithIt() {
    FaultDisk disk =
        FaultDisk.empty()
            .after(new FaultOperation.CreateDirectory("a"))
            .after(new FaultOperation.CreateDirectory("a/b"))
            .after(new FaultOperation.Create("a/b/file"))
            .after(new FaultOperation.SyncDirectory("a/b"));
    assertThat(disk.crash(FaultFate.DROPPED).names()).isEmpty();
    FaultDisk withFirst = disk.after(new FaultOperation.SyncDirectory(""));
    assertThat(withFirst.crash(FaultFate.DROPPED).names()).containsExactly("a");
    FaultDisk withBoth = withFirst.after(new FaultOperation.SyncDirectory("a"));
    assertThat(withBoth.crash(FaultFate.DROPPED).names()).containsExactly("a", "a/b", "a/b/file");
    assertThat(disk.crash(FaultFate.KEPT).crash(FaultFate.DROPPED).names()).hasSize(3);
    assertThat(withBoth.isDirectory("a/b")).isTrue();
    assertThat(withBoth.isDirectory("a/b/file")).isFalse();
  }

  /** Any byte of it is old or new, also in the middle of a sector, and no other byte changes. */
  @Test
  void aWriteIsTornAtAnyByte() {
    FaultDisk before =
        FaultDisk.empty()
            .after(new FaultOperation.Create(FILE))
            .after(new FaultOperation.SyncDirectory(""))
            .after(new FaultOperation.Write(FILE, 0, new byte[2_000]))
            .after(new FaultOperation.Sync(FILE));
    int torn = 0;
    int extended = 0;
    for (int seed = 0; seed < 100; seed++) {
      FaultDisk after = before.after(write(1_000, 1_500)).crash(FaultFate.torn(seed));
      byte[] bytes = after.bytes(FILE).toArray();
      assertThat(Arrays.copyOf(bytes, 1_000)).containsOnly(0);
      assertThat(bytes.length).isBetween(2_000, 2_500);
      boolean isMixed = false;
      for (int at = 1_001; at < 2_000; at++) {
        assertThat(bytes[at]).isIn((byte) 0, (byte) 7);
        isMixed |= at % 512 != 0 && bytes[at] != bytes[at - 1];
      }
      torn += isMixed ? 1 : 0;
      extended += bytes.length == 2_500 && bytes[2_499] == 0 ? 1 : 0;
    }
    assertThat(torn).isBetween(5, 95);
    assertThat(extended).isBetween(5, 95);
  }
}
