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
}
