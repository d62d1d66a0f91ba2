package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on the heap and on a disk do the same: what an array of bytes does. */
class StoreFilesTest {

  /** More than four times what a file on the heap takes at once. */
  private static final int MOST = 1_200_000;

  private static final int STEPS = 400;

  @TempDir private Path directory;

  @Test
  void filesOnTheHeap() throws IOException {
    try (StoreFiles files = new MemoryFiles()) {
      compareWithArray(files);
    }
  }

  @Test
  void filesOnADisk() throws IOException {
    try (StoreFiles files = DiskFiles.lock(directory)) {
      compareWithArray(files);
    }
  }

  /** The operating system may take some of the bytes only. */
  @Test
  void aWriteInPartsArrivesWhole() throws IOException {
    byte[] written = new byte[20];
    new Random(7).nextBytes(written);
    ByteBuffer file = ByteBuffer.allocate(30);
    DiskFile.writeAll(
        (source, position) -> {
          int count = Math.min(7, source.remaining());
          file.position(Math.toIntExact(position));
          file.put(source.slice().limit(count));
          source.position(source.position() + count);
          return count;
        },
        5,
        ByteBuffer.wrap(written));
    assertThat(Arrays.copyOfRange(file.array(), 5, 25)).isEqualTo(written);
    assertThat(file.position()).isEqualTo(25);
  }

  private static void compareWithArray(StoreFiles files) throws IOException {
    assertThat(files.exists("a")).isFalse();
    Random random = new Random(9);
    byte[] model = {};
    try (StoreFile file = files.open("a");
        StoreFile other = files.open("b")) {
      for (int step = 0; step < STEPS; step++) {
        if (random.nextInt(10) == 0) {
          int size = size(random);
          file.truncate(size);
          model = size < model.length ? Arrays.copyOf(model, size) : model;
        } else {
          byte[] written = new byte[1 + random.nextInt(random.nextBoolean() ? 600_000 : 5_000)];
          random.nextBytes(written);
          int at = Math.min(size(random), MOST - written.length);
          int from = random.nextInt(written.length);
          file.write(at, ByteBuffer.wrap(written, from, written.length - from));
          model = Arrays.copyOf(model, Math.max(model.length, at + written.length - from));
          System.arraycopy(written, from, model, at, written.length - from);
        }
        compare(file, model, random);
      }
      assertThat(other.size()).isZero();
    }
    assertThat(files.exists("a")).isTrue();
  }

  /** Draws a size near the borders of what a file on the heap takes at once, or anywhere. */
  private static int size(Random random) {
    return random.nextBoolean()
        ? random.nextInt(MOST)
        : random.nextInt(5) * (1 << 18) + random.nextInt(3);
  }

  private static void compare(StoreFile file, byte[] model, Random random) throws IOException {
    assertThat(file.size()).isEqualTo(model.length);
    int at = random.nextInt(model.length + 1);
    int length = random.nextInt(model.length - at + 1);
    byte[] read = new byte[length + 2];
    file.read(at, read, 1, length);
    assertThat(Arrays.equals(read, 1, length + 1, model, at, at + length)).isTrue();
    assertThat(read[0]).isZero();
    assertThat(read[length + 1]).isZero();
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> file.read(at, new byte[model.length - at + 1], 0, model.length - at + 1));
  }
}
