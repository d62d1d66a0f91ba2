package io.github.identitysync.cli;

import static io.github.identitysync.cli.Cli.run;
import static io.github.identitysync.cli.Cli.runWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.IdentitySync;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

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

  @Test
  void helpNamesTheCommandsAndExitCodes() {
    for (String help : new String[] {"--help", "-h", "help"}) {
      Cli.Result result = run(help).exits(ExitCode.DONE);
      assertThat(result.out())
          .contains("apply [--skip-broken] STORE", "update [--link] [--skip-broken] STORE")
          .contains("profile STORE", "stats STORE", "verify STORE", "demo [STORE]")
          .contains("  0  done\n", "  3  some records were rejected", "  8  ");
      assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
      assertThat(result.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "apply",
        "apply s",
        "profile s f",
        "update",
        "update s",
        "update --link",
        "update --link s",
        "update --skip-broken --link s",
        "apply --link s f",
        "apply --skip-broken s",
        "apply --skip s f",
        "apply s --skip-broken f",
        "stats --all",
        "demo --x",
        "profile s f a:b c",
        "profile s f --json",
        "profile s f a:b --json c",
        "profile s f --browser",
        "profile s f --browser --json",
        "profile s f --browser a b",
        "profile s f --external a",
        "profile s f --external a b c",
        "profile s f --type a --id b",
        "stats",
        "stats a b",
        "verify",
        "demo a b",
        "apply \0 -",
        "stats \0"
      })
  void wrongUsage(String line) {
    Cli.Result result = run((Object[]) line.split(" ")).exits(ExitCode.USAGE);

    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isNotEmpty().doesNotContain("\0");
  }

  @Test
  void blankArgumentsAreWrongUsageAndMakeNothing() throws IOException {
    Path file = Cli.write(directory.resolve("file"), Cli.LINKED);
    for (String blank : new String[] {"", " ", "\t"}) {
      for (Object[] line :
          new Object[][] {
            {"apply", blank, file},
            {"apply", store, blank},
            {"apply", store, file, blank},
            {"update", blank, file},
            {"update", "--link", blank, file},
            {"update", store, blank},
            {"profile", blank, "f", "browser:b"},
            {"stats", blank},
            {"verify", blank},
            {"demo", blank},
          }) {
        assertThat(run(line).exits(ExitCode.USAGE).err()).contains("is blank");
      }
    }
    assertThat(store).doesNotExist();
    assertThat(Path.of("identities.db")).doesNotExist();
    apply(Cli.LINKED);
    for (String[] who :
        new String[][] {{"", "browser:b1"}, {" ", "browser:b1"}, {"f", "browser:"}, {"f", ":x"}}) {
      assertThat(run("profile", store, who[0], who[1]).exits(ExitCode.USAGE).err())
          .contains(" is blank");
    }
  }

  @Test
  void onlyApplyAndDemoCreateAStore() throws IOException {
    for (String[] args :
        new String[][] {
          {"profile", store.toString(), "f", "a:b"},
          {"stats", store.toString()},
          {"verify", store.toString()}
        }) {
      assertThat(run((Object[]) args).exits(ExitCode.NOT_FOUND).err())
          .isEqualTo("identitysync: there is no store in " + store + "\n");
      assertThat(store).doesNotExist();
    }
    Files.createDirectory(store);
    run("stats", store).exits(ExitCode.NOT_FOUND);
    assertThat(store).isEmptyDirectory();
  }

  @Test
  void showsAProfile() {
    apply(Cli.LINKED);

    for (String who : new String[] {"browser:b1", "browser:b2", "crm:u1"}) {
      assertThat(run("profile", store, "f", who).exits(ExitCode.DONE).out())
          .matches(
              """
              profile    [0-9a-f-]{36}
              folder     f
              canonical  crm:u1
              identity   crm:u1
              identity   browser:b1
              identity   browser:b2
              """);
    }
  }

  @Test
  void anyTypeAndIdCanBeNamed() {
    apply(
        """
        {"folderId":"f","browserId":"--json","externalSystemType":"browser",
         "externalSystemUserId":"b1"}
        {"folderId":"f","browserId":"b2","externalSystemType":"a:b","externalSystemUserId":"c"}
        """);

    run("profile", store, "f", "browser:b1").exits(ExitCode.NOT_FOUND);
    run("profile", store, "f", "a:b:c").exits(ExitCode.NOT_FOUND);
    String first = run("profile", store, "f", "--external", "browser", "b1").out();
    assertThat(first).contains("identity   browser:b1\n", "identity   browser:--json\n");
    assertThat(run("profile", store, "f", "--browser", "--json", "--json").out())
        .contains("\"identities\":[{\"externalSystemType\":\"browser\",");
    assertThat(run("profile", store, "f", "--external", "a:b", "c").exits(ExitCode.DONE).out())
        .isEqualTo(run("profile", store, "f", "browser:b2").exits(ExitCode.DONE).out());
    for (String[] who : new String[][] {{"--browser", " "}, {"--external", "", "x"}}) {
      Object[] args = Stream.concat(Stream.of("profile", store, "f"), Stream.of(who)).toArray();
      run(args).exits(ExitCode.USAGE);
    }
  }

  @Test
  void showsAProfileAsJson() {
    apply(Cli.LINKED);

    assertThat(run("profile", store, "g", "crm:u9", "--json").exits(ExitCode.DONE).out())
        .matches(
            """
            \\{"folderId":"g","id":"[0-9a-f-]{36}",\
            "canonical":\\{"externalSystemType":"crm","externalSystemUserId":"u9"},\
            "identities":\\[\\{"externalSystemType":"crm","externalSystemUserId":"u9"},\
            \\{"browserId":"b1"}],"fields":\\{}}
            """);
    run("profile", store, "g", "crm:u1", "--json").exits(ExitCode.NOT_FOUND);
  }

  @Test
  void jsonHarmsNoTerminalAndStaysJson() {
    apply(
        """
        {"folderId":"a b","browserId":"x","externalSystemType":"t",
         "externalSystemUserId":"\\u001b\\n\\u202e\\u007f\\\\\\"\u00e9\ud83d\ude00"}
        """);

    assertThat(run("profile", store, "a b", "browser:x", "--json").exits(ExitCode.DONE).out())
        .contains(
            "\"externalSystemUserId\":" + "\"\\u001B\\n\\u202e\\u007f\\\\\\\"\u00e9\ud83d\ude00\"")
        .matches("[^\n]*\n");
  }

  @ParameterizedTest
  @CsvSource({"f, crm:u9", "g, browser:b2", "f, browser:u1", "f, b1:b1", "h, crm:u1"})
  void unknownProfilesAreNotFound(String folder, String who) {
    apply(Cli.LINKED);

    Cli.Result result = run("profile", store, folder, who);
    assertThat(result.exits(ExitCode.NOT_FOUND).out()).isEmpty();
    assertThat(result.err()).isEqualTo("identitysync: there is no such profile\n");
  }

  @Test
  void impossibleIdentitiesAreWrongUsage() {
    apply(Cli.LINKED);

    for (String who : new String[] {"b1", "browser:", ":u1", "crm: ", "crm:\ud800", " :x"}) {
      run("profile", store, "f", who).exits(ExitCode.USAGE);
    }
    run("profile", store, " ", "browser:b1").exits(ExitCode.USAGE);
  }

  @Test
  void theTypeEndsAtTheFirstColonAndOutputIsEscaped() {
    apply(
        """
        {"folderId":"a b","browserId":"x:y:z","externalSystemType":"t",
         "externalSystemUserId":"\\u001b[31m\\n\\u202e\\\\\u00e9"}
        """);

    assertThat(run("profile", store, "a b", "browser:x:y:z").exits(ExitCode.DONE).out())
        .contains(
            "identity   browser:x:y:z\n", "identity   t:\\u001b[31m\\u000a\\u202e\\\\\u00e9\n");
    assertThat(run("stats", store).out()).endsWith("  a b\n");
  }

  @Test
  void showsStats() {
    apply(Cli.LINKED);

    assertThat(run("stats", store).exits(ExitCode.DONE).out())
        .isEqualTo(
            """
              identities         links      profiles       largest  folder
                       3             2             1             3  f
                       2             1             1             2  g
            """);
  }

  @Test
  void verifyShowsDigests() {
    apply(Cli.LINKED);

    assertThat(run("verify", store).exits(ExitCode.DONE).out())
        .matches("[0-9a-f]+  f\n[0-9a-f]+  g\nverified, folders: 2\n");
  }

  @Test
  void aStoreOpenElsewhereIsNotTouched() {
    apply(Cli.LINKED);

    try (IdentitySync open = IdentitySync.open(store)) {
      run("stats", store).exits(ExitCode.LOCKED);
      runWith(Cli.in(Cli.utf8(Cli.LINKED)), "apply", store, "-").exits(ExitCode.LOCKED);
      assertThat(open.folderIds()).hasSize(2);
    }
  }

  @Test
  void damageIsReported() throws IOException {
    Path damaged = directory.resolve("damaged");
    runWith(Cli.in(Cli.utf8(Cli.LINKED)), "apply", damaged, "-").exits(ExitCode.DONE);
    try (Stream<Path> files = Files.list(damaged)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] ^= 0x55;
        }
        Files.write(file, bytes);
      }
    }

    Cli.Result result = run("verify", damaged).exits(ExitCode.DAMAGED);

    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("identitysync: ").doesNotContain("u1", "b1");
  }

  @Test
  void whatCannotBeLookedAtIsNotSaidToBeNoStore() {
    Path file = Cli.write(directory.resolve("file"), "x");

    for (String command : new String[] {"stats", "verify"}) {
      Cli.Result result = run(command, file).exits(ExitCode.STORAGE_FAILED);
      assertThat(result.err()).startsWith("identitysync: ").doesNotContain("no store");
    }
  }

  @Test
  void storageThatFailsIsReported() {
    Path file = Cli.write(directory.resolve("file"), "x");

    runWith(Cli.in(Cli.utf8(Cli.LINKED)), "apply", file.resolve("store"), "-")
        .exits(ExitCode.STORAGE_FAILED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "No space left on device | identitysync: the output cannot be written: No space left on device",
        "Broken pipe             | ''",
      })
  void outputThatCannotBeWrittenIsReportedUnlessNobodyReadsIt(String why, String message) {
    apply(Cli.LINKED);
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(why);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new Output(full),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            false);

    assertThat(Main.run(new String[] {"stats", store.toString()}, "UTF-8", streams))
        .isEqualTo(ExitCode.STORAGE_FAILED.number);
    assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo(message);
  }

  @Test
  void defectsShowWhereAndNeverWhat() {
    InputStream defective =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("secretID", new RuntimeException("secretID"));
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            return read();
          }
        };

    Cli.Result result = runWith(defective, "apply", store, "-").exits(ExitCode.UNEXPECTED);

    assertThat(result.err())
        .contains("java.lang.IllegalStateException\n", "java.lang.RuntimeException\n")
        .contains("MainTest.java:")
        .doesNotContain("secretID");
  }

  private void apply(String json) {
    runWith(Cli.in(Cli.utf8(json)), "apply", store, "-").exits(ExitCode.DONE);
  }
}
