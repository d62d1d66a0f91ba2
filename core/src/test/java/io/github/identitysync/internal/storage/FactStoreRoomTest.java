package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultyFiles;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The room of blocks that were removed or written over is used again. */
class FactStoreRoomTest {

  private static final int[] LENGTHS = {100, 1_000, 10_000, 24_000, 50_000};
  private static final int BLOCKS = 100;
  private static final int STEPS = 4_000;

  @Test
  void theBaseFileStopsGrowing() throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    Random random = new Random(21);
    long afterFirstRound = 0;
    for (int round = 0; round < 4; round++) {
      try (FactStore store = FactStore.open(files, new byte[16], 2 << 20)) {
        changeBlocks(store, random);
        store.checkpoint(true);
        store.verifyPages();
      }
      long size = files.disk().bytes("identities.db").size();
      afterFirstRound = round == 0 ? size : afterFirstRound;
      assertThat(size).as("round %d", round).isLessThan(afterFirstRound * 3 / 2);
    }
  }

  private static void changeBlocks(FactStore store, Random random) throws IOException {
    for (int step = 0; step < STEPS; step++) {
      int index = random.nextInt(BLOCKS);
      if (random.nextInt(4) == 0) {
        store.blocks().remove(0, index);
      } else {
        store.blocks().put(0, index, new byte[LENGTHS[random.nextInt(LENGTHS.length)]]);
      }
      if (step % 10 == 9) {
        store.commit();
      }
      if (store.isCheckpointDue()) {
        store.commit();
        store.checkpoint(false);
      }
    }
  }
}
