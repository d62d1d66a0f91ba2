package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.internal.folder.BlockFuzz;
import io.github.identitysync.internal.folder.FieldBlockFuzz;
import io.github.identitysync.internal.storage.JournalFuzz;
import io.github.identitysync.internal.storage.SuperblockFuzz;
import io.github.identitysync.json.SyncJsonFuzz;
import io.github.identitysync.json.UpdateJsonFuzz;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fuzz targets with the inputs that a fuzzer kept, each as it is and changed at random. The
 * profile {@code fuzz} lets the fuzzer look for more.
 */
class FuzzTest {

  private static final Map<String, ThrowingConsumer<byte[]>> TARGETS =
      Map.of(
          "SyncJsonFuzz", SyncJsonFuzz::fuzzerTestOneInput,
          "UpdateJsonFuzz", UpdateJsonFuzz::fuzzerTestOneInput,
          "BlockFuzz", BlockFuzz::fuzzerTestOneInput,
          "FieldBlockFuzz", FieldBlockFuzz::fuzzerTestOneInput,
          "JournalFuzz", JournalFuzz::fuzzerTestOneInput,
          "SuperblockFuzz", SuperblockFuzz::fuzzerTestOneInput);

  private static final int CHANGED = Integer.getInteger("identitysync.fuzz.changed", 20);

  static Stream<String> targets() {
    return TARGETS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void keptInputsAndOthersLikeThem(String target) throws IOException {
    List<Path> inputs = inputs(target);
    assertThat(inputs).hasSizeGreaterThan(5);
    Random random = new Random(1);
    for (Path input : inputs) {
      byte[] bytes = Files.readAllBytes(input);
      run(target, input, bytes);
      for (int i = 0; i < CHANGED; i++) {
        run(target, input, changed(bytes, random));
      }
    }
  }

  private static List<Path> inputs(String target) throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of(FuzzTest.class.getResource("/fuzz/" + target).toURI()))) {
      return files.sorted().toList();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(String target, Path input, byte[] bytes) {
    try {
      TARGETS.get(target).accept(bytes);
    } catch (Throwable e) {
      throw new AssertionError(
          target + " of " + HexFormat.of().formatHex(bytes) + ", from " + input.getFileName(), e);
    }
  }

  /** Changes, drops or adds some bytes. */
  private static byte[] changed(byte[] bytes, Random random) {
    byte[] changed = Arrays.copyOf(bytes, Math.max(1, bytes.length + random.nextInt(5) - 2));
    for (int i = random.nextInt(3); i >= 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }
}
