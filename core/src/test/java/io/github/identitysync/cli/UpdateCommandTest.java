package io.github.identitysync.cli;

import static io.github.identitysync.cli.Cli.run;
import static io.github.identitysync.cli.Cli.runWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateCommandTest {

  private static final String SECRET = "secretID";
  private static final String UPDATES =
      """
      {"folderId":"f","browserId":"b1","occurredAt":1000,
       "profileValues":{"city":"Paris","visits":3,"a\\tb":"x\\u001b\\\\"}}
      {"folderId":"f","externalSystemType":"crm","externalSystemUserId":"u1","occurredAt":2000,
       "profileValues":{"city":"Rome","rate":1.50,"langs":["en","fr"],"vip":true,"gone":null}}
      """;

  @TempDir private Path directory;
  private Path store;
  private Path file;

  @BeforeEach
  void name() {
    store = directory.resolve("store");
    file = directory.resolve("updates.json");
  }

  @AfterEach
  void verify() {
    Cli.verifyIfAny(store);
  }

  @Test
  void updatesFromAFileAndSumsUp() {
    Cli.write(file, UPDATES);

    Cli.Result result = run("update", store, file).exits(ExitCode.DONE);

    assertThat(result.err()).isEmpty();
    assertThat(result.value("records read")).isEqualTo("2");
    assertThat(result.value("records applied")).isEqualTo("2");
    assertThat(result.value("records rejected")).isEqualTo("0");
    assertThat(result.value("records refused")).isEqualTo("0");
    assertThat(result.value("fields rejected")).isEqualTo("0");
    assertThat(result.value("unchanged")).isEqualTo("0");
    assertThat(result.value("new identities")).isEqualTo("2");
    assertThat(run("update", store, file).exits(ExitCode.DONE).value("unchanged")).isEqualTo("2");
  }

  @Test
  void theProfileShowsTheFieldsOfAllItsIdentities() {
    runWith(Cli.in(Cli.utf8(Cli.LINKED)), "apply", store, "-").exits(ExitCode.DONE);
    Cli.write(file, UPDATES);
    run("update", store, file).exits(ExitCode.DONE);

    String shown = run("profile", store, "f", "browser:b2").exits(ExitCode.DONE).out();

    assertThat(shown)
        .endsWith(
            """
            field      a\\u0009b\tx\\u001b\\\\\t1970-01-01T00:00:01Z\tbrowser:b1
            field      city\tRome\t1970-01-01T00:00:02Z\tcrm:u1
            field      langs\t[en, fr]\t1970-01-01T00:00:02Z\tcrm:u1
            field      rate\t1.5\t1970-01-01T00:00:02Z\tcrm:u1
            field      vip\ttrue\t1970-01-01T00:00:02Z\tcrm:u1
            field      visits\t3\t1970-01-01T00:00:01Z\tbrowser:b1
            """);
    assertThat(run("profile", store, "f", "browser:b2", "--json").exits(ExitCode.DONE).out())
        .contains(
            "\"fields\":{\"a\\tb\":{\"value\":\"x\\u001B\\\\\",\"kind\":\"text\","
                + "\"occurredAt\":\"1970-01-01T00:00:01Z\",\"source\":{\"browserId\":\"b1\"}},")
        .contains("\"rate\":{\"value\":1.5,\"kind\":\"decimal\",");
  }

  @Test
  void countsWhatIsRejectedByReasonAndAppliesTheRest() {
    Cli.write(
        file,
        "7 "
            + UPDATES
            + update("\"a\\u001bb\":{\"x\":\"" + SECRET + "\"},\"b\":[1]")
            + "{\"browserId\":\""
            + SECRET
            + "\"}");

    Cli.Result result = run("update", store, file).exits(ExitCode.REJECTED);

    assertThat(result.value("records read")).isEqualTo("5");
    assertThat(result.value("records applied")).isEqualTo("3");
    assertThat(result.value("records rejected")).isEqualTo("2");
    assertThat(result.value("folderId is missing")).isEqualTo("1");
    assertThat(result.value("fields rejected")).isEqualTo("2");
    assertThat(result.value("an object")).isEqualTo("1");
    assertThat(result.value("not an array of strings")).isEqualTo("1");
    assertThat(result.err())
        .isEqualTo(
            """
            identitysync: FILE: record 0 rejected: not an object, line 1
            identitysync: FILE: record 4 rejected: folderId is missing, line 6
            identitysync: FILE: record 3, field a\\u001bb rejected: an object
            identitysync: FILE: record 3, field b rejected: not an array of strings
            """
                .replace("FILE", file.toString()));
  }

  @Test
  void rejectedFieldsAloneAreReportedToTheShell() {
    Cli.write(file, update("\"a\":{}"));

    run("update", store, file).exits(ExitCode.REJECTED);
    run("profile", store, "f", "browser:b1").exits(ExitCode.DONE);
  }

  @Test
  void refusedUpdatesAreNamedByTheirPositionInTheInput() {
    Cli.write(file, "{}" + UPDATES + update("\"a\":1").replace("b1", "null") + UPDATES);

    Cli.Result result = run("update", store, file).exits(ExitCode.REJECTED);

    assertThat(result.value("records read")).isEqualTo("6");
    assertThat(result.value("records applied")).isEqualTo("4");
    assertThat(result.value("records refused")).isEqualTo("1");
    assertThat(result.err())
        .contains("record 0 rejected: folderId is missing, line 1\n")
        .contains("record 3 refused: ");
  }

  @Test
  void refusedLinksAreNamedByTheirPositionInTheInput() {
    String both =
        update("\"a\":1")
            .replace(
                "{\"folder",
                "{\"externalSystemType\":\"crm\",\"externalSystemUserId\":\"u1\",\"folder");
    Cli.write(file, "{}" + UPDATES + both + both.replace("b1", "null"));

    Cli.Result result = run("update", "--link", store, file).exits(ExitCode.REJECTED);

    assertThat(result.value("links refused")).isEqualTo("1");
    assertThat(result.err()).contains("record 4, link refused: ");
  }

  @Test
  void skipsBrokenLinesAndCountsThem() {
    Cli.write(file, update("\"a\":1") + "{\"profileValues\":\n" + update("\"a\":2"));

    Cli.Result result = run("update", "--skip-broken", store, file).exits(ExitCode.REJECTED);

    assertThat(result.value("records applied")).isEqualTo("2");
    assertThat(result.err()).contains("record 1 rejected: the line ends inside a value, line 2\n");
  }

  @Test
  void twoIdentitiesAreLinkedOnlyIfAskedFor() {
    Cli.write(
        file,
        update("\"a\":1")
            .replace(
                "{\"folder",
                "{\"externalSystemType\":\"crm\",\"externalSystemUserId\":\"u1\",\"folder"));

    assertThat(run("update", store, file).exits(ExitCode.REJECTED).value("records rejected"))
        .isEqualTo("1");
    Cli.Result result = run("update", "--link", store, file).exits(ExitCode.DONE);

    assertThat(result.value("new links")).isEqualTo("1");
    assertThat(result.value("new identities")).isEqualTo("2");
    assertThat(run("profile", store, "f", "browser:b1").exits(ExitCode.DONE).out())
        .contains("identity   crm:u1\n", "\tcrm:u1\n");
  }

  @Test
  void readsGzipAndTheStandardInputAndMoreThanOneBatch() throws IOException {
    String many =
        IntStream.range(0, 25_000)
            .mapToObj(i -> update("\"a\":" + i).replace("b1", "b" + i % 100))
            .collect(Collectors.joining(",", "[", "]"));
    Files.write(file, Cli.gzip(many));

    assertThat(run("update", store, file).exits(ExitCode.DONE).value("records applied"))
        .isEqualTo("25000");
    runWith(Cli.in(Cli.gzip(UPDATES)), "update", store, "-").exits(ExitCode.DONE);
    assertThat(run("profile", store, "f", "browser:b99").exits(ExitCode.DONE).out())
        .contains("field      a\t24999\t");
  }

  @Test
  void largeUpdatesDoNotExceedWhatTheStoreTakesAtOnce() {
    String large = update("\"a\":\"" + "\u20ac".repeat(21_000) + "\"");
    Cli.write(file, large.repeat(3_000));

    assertThat(run("update", store, file).exits(ExitCode.DONE).value("records applied"))
        .isEqualTo("3000");
  }

  @Test
  void updatesBeforeMalformedInputAreApplied() {
    Cli.write(file, UPDATES + "{\"profileValues\":{\"a\":\"" + SECRET + "\"" + SECRET);

    Cli.Result result = run("update", store, file).exits(ExitCode.BAD_INPUT);

    assertThat(result.value("records applied")).isEqualTo("2");
    assertThat(result.err()).contains("line 5, column ").doesNotContain(SECRET);
  }

  private static String update(String fields) {
    return "{\"folderId\":\"f\",\"browserId\":\"b1\",\"profileValues\":{" + fields + "}}\n";
  }
}
