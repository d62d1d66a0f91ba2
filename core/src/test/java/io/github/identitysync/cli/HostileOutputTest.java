package io.github.identitysync.cli;

import static io.github.identitysync.cli.Cli.run;
import static io.github.identitysync.cli.Cli.runWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.testing.Canary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line shows of hostile input: nothing among the errors, the rest escaped. */
class HostileOutputTest {

  /** {@link Canary#TEXT} inside a JSON string. */
  private static final String JSON_TEXT =
      Canary.TEXT
          .replace("\u001b", "\\u001b")
          .replace("\r", "\\r")
          .replace("\n", "\\n")
          .replace("\u202e", "\\u202e");

  private static final String RECORD = record(JSON_TEXT);
  private static final String FIELD = "\"X\":[".replace("X", JSON_TEXT);
  private static final String UPDATE =
      "{\"folderId\":\"X\",\"browserId\":\"X\",\"profileValues\":{\"n\":\"X\",\"X\":[\"X\"]}}\n"
          .replace("X", JSON_TEXT);

  @TempDir private Path directory;
  private Path store;

  @BeforeEach
  void name() {
    store = directory.resolve("store");
  }

  @AfterEach
  void verify() {
    Cli.verifyIfAny(store);
  }

  private static String record(String browser) {
    return "{\"folderId\":\"X\",\"browserId\":\"B\",\"externalSystemType\":\"X\",\"externalSystemUserId\":\"X\"}\n"
        .replace("X", JSON_TEXT)
        .replace("B", browser);
  }

  private Cli.Result load(String command, String json) {
    return runWith(Cli.in(Cli.utf8(json)), command, store, "-");
  }

  @Test
  void whatIsShownIsEscaped() {
    load("apply", RECORD).exits(ExitCode.DONE);
    load("update", UPDATE).exits(ExitCode.DONE);
    for (Cli.Result result :
        new Cli.Result[] {
          run("profile", store, Canary.TEXT, "--browser", Canary.TEXT),
          run("profile", store, Canary.TEXT, "--external", Canary.TEXT, Canary.TEXT, "--json"),
          run("stats", store),
          run("verify", store)
        }) {
      result.exits(ExitCode.DONE);
      assertThat(result.out())
          .contains(Canary.SONG)
          .doesNotContain("\u202e")
          .matches("[\\x20-\\x7e\\n\\t]+");
      assertThat(result.out().lines()).noneMatch(line -> line.startsWith("${"));
      assertThat(result.err()).isEmpty();
    }
  }

  @Test
  void errorsNameNoIdentifierAndNoValue() {
    assertSilent(load("apply", RECORD + "{\"browserId\":\"" + JSON_TEXT), ExitCode.BAD_INPUT);
    assertSilent(load("update", UPDATE + "{\"profileValues\":" + JSON_TEXT), ExitCode.BAD_INPUT);
    assertSilent(load("apply", RECORD.replace("browserId", "b")), ExitCode.REJECTED);
    assertSilent(load("apply", record(JSON_TEXT + "\\ud800")), ExitCode.REJECTED);
    assertSilent(load("apply", record(JSON_TEXT.repeat(99))), ExitCode.REJECTED);
    assertSilent(load("apply", record("undefined")), ExitCode.REJECTED);
    assertSilent(load("update", UPDATE.replace("\"browserId\"", "\"b\"")), ExitCode.REJECTED);
    assertSilent(load("update", UPDATE.replace(FIELD, "\"s\":[1,")), ExitCode.REJECTED);
    assertSilent(run("profile", store, Canary.TEXT, "--browser", Canary.SONG), ExitCode.NOT_FOUND);
    assertSilent(run("profile", store, Canary.TEXT, Canary.TEXT, "x"), ExitCode.USAGE);
    assertSilent(run("profile", store, Canary.TEXT, Canary.SONG), ExitCode.USAGE);
    assertSilent(run("profile", store, Canary.UNPAIRED, "a:b"), ExitCode.USAGE);
    assertSilent(run("profile", store, "f", "a:" + Canary.UNPAIRED), ExitCode.USAGE);
    assertSilent(run(Canary.TEXT, Canary.TEXT), ExitCode.USAGE);
  }

  @Test
  void damageNamesNoIdentifierAndNoValue() throws IOException {
    load("apply", RECORD).exits(ExitCode.DONE);
    load("update", UPDATE).exits(ExitCode.DONE);
    Path base = store.resolve("identities.db");
    byte[] right = Files.readAllBytes(base);
    byte[] wrong = right.clone();
    for (int at = 0; at < wrong.length; at += 512) {
      wrong[at] ^= 1;
    }
    Files.write(base, wrong);
    for (String command : new String[] {"verify", "stats"}) {
      assertSilent(run(command, store), ExitCode.DAMAGED);
    }
    assertSilent(load("apply", RECORD), ExitCode.DAMAGED);
    Files.write(base, right);
  }

  private static void assertSilent(Cli.Result result, ExitCode code) {
    result.exits(code);
    assertThat(result.err()).isNotEmpty().doesNotContain(Canary.SONG);
    assertThat(result.out()).doesNotContain(Canary.SONG);
  }
}
