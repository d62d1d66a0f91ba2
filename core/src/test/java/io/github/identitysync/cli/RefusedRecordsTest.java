package io.github.identitysync.cli;

import static io.github.identitysync.cli.Cli.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that name nobody in particular. */
class RefusedRecordsTest {

  @TempDir private Path directory;

  @Test
  void areNamedByTheirPositionInTheInputAndCounted() {
    String nobody = Cli.LINKED.lines().findFirst().orElseThrow().replace("b1", "null");
    Path file =
        Cli.write(directory.resolve("file"), "{}" + Cli.LINKED + "7 " + nobody + Cli.LINKED);
    Path store = directory.resolve("store");

    Cli.Result result = run("apply", store, file, file).exits(ExitCode.REJECTED);

    assertThat(result.value("records read")).isEqualTo("18");
    assertThat(result.value("records applied")).isEqualTo("12");
    assertThat(result.value("records rejected")).isEqualTo("4");
    assertThat(result.value("records refused")).isEqualTo("2");
    assertThat(result.err().lines().filter(line -> line.contains(": record 5 refused: ")))
        .hasSize(2);
    run("verify", store).exits(ExitCode.DONE);
  }
}
