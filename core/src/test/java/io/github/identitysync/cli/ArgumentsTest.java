package io.github.identitysync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments that the locale cannot say. */
class ArgumentsTest {

  private static final String ASCII = "ANSI_X3.4-1968";

  @TempDir private Path directory;

  @Test
  void aCharacterThatMayHaveBecomeAnotherOneIsRefused() {
    for (String argument : List.of("crm:\uFFFD\uFFFDse", "\uFFFD", "caf\u00e9")) {
      assertThatThrownBy(() -> Arguments.check(List.of("profile", argument), ASCII))
          .isInstanceOf(CommandException.class)
          .hasMessage(
              "argument 2 has a character that cannot be read in the locale's encoding, %s; %s"
                  .formatted(ASCII, "use a UTF-8 locale, as LC_ALL=C.UTF-8 sets"));
    }
    assertThatThrownBy(() -> Arguments.check(List.of("\uFFFD"), "UTF-8"))
        .hasMessageEndingWith("UTF-8; write it in UTF-8");
    assertThatCode(() -> Arguments.check(List.of("crm:\u00c5se", "?"), "UTF-8"))
        .doesNotThrowAnyException();
    assertThatCode(() -> Arguments.check(List.of("crm:a?~"), ASCII)).doesNotThrowAnyException();
  }

  @Test
  void aProcessInAnotherLocaleSaysSo() throws IOException, InterruptedException {
    Path store = directory.resolve("store");
    String record =
        "{\"folderId\":\"f\",\"browserId\":\"b\",\"externalSystemType\":\"crm\","
            + "\"externalSystemUserId\":\"\u00c5se\"}";
    Cli.runWith(Cli.in(Cli.utf8(record)), "apply", store, "-").exits(ExitCode.DONE);

    for (List<String> line :
        List.of(
            List.of("profile", store.toString(), "f", "crm:\u00c5se"),
            List.of("profile", store.toString(), "\u00c5", "browser:b"),
            List.of("stats", directory + "/\u00c5"),
            List.of("apply", directory + "/\u00c5", "-"),
            List.of("apply", store.toString(), "\u00c5.json"))) {
      assertThat(process("C", line))
          .contains("in the locale's encoding, " + ASCII + "; use a UTF-8 locale")
          .endsWith("exit 2\n");
    }
    assertThat(process("POSIX", List.of("profile", store.toString(), "f", "browser:b")))
        .contains("canonical  crm:\u00c5se\n")
        .endsWith("exit 0\n");
    assertThat(process("C.UTF-8", List.of("profile", store.toString(), "f", "crm:\u00c5se")))
        .contains("canonical  crm:\u00c5se\n");
    assertThat(directory).isDirectoryContaining(path -> path.equals(store));
    Cli.verifyIfAny(store);
  }

  @Test
  void aWorkingDirectoryThatTheLocaleCannotSayIsNotTakenForAnother()
      throws IOException, InterruptedException {
    Path working = Files.createDirectory(directory.resolve("\u00c5"));
    Cli.write(working.resolve("records"), Cli.LINKED);

    for (List<String> line :
        List.of(List.of("apply", "store", "records"), List.of("stats", "store"))) {
      assertThat(process("C", List.of("cd", working.toString()), line))
          .contains("the name of the working directory cannot be read in the locale's encoding")
          .endsWith("exit 2\n");
    }
    assertThat(working).isDirectoryContaining(path -> path.endsWith("records"));
    assertThat(working.resolve("store")).doesNotExist();
  }

  private static String process(String locale, List<String> words)
      throws IOException, InterruptedException {
    return process(locale, List.of(":"), words);
  }

  /** Runs commands through a shell, which takes their words as bytes; returns what they print. */
  private static String process(String locale, List<String> before, List<String> words)
      throws IOException, InterruptedException {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    ProcessBuilder shell = new ProcessBuilder("sh").redirectErrorStream(true);
    shell.environment().put("LC_ALL", locale);
    Process process = shell.start();
    try (OutputStream script = process.getOutputStream()) {
      script.write(
          Cli.utf8(quoted(before) + "\n" + quoted(java) + quoted(words) + "\necho exit $?\n"));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "' ").collect(Collectors.joining());
  }
}
