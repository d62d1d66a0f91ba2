package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares a volume with an array of bytes under random writes, commits and losses of power. */
class JournaledVolumeTest {

  private static final int SIZE = 40 * PageFile.PAGE_DATA;
  private static final int STEPS = 4_000;

  private FaultDisk disk = FaultDisk.empty();
  private FaultyFiles files;
  private JournaledPages pages;
  private JournaledVolume volume;
  private byte[] model = new byte[SIZE];
  private byte[] committed = model.clone();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void readsWhatWasWritten(long seed) throws IOException {
    Random random = new Random(seed);
    open();
    for (int step = 0; step < STEPS; step++) {
      String where = "seed " + seed + ", step " + step;
      volume.beginCall();
      write(random);
      compareSome(random, where);
      switch (random.nextInt(40)) {
        case 0, 1, 2, 3 -> commit();
        case 4 -> {
          commit();
          pages.checkpoint(random.nextBoolean());
          compareAll(where);
        }
        case 5 -> {
          disk = files.disk().crash(random.nextBoolean() ? FaultFate.KEPT : FaultFate.DROPPED);
          model = committed.clone();
          open();
          compareAll(where);
        }
        default -> {}
      }
    }
  }

  private void open() throws IOException {
    files = FaultyFiles.of(disk);
    pages = new StoreOpener(files, new byte[16], 1 << 18).open();
    volume = new JournaledVolume(pages);
    volume.beginCall();
  }

  private void commit() throws IOException {
    pages.commit();
    committed = model.clone();
  }

  private void write(Random random) {
    ByteBuffer target = ByteBuffer.wrap(model);
    int at = random.nextBoolean() ? random.nextInt(SIZE - 16) : nearABorder(random);
    switch (random.nextInt(6)) {
      case 0 -> {
        target.putLong(at, random.nextLong());
        volume.putLong(at, target.getLong(at));
      }
      case 1 -> {
        target.putInt(at, random.nextInt());
        volume.putInt(at, target.getInt(at));
      }
      case 2 -> {
        target.put(at, (byte) random.nextInt());
        volume.putByte(at, target.get(at));
      }
      case 3 -> {
        int end = Math.min(SIZE, at + random.nextInt(3 * PageFile.PAGE_DATA));
        Arrays.fill(model, at, end, (byte) 0);
        volume.clear(at, end);
      }
      default -> {
        byte[] bytes = new byte[random.nextInt(3 * PageFile.PAGE_DATA)];
        random.nextBytes(bytes);
        int length = Math.min(bytes.length, SIZE - at);
        target.put(at, bytes, 0, length);
        if (random.nextBoolean()) {
          volume.putData(at, bytes, 0, length);
        } else {
          volume.putData(at, ByteBuffer.wrap(bytes, 0, length));
        }
      }
    }
  }

  private static int nearABorder(Random random) {
    return random.nextInt(1, SIZE / PageFile.PAGE_DATA) * PageFile.PAGE_DATA - random.nextInt(9);
  }

  private void compareSome(Random random, String where) throws IOException {
    ByteBuffer expected = ByteBuffer.wrap(model);
    int at = random.nextBoolean() ? random.nextInt(SIZE - 16) : nearABorder(random);
    assertThat(volume.getLong(at)).as(where).isEqualTo(expected.getLong(at));
    assertThat(volume.getInt(at)).as(where).isEqualTo(expected.getInt(at));
    assertThat(volume.getByte(at)).as(where).isEqualTo(expected.get(at));
    int length = Math.min(SIZE - at, random.nextInt(5 * PageFile.PAGE_DATA));
    byte[] read = new byte[length];
    volume.getDataInput(at, length).readFully(read);
    assertThat(read).as(where).isEqualTo(Arrays.copyOfRange(model, at, at + length));
  }

  private void compareAll(String where) {
    byte[] read = new byte[SIZE];
    volume.getData(0, read, 0, SIZE);
    assertThat(read).as(where).isEqualTo(model);
    pages.verify();
  }
}
