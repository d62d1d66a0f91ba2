package io.github.identitysync.cli;

import static io.github.identitysync.cli.Cli.LINKED;
import static io.github.identitysync.cli.Cli.run;
import static io.github.identitysync.cli.Cli.runWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyCommandTest {

  private static final String SECRET = "secretID";

  @TempDir private Path directory;
  private Path store;
  private Path file;

  @BeforeEach
  void name() {
    store = directory.resolve("store");
    file = directory.resolve("records.json");
  }

  @AfterEach
  void verify() {
    Cli.verifyIfAny(store);
  }

  @Test
  void appliesAFileAndSumsUp() {
    Cli.write(file, LINKED + LINKED);

    Cli.Result result = run("apply", store, file).exits(ExitCode.DONE);

    assertThat(result.err()).isEmpty();
    assertThat(result.value("records read")).isEqualTo("6");
    assertThat(result.value("records applied")).isEqualTo("6");
    assertThat(result.value("records rejected")).isEqualTo("0");
    assertThat(result.value("new identities")).isEqualTo("5");
    assertThat(result.value("new links")).isEqualTo("3");
    assertThat(result.value("already linked")).isEqualTo("3");
    assertThat(result.value("merges")).isEqualTo("0");
    assertThat(Double.parseDouble(result.value("seconds"))).isPositive();
    assertThat(Double.parseDouble(result.value("records/s"))).isPositive();
    assertThat(run("profile", store, "f", "browser:b1").exits(ExitCode.DONE).out())
        .contains("identity   browser:b2");
  }

  @Test
  void countsMerges() {
    String first = record("b1", "u1") + record("b2", "u2");
    Cli.write(file, first + record("b1", "u2"));

    assertThat(run("apply", store, file).exits(ExitCode.DONE).value("merges")).isEqualTo("1");
  }

  @Test
  void readsTheStandardInput() {
    runWith(Cli.in(Cli.utf8(LINKED)), "apply", store, "-").exits(ExitCode.DONE);

    run("profile", store, "f", "crm:u1").exits(ExitCode.DONE);
    run("apply", store, "-", "-").exits(ExitCode.USAGE);
  }

  @Test
  void unpacksGzipFromFilesAndTheStandardInput() throws IOException {
    Files.write(file, Cli.gzip(record("b1", "u1")));
    run("apply", store, file).exits(ExitCode.DONE);
    runWith(Cli.in(Cli.gzip(record("b2", "u2"))), "apply", store, "-").exits(ExitCode.DONE);

    run("profile", store, "f", "crm:u1").exits(ExitCode.DONE);
    run("profile", store, "f", "crm:u2").exits(ExitCode.DONE);
  }

  @Test
  void readsEveryMemberOfAGzipThatComesThroughAPipe() {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      members.writeBytes(Cli.gzip(record("b" + i, "u" + i)));
    }
    InputStream pipe =
        new FilterInputStream(Cli.in(members.toByteArray())) {
          @Override
          public int available() {
            return 0;
          }
        };

    assertThat(runWith(pipe, "apply", store, "-").exits(ExitCode.DONE).value("records read"))
        .isEqualTo("100");
  }

  @Test
  void whatFollowsAGzipMemberAndIsNoneIsReportedWithItsPosition() throws IOException {
    byte[] member = Cli.gzip(record("b1", "u1"));
    for (byte[] tail :
        List.of(
            Cli.utf8(record("b2", "u2")),
            Cli.utf8("\n"),
            new byte[1],
            new byte[512],
            new byte[] {0x1f},
            Arrays.copyOf(member, 5))) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(member);
      all.writeBytes(tail);
      Files.write(file, all.toByteArray());

      Cli.Result result = run("apply", store, file).exits(ExitCode.BAD_INPUT);

      assertThat(result.value("records applied")).isEqualTo("1");
      assertThat(result.err())
          .startsWith("identitysync: " + file + ": cannot be read: byte ")
          .containsPattern("byte (%d|%d): ".formatted(member.length, all.size()));
    }
  }

  @Test
  void anEmptyFileIsNoGzip() {
    Path empty = Cli.write(directory.resolve("records.ndjson.gz"), "");

    assertThat(run("apply", store, empty).exits(ExitCode.BAD_INPUT).err())
        .endsWith("cannot be read: it is empty, and gzip never is\n");
  }

  @Test
  void readsNamedPipes() throws IOException, InterruptedException {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (byte[] input : List.of(Cli.utf8(LINKED), Cli.gzip(LINKED))) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  Files.write(pipe, input);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      writer.start();

      assertThat(run("apply", store, pipe).exits(ExitCode.DONE).value("records applied"))
          .isEqualTo("3");
      writer.join();
    }
  }

  @Test
  void skipsBrokenLinesAndCountsThem() {
    Cli.write(
        file, record("b1", "u1") + "\n{\"folderId\":" + SECRET + "\n" + record("b2", "u2") + "\n{");

    Cli.Result result = run("apply", "--skip-broken", store, file).exits(ExitCode.REJECTED);

    assertThat(result.value("records applied")).isEqualTo("2");
    assertThat(result.value("records rejected")).isEqualTo("2");
    assertThat(result.value("the line is not well-formed JSON")).isEqualTo("1");
    assertThat(result.value("the line ends inside a value")).isEqualTo("1");
    assertThat(result.err())
        .isEqualTo(
            "identitysync: FILE: record 1 rejected: the line is not well-formed JSON, line 2\n"
                .concat(
                    "identitysync: FILE: record 3 rejected: the line ends inside a value, line 4\n")
                .replace("FILE", file.toString()));
    run("profile", store, "f", "browser:b2").exits(ExitCode.DONE);
  }

  @Test
  void appliesSeveralFilesAndMoreThanOneBatch() {
    Path more =
        Cli.write(
            directory.resolve("more.json"),
            IntStream.range(0, 25_000)
                .mapToObj(i -> record("b" + i, "u" + i % 100))
                .collect(Collectors.joining(",", "[", "]")));
    Cli.write(file, LINKED);

    Cli.Result result = run("apply", store, file, more, file).exits(ExitCode.DONE);

    assertThat(result.value("records applied")).isEqualTo("25006");
    assertThat(run("stats", store).out()).containsPattern(" 25100 +25001 +99 +502 +f\n");
  }

  @Test
  void emptyInputMakesAnEmptyStore() {
    Cli.write(file, "");

    assertThat(run("apply", store, file).exits(ExitCode.DONE).value("records read")).isEqualTo("0");
    assertThat(store).isDirectory();
  }

  @Test
  void countsRejectedRecordsByReasonAndAppliesTheOthers() {
    Cli.write(file, "{}\n" + LINKED + "7 8\n{\"browserId\":\"" + SECRET + "\"}\n");

    Cli.Result result = run("apply", store, file).exits(ExitCode.REJECTED);

    assertThat(result.value("records read")).isEqualTo("7");
    assertThat(result.value("records applied")).isEqualTo("3");
    assertThat(result.value("records rejected")).isEqualTo("4");
    assertThat(result.value("not an object")).isEqualTo("2");
    assertThat(result.value("folderId is missing")).isEqualTo("2");
    assertThat(result.err())
        .isEqualTo(
            "identitysync: FILE: record 0 rejected: folderId is missing, line 1\n"
                .concat("identitysync: FILE: record 4 rejected: not an object, line 5\n")
                .concat("identitysync: FILE: record 5 rejected: not an object, line 5\n")
                .concat("identitysync: FILE: record 6 rejected: folderId is missing, line 6\n")
                .replace("FILE", file.toString()));
  }

  @Test
  void showsOnlyTheFirstRejectedRecords() {
    Cli.write(file, "{}".repeat(5_000));

    Cli.Result result = run("apply", store, file).exits(ExitCode.REJECTED);

    assertThat(result.err().lines()).hasSize(21);
    assertThat(result.value("folderId is missing")).isEqualTo("5000");
  }

  @Test
  void appliesTheRecordsBeforeMalformedInputAndStopsThere() {
    Cli.write(file, LINKED + record("b5", "u5") + "{\"browserId\":\"" + SECRET + "\"" + SECRET);

    Cli.Result result = run("apply", store, file, file).exits(ExitCode.BAD_INPUT);

    assertThat(result.value("records applied")).isEqualTo("4");
    assertThat(result.err())
        .startsWith("identitysync: " + file + ": line 4, column ")
        .endsWith("the input is not well-formed JSON\n")
        .doesNotContain(SECRET);
    run("profile", store, "f", "browser:b5").exits(ExitCode.DONE);
  }

  @Test
  void appliesTheRecordsBeforeAReadError() {
    byte[] packed =
        Cli.gzip(
            IntStream.range(0, 50_000)
                .mapToObj(i -> record("b" + i, "u" + i))
                .collect(Collectors.joining()));

    Cli.Result result =
        runWith(Cli.in(Arrays.copyOf(packed, packed.length / 2)), "apply", store, "-")
            .exits(ExitCode.BAD_INPUT);

    assertThat(result.err()).startsWith("identitysync: standard input: cannot be read: ");
    assertThat(Integer.parseInt(result.value("records applied"))).isBetween(10_000, 40_000);
    run("profile", store, "f", "browser:b9999").exits(ExitCode.DONE);
  }

  @Test
  void missingFilesAreNoticedBeforeAnythingIsApplied() {
    Cli.write(file, LINKED);

    Map<Path, String> reasons =
        Map.of(
            directory.resolve("none"),
            "there is no such file",
            directory,
            "it is a directory",
            file.resolve("below"),
            "Not a directory");
    reasons.forEach(
        (unreadable, reason) -> {
          Cli.Result result = run("apply", store, file, unreadable).exits(ExitCode.BAD_INPUT);
          assertThat(result.err())
              .isEqualTo(
                  "identitysync: %s: cannot be read: %s; nothing is applied\n"
                      .formatted(unreadable, reason));
          assertThat(store).doesNotExist();
        });
  }

  @Test
  void showsProgressToAPersonOnly() {
    String json =
        IntStream.range(0, 30_000)
            .mapToObj(i -> record("b" + i, "u"))
            .collect(Collectors.joining());
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams watched =
        new Streams(
            Cli.in(Cli.utf8(json)),
            new Output(OutputStream.nullOutputStream()),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            true);

    assertThat(Main.run(new String[] {"apply", store.toString(), "-"}, "UTF-8", watched)).isZero();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .matches("(\r +\\d+ records applied, +\\d+ per second)+\n");
  }

  private static String record(String browser, String user) {
    return "{\"folderId\":\"f\",\"externalSystemType\":\"crm\",\"browserId\":\"%s\",\"externalSystemUserId\":\"%s\"}"
        .formatted(browser, user);
  }
}
