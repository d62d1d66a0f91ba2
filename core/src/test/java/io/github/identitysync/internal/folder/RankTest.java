package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RankTest {

  private static final long[] TIMES = {
    -(1L << 62), -4_611_686_018_427_386_000L, -1, 0, 1, 1_700_000_000_000L, (1L << 62) - 1
  };

  @Test
  void ordersByTimeAndThenExternalIdentitiesFirst() {
    long[] ranks =
        Arrays.stream(TIMES)
            .flatMap(time -> Arrays.stream(new long[] {Rank.of(time, false), Rank.of(time, true)}))
            .toArray();
    assertThat(ranks).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void holdsItsParts() {
    for (long time : TIMES) {
      for (boolean isBrowser : new boolean[] {false, true}) {
        assertThat(Rank.time(Rank.of(time, isBrowser))).isEqualTo(time);
        assertThat(Rank.isBrowser(Rank.of(time, isBrowser))).isEqualTo(isBrowser);
      }
    }
  }
}
