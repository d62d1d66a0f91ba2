package io.github.identitysync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    for (String locale : List.of("C", "POSIX")) {
      for (List<String> line :
          List.of(
              List.of("profile", store.toString(), "f", "crm:\u00c5se"),
              List.of("profile", store.toString(), "\u00c5", "browser:b"),
              List.of("profile", store.toString(), "f", "--external", "crm", "\u00c5se"),
              List.of("stats", directory + "/\u00c5"),
              List.of("apply", directory + "/\u00c5", "-"),
              List.of("apply", store.toString(), "\u00c5.json"))) {
        assertThat(process(locale, line))
            .contains("in the locale's encoding, " + ASCII + "; use a UTF-8 locale")
            .endsWith("exit 2\n");
      }
      assertThat(process(locale, List.of("profile", store.toString(), "f", "browser:b")))
          .contains("canonical  crm:\u00c5se\n")
          .endsWith("exit 0\n");
    }
    assertThat(process("C.UTF-8", List.of("profile", store.toString(), "f", "crm:\u00c5se")))
        .contains("canonical  crm:\u00c5se\n");
    assertThat(directory).isDirectoryContaining(path -> path.equals(store));
    Cli.verifyIfAny(store);
  }

  /** Runs a command through a shell, which takes the words as bytes, and returns what it prints. */
  private static String process(String locale, List<String> words)
      throws IOException, InterruptedException {
    StringBuilder line = new StringBuilder();
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    all.addAll(words);
    all.forEach(word -> line.append('\'').append(word).append("' "));
    ProcessBuilder shell = new ProcessBuilder("sh").redirectErrorStream(true);
    shell.environment().put("LC_ALL", locale);
    Process process = shell.start();
    process.getOutputStream().write(Cli.utf8(line + "; echo exit $?\n"));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }
}
