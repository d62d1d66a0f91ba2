package io.github.identitysync.cli;

import static io.github.identitysync.cli.Cli.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  @TempDir private Path directory;

  @Test
  void showsTheSameProfilesBeforeAndAfterReopening() {
    Path store = directory.resolve("store");

    Cli.Result result = run("demo", store).exits(ExitCode.DONE);

    List<String> shown = result.out().lines().filter(line -> line.startsWith("     ")).toList();
    assertThat(shown).hasSize(12);
    assertThat(shown.subList(0, 6)).isEqualTo(shown.subList(6, 12));
    assertThat(shown.subList(1, 4))
        .containsExactly("       city=Lund", "       plan=gold", "       visits=3");
    List<String> profiles = List.of(shown.get(0), shown.get(4), shown.get(5));
    assertThat(profiles.get(0))
        .endsWith("  crm123:user123, shop9:buyer7, browser:123, browser:456");
    assertThat(profiles.get(1)).endsWith("  crm123:user456, browser:789");
    assertThat(profiles.get(2)).endsWith("  crm123:user789, browser:123");
    assertThat(result.out())
        .contains("single.json: applied 1, new identities 2, new links 1, merges 0")
        .contains("array.json: applied 4, new identities 6, new links 4, merges 1")
        .contains("updates.json: applied 2, new identities 0");
    assertThat(result.out().lines()).hasSizeLessThanOrEqualTo(40);
    assertThat(result.err()).isEmpty();
    run("profile", store, "00000000000aaaaa", "browser:456").exits(ExitCode.DONE);
    run("verify", store).exits(ExitCode.DONE);
  }

  @Test
  void refusesAStoreThatIsThere() {
    Path store = directory.resolve("store");
    run("demo", store).exits(ExitCode.DONE);
    Cli.Result before = run("verify", store).exits(ExitCode.DONE);

    assertThat(run("demo", store).exits(ExitCode.USAGE).out()).isEmpty();
    assertThat(run("verify", store)).isEqualTo(before);
  }

  @Test
  void makesADirectoryOfItsOwn() throws IOException {
    Cli.Result result = run("demo").exits(ExitCode.DONE);
    Matcher named = Pattern.compile("A new store in (\\S+)\n").matcher(result.out());
    assertThat(named.find()).isTrue();
    Path store = Path.of(named.group(1));

    run("verify", store).exits(ExitCode.DONE);

    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
