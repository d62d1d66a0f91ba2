package io.github.identitysync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.FaultJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every call works in every kind of thread, in pools that cannot grow for a thread that waits, and
 * whatever threads the common pool has.
 */
class EveryThreadTest {

  private static final String NO_SPARES =
      "-Djava.util.concurrent.ForkJoinPool.common.maximumSpares=0";
  private static final String VIRTUAL = "-Djdk.virtualThreadScheduler.";

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8})
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyCallGivesItsResult(int parallelism) throws IOException {
    List<String> options =
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-D" + EveryThreadChild.PARALLELISM + "=" + parallelism,
            NO_SPARES,
            VIRTUAL + "parallelism=1",
            VIRTUAL + "maxPoolSize=1");
    List<String> expected = new ArrayList<>(EveryThreadChild.KINDS);
    expected.add(EveryThreadChild.END);
    List<String> said = new ArrayList<>();
    try (FaultJvm jvm =
        FaultJvm.start(options, EveryThreadChild.class, temporary.resolve("stores").toString())) {
      for (Optional<String> line = jvm.line(); line.isPresent(); line = jvm.line()) {
        said.add(line.get());
      }
    }
    assertThat(said).isEqualTo(expected);
  }
}
