package io.github.identitysync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.testing.FaultJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process whose heap is too small for its store gets errors, never a wrong answer, and waits for
 * none for ever; it reads all that was acknowledged as soon as there is some memory again; and that
 * is there when the store is opened in a larger heap, the rest whole or not at all.
 *
 * <p>The system property {@code identitysync.memory.lives} sets how many processes there are.
 */
class MemoryIT {

  private static final int LIVES = Integer.getInteger("identitysync.memory.lives", 1);

  private static final List<String> OPTIONS = List.of("-Xmx40m", "-XX:+UseSerialGC");

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {MemoryChild.GROWING, MemoryChild.FILLED})
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatWasAcknowledgedOutlivesTheHeap(String manner) throws IOException {
    int batches = 0;
    Map<String, Integer> failures = new HashMap<>();
    for (int life = 0; life < LIVES; life++) {
      Path directory = temporary.resolve(manner + life);
      BitSet acknowledged = new BitSet();
      int attempts = 0;
      for (String line : live(directory, manner)) {
        attempts++;
        if (line.endsWith(KillChild.END)) {
          acknowledged.set(
              Integer.parseInt(line.substring(0, line.length() - KillChild.END.length())));
        } else {
          failures.merge(line, 1, Integer::sum);
        }
      }
      check(directory, acknowledged, attempts);
      batches += acknowledged.cardinality();
    }
    System.out.println(manner + ": acknowledged batches: " + batches + ", " + failures);
    assertThat(failures.keySet()).anyMatch(line -> line.startsWith(MemoryChild.FAILED));
  }

  /** Returns all that a process says until it ends, which it says at last. */
  private static List<String> live(Path directory, String manner) throws IOException {
    List<String> lines = new ArrayList<>();
    try (FaultJvm jvm = FaultJvm.start(OPTIONS, MemoryChild.class, directory.toString(), manner)) {
      for (Optional<String> line = jvm.line(); line.isPresent(); line = jvm.line()) {
        lines.add(line.get());
      }
    }
    assertThat(lines).noneMatch(line -> line.startsWith(MemoryChild.WRONG));
    assertThat(lines.remove(lines.size() - 1)).isEqualTo(MemoryChild.END + 0);
    return lines;
  }

  private static void check(Path directory, BitSet acknowledged, int attempts) {
    try (IdentitySync sync = NumberedBatches.open(directory)) {
      for (int batch = 0; batch < attempts; batch++) {
        int present = NumberedBatches.present(sync, batch);
        int updated = NumberedBatches.updated(sync, batch);
        if (acknowledged.get(batch)) {
          assertThat(present).as("batch %d", batch).isEqualTo(NumberedBatches.RECORDS);
          assertThat(updated).as("batch %d", batch).isEqualTo(NumberedBatches.UPDATES);
        } else {
          assertThat(present).as("batch %d", batch).isIn(0, NumberedBatches.RECORDS);
          assertThat(updated).as("batch %d", batch).isIn(0, NumberedBatches.UPDATES);
        }
      }
      sync.verify();
    }
  }
}
