package io.github.identitysync.cli;

import static io.github.identitysync.cli.Cli.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Microseconds that are taken for milliseconds. */
class TimeBoundsCommandTest {

  private static final String REASON =
      "occurredAt is not from 1970-01-01T00:00:00Z to 2200-01-01T00:00:00Z; is it in milliseconds?";

  @TempDir private Path directory;
  private Path store;
  private Path file;

  @BeforeEach
  void name() {
    store = directory.resolve("store");
    file = directory.resolve("input");
  }

  @AfterEach
  void verify() {
    Cli.verifyIfAny(store);
  }

  @Test
  void recordsAreRefusedByPosition() {
    Cli.write(
        file,
        """
        {"folderId":"f","browserId":"b1","externalSystemType":"crm","externalSystemUserId":"u1",
         "occurredAt":1767225600000}
        {"folderId":"f","browserId":"b2","externalSystemType":"crm","externalSystemUserId":"u1",
         "occurredAt":1767225600000000}
        """);
    Cli.Result result = run("apply", store, file).exits(ExitCode.REJECTED);
    assertThat(result.value("records applied")).isEqualTo("1");
    assertThat(result.value(REASON)).isEqualTo("1");
    assertThat(result.err()).contains("record 1 refused: " + REASON);
  }

  @Test
  void updatesAreRefusedByPosition() {
    Cli.write(
        file,
        """
        {"folderId":"f","browserId":"b1","occurredAt":1767225600000,"profileValues":{"n":1}}
        {"folderId":"f","browserId":"b1","occurredAt":1767225600000000,"profileValues":{"n":2}}
        {"folderId":"f","browserId":"b1","occurredAt":-1,"profileValues":{"n":3}}
        """);
    Cli.Result result = run("update", store, file).exits(ExitCode.REJECTED);
    assertThat(result.value(REASON)).isEqualTo("2");
    assertThat(result.err()).contains("record 1 refused: ", "record 2 refused: ");
    assertThat(run("profile", store, "f", "browser:b1").exits(ExitCode.DONE).out())
        .contains("n\t1\t2026-01-01T00:00:00Z");
  }
}
