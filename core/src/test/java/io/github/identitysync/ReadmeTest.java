package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs what the README shows first, as a user would who copies it. */
class ReadmeTest {

  private static final String IMPORTS =
      """
      import io.github.identitysync.*;
      import io.github.identitysync.model.*;
      import java.nio.file.Path;
      import java.util.List;
      import java.util.Map;
      """;

  private static List<String> readme() throws Exception {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("README.md"))) {
      directory = directory.getParent();
    }
    return Files.readAllLines(directory.resolve("README.md"));
  }

  @Test
  void exampleRuns(@TempDir Path directory) throws Exception {
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(String.join("\n", readme()));
    assertThat(block.find()).isTrue();
    Path source = directory.resolve("Example.java");
    Files.writeString(
        source,
        IMPORTS
            + "class Example { public static void main(String[] args) throws Exception {"
            + block.group(1)
            + "}}");
    String classPath = System.getProperty("java.class.path");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", classPath, source.toString());
    assertThat(compiled).isZero();

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                directory + File.pathSeparator + classPath,
                "Example")
            .directory(directory.toFile())
            .redirectError(directory.resolve("errors").toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor())
        .as(() -> output + contentOf(directory.resolve("errors").toFile()))
        .isZero();
    assertThat(output.lines().toList())
        .hasSize(3)
        .startsWith("[crm123:user123, browser:123]", "Lund");
    try (IdentitySync sync = IdentitySync.open(directory.resolve("identities"))) {
      sync.verify();
    }
  }

  @Test
  void exampleComesEarlyAndTheWholeIsShort() throws Exception {
    assertThat(readme()).hasSizeLessThanOrEqualTo(120);
    assertThat(String.join("\n", readme().subList(0, 15)))
        .contains("```java")
        .contains("apply(", "update(");
  }
}
