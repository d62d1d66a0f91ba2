package io.github.identitysync.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Another process that runs a class of the tests; closing kills it. */
public final class FaultJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private FaultJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a class with a main method. */
  public static FaultJvm start(Class<?> main, String... arguments) throws IOException {
    return start(List.of("-Xmx512m"), main, arguments);
  }

  /** Starts a class with a main method, with options of the virtual machine. */
  public static FaultJvm start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    return start(List.of(), options, main, arguments);
  }

  /** Does the same with words in front of the command, which are to run it. */
  public static FaultJvm start(
      List<String> words, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(words);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new FaultJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Waits for a line of output, or returns nothing at its end. */
  public Optional<String> line() {
    try {
      return Optional.ofNullable(output.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end of the process, and returns its status; that of a killed one is 137. */
  public int status() {
    return process.onExit().join().exitValue();
  }

  /** Kills the process, and returns when it is gone. What it wrote can still be read. */
  public void kill() {
    process.toHandle().destroyForcibly(); // on the process itself it would close the output
    process.onExit().join();
  }

  @Override
  public void close() throws IOException {
    kill();
    output.close();
  }
}
