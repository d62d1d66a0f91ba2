package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * MapDB's collections on the journaled volume against maps on the heap: random puts, overwrites
 * with other lengths, removals, commits, checkpoints, closes, kills and losses of power.
 *
 * <p>The system property {@code identitysync.model.steps} sets the steps per seed.
 */
class FactStoreModelTest {

  private static final int STEPS = Integer.getInteger("identitysync.model.steps", 5_000);
  private static final int FOLDERS = 3;
  private static final int BLOCKS = 120;
  private static final long JOURNAL_BYTES = 2 << 20;

  private FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
  private FactStore store;
  private Map<Long, byte[]> model = new TreeMap<>();
  private Map<Long, byte[]> committed = new TreeMap<>();
  private Map<String, Integer> folders = new HashMap<>();
  private Map<String, Integer> committedFolders = new HashMap<>();
  private Random random;

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void holdsWhatWasPut(long seed) throws IOException {
    random = new Random(seed);
    open();
    for (int step = 0; step < STEPS; step++) {
      try {
        step();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", step " + step, e);
      }
    }
    commit();
    store.checkpoint(true);
    store.close();
    files = FaultyFiles.of(files.disk().crash(FaultFate.DROPPED));
    open();
    compareAll();
    store.close();
  }

  private void open() throws IOException {
    store = FactStore.open(files, new byte[16], JOURNAL_BYTES);
  }

  private void step() throws IOException {
    long key = key(random.nextInt(FOLDERS), random.nextInt(BLOCKS));
    int folder = (int) (key >>> 32);
    int index = (int) key;
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> {
        store.blocks().remove(folder, index);
        model.remove(key);
      }
      case 4, 5 -> assertThat(store.blocks().get(folder, index)).isEqualTo(model.get(key));
      case 6, 7 -> commit();
      case 8 -> rarely();
      default -> {
        byte[] block = block();
        store.blocks().put(folder, index, block);
        model.put(key, block);
      }
    }
  }

  private void rarely() throws IOException {
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        commit();
        store.checkpoint(false);
      }
      case 2 -> {
        String name = "folder" + folders.size();
        store.addFolder(name.getBytes(StandardCharsets.UTF_8), folders.size());
        folders.put(name, folders.size());
      }
      case 3 -> {
        commit();
        store.checkpoint(true);
        store.close();
        open();
        compareAll();
      }
      case 4 -> crash();
      default -> compareAll();
    }
  }

  private void commit() throws IOException {
    store.commit();
    committed = new TreeMap<>(model);
    committedFolders = new HashMap<>(folders);
    if (store.isCheckpointDue()) {
      store.checkpoint(false);
    }
  }

  private void crash() throws IOException {
    List<FaultFate> fates =
        List.of(
            FaultFate.KILLED, FaultFate.KEPT, FaultFate.DROPPED, FaultFate.torn(random.nextLong()));
    store.close();
    files = FaultyFiles.of(files.disk().crash(fates.get(random.nextInt(fates.size()))));
    model = new TreeMap<>(committed);
    folders = new HashMap<>(committedFolders);
    open();
    compareAll();
  }

  /** Draws lengths from 1 byte to 60 KB, most of them small. */
  private byte[] block() {
    int magnitude = new int[] {16, 200, 200, 3_000, 3_000, 24_000, 60_000}[random.nextInt(7)];
    byte[] block = new byte[1 + random.nextInt(magnitude)];
    random.nextBytes(block);
    return block;
  }

  private static long key(int folder, int index) {
    return ((long) folder << 32) | index;
  }

  private void compareAll() {
    store.verifyPages();
    assertThat(store.blocks().count()).isEqualTo(model.size());
    List<Long> keys = new ArrayList<>();
    for (int number = 0; number < FOLDERS; number++) {
      int folder = number;
      store
          .blocks()
          .forEach(
              folder,
              (index, block) -> {
                keys.add(key(folder, index));
                assertThat(Arrays.equals(block, model.get(key(folder, index)))).isTrue();
              });
    }
    assertThat(keys).isEqualTo(List.copyOf(model.keySet()));
    Map<String, Integer> names = new HashMap<>();
    store.forEachFolder(
        (name, number) -> names.put(new String(name, StandardCharsets.UTF_8), number));
    assertThat(names).isEqualTo(folders);
    assertThat(store.folderCount()).isEqualTo(folders.size());
    names.forEach(
        (name, number) ->
            assertThat(store.folder(name.getBytes(StandardCharsets.UTF_8))).isEqualTo(number));
  }
}
