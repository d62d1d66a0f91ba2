package io.github.identitysync.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** On what was measured, and when. */
record Machine(
    LocalDate date, String cpu, int cpus, long memoryBytes, String kernel, String fileSystem) {

  private static final String FILE = "machine.json";
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Describes this machine, today, in the directory of the results. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: Machine RESULTS_DIRECTORY DIRECTORY_OF_THE_STORES");
      System.exit(2);
    }
    Path results = Files.createDirectories(Path.of(args[0]));
    Machine machine = here(Files.createDirectories(Path.of(args[1])));
    JsonMapper.shared().writeValue(results.resolve(FILE), machine);
  }

  /** Reads what {@link #main} wrote, if it ran. */
  static Optional<Machine> read(Path results) {
    Path file = results.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(JsonMapper.shared().readValue(file, Machine.class))
        : Optional.empty();
  }

  String toMarkdown() {
    return """
        - Date: %s
        - Processor: %s, %d processors in use
        - Memory: %.1f GiB
        - System: %s
        - File system: %s
        """
        .formatted(date, cpu, cpus, memoryBytes / (double) (1 << 30), kernel, fileSystem);
  }

  /** Returns whether the file holds a machine and no measurement. */
  static boolean isIn(Path file) {
    return file.endsWith(FILE);
  }

  private static Machine here(Path stores) throws IOException {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        LocalDate.now(ZoneOffset.UTC),
        cpuModel(),
        system.getAvailableProcessors(),
        system.getTotalMemorySize(),
        system.getName() + " " + system.getVersion() + ", " + system.getArch(),
        Files.getFileStore(stores).type());
  }

  /** Returns what Linux calls the processor; elsewhere its architecture. */
  private static String cpuModel() throws IOException {
    if (!Files.exists(CPU_INFO)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }
}
