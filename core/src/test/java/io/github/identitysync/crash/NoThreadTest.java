package io.github.identitysync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.FaultJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Threads that help are optional: where none can be started, the caller does all alone. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NoThreadTest {

  /** Room for a heap and some threads, none of which can be started once they are. */
  private static final String LITTLE_ROOM = "ulimit -v 8000000; exec \"$0\" \"$@\"";

  private static final String FOUR_HELPERS =
      "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4";

  private static final String REFUSING_THREADS =
      "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=" + RefusingThreads.class.getName();

  @TempDir private Path temporary;

  private static List<String> lines(FaultJvm jvm) {
    List<String> lines = new ArrayList<>();
    for (Optional<String> line = jvm.line(); line.isPresent(); line = jvm.line()) {
      lines.add(line.get());
    }
    return lines;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whereTheSystemStartsNoThreadOnlyOpeningFailsAndLeavesNothing() throws IOException {
    List<String> options =
        List.of("-Xmx64m", "-Xss256m", "-XX:+UseSerialGC", "-Xlog:disable", FOUR_HELPERS);
    try (FaultJvm jvm =
        FaultJvm.start(
            List.of("sh", "-c", LITTLE_ROOM),
            options,
            NoThreadChild.class,
            temporary.resolve("stores").toString())) {
      assertThat(lines(jvm))
          .containsExactly(
              NoThreadChild.OPENED
                  + "StorageFailed: the store cannot be opened: no thread can be started for it",
              NoThreadChild.END);
    }
  }

  @Test
  void whereThePoolGetsNoThreadTheCallerDoesAll() throws IOException {
    List<String> options = List.of("-Xmx512m", "-XX:+UseSerialGC", FOUR_HELPERS, REFUSING_THREADS);
    try (FaultJvm jvm =
        FaultJvm.start(options, RefusedHelpChild.class, temporary.resolve("store").toString())) {
      assertThat(lines(jvm)).containsExactly(RefusedHelpChild.END);
    }
  }
}
