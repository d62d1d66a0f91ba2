package io.github.identitysync.benchmarks;

import static io.github.identitysync.benchmarks.MarkdownTable.Column.number;
import static io.github.identitysync.benchmarks.MarkdownTable.Column.text;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes docs/BENCHMARKS.md and its charts from the results in a directory. The words are in the
 * template among the resources; a name in double braces there is a table.
 */
final class Report {
  private static final String FILE = "BENCHMARKS.md";
  private static final String CHARTS = "benchmarks";

  private final Results results;
  private final Optional<Machine> machine;
  private final Map<String, String> tables = new LinkedHashMap<>();
  private final Map<String, BarChart> charts = new TreeMap<>();

  private Report(Results results, Optional<Machine> machine) {
    this.results = results;
    this.machine = machine;
  }

  /** Takes the directory of the results and the one of the documentation. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: Report RESULTS_DIRECTORY DOCS_DIRECTORY");
      System.exit(2);
    }
    Path directory = Path.of(args[0]);
    new Report(Results.read(directory), Machine.read(directory)).write(Path.of(args[1]));
  }

  private void write(Path docs) throws IOException {
    fill();
    String text = template();
    for (Map.Entry<String, String> table : tables.entrySet()) {
      text = text.replace("{{" + table.getKey() + "}}", table.getValue().stripTrailing());
    }
    Files.createDirectories(docs.resolve(CHARTS));
    Files.writeString(docs.resolve(FILE), text);
    for (Map.Entry<String, BarChart> chart : charts.entrySet()) {
      Files.writeString(docs.resolve(CHARTS).resolve(chart.getKey()), chart.getValue().toSvg());
    }
  }

  private void fill() {
    tables.put("machine", machine());
    tables.put("goals", goals());
    tables.put("settings", settings());
    JmhTables jmh = new JmhTables(results);
    for (Workload workload : Workload.values()) {
      put(workload.name(), jmh.workload(workload));
    }
    put("single", jmh.single());
    tables.put("bareSyncs", jmh.bareSyncs());
    put("sameProfile", jmh.queries(Point.SAME_PROFILE));
    put("profile", jmh.queries(Point.PROFILE));
    put("open", jmh.open());
    SizeTables sizes = new SizeTables(results);
    put("size", sizes.size());
    put("growth", sizes.growth());
    tables.put("identitiesIn64Gb", sizes.identitiesIn64Gb());
  }

  private void put(String name, Section section) {
    StringBuilder images = new StringBuilder();
    for (int i = 0; i < section.charts().size(); i++) {
      String file = i == 0 ? name + ".svg" : "%s-%d.svg".formatted(name, i + 1);
      BarChart chart = section.charts().get(i);
      charts.put(file, chart);
      images.append("![%s](%s/%s)\n\n".formatted(chart.title(), CHARTS, file));
    }
    tables.put(name, images + section.table());
  }

  private String goals() {
    return new MarkdownTable<Goal>(
            List.of(
                text("goal", Goal::what),
                text("wanted", Goal::wanted),
                number("measured", goal -> Numbers.format(goal.measure().apply(results))),
                text("", this::outcome)))
        .of(Goals.all());
  }

  private String outcome(Goal goal) {
    return goal.isReached(results).map(reached -> reached ? "reached" : "**missed**").orElse("");
  }

  private static String settings() {
    return new MarkdownTable<StoreKind>(
            List.of(
                text("store", StoreKind::displayName),
                text("durable", store -> store.isDurable() ? "yes" : "no, in memory"),
                text("settings", StoreKind::settings)))
        .of(List.of(StoreKind.values()));
  }

  private String machine() {
    return machine.map(Machine::toMarkdown).orElse("- Machine: not recorded\n")
        + "- JDK: %s\n".formatted(distinct(jmh -> "%s %s".formatted(jmh.vmName(), jmh.vmVersion())))
        + "- JVM arguments: %s\n".formatted(distinct(Report::arguments));
  }

  /** Returns what JMH was told about heap and collector, without the paths of the machine. */
  private static String arguments(JmhResult jmh) {
    return jmh.jvmArgs().stream()
        .filter(argument -> argument.startsWith("-X"))
        .map("`%s`"::formatted)
        .collect(joining(" "));
  }

  private String distinct(Function<JmhResult, String> property) {
    String values =
        results.all().stream()
            .map(property)
            .filter(value -> !value.isEmpty())
            .distinct()
            .sorted()
            .collect(joining("; "));
    return values.isEmpty() ? "not recorded" : values;
  }

  private static String template() throws IOException {
    try (InputStream in = Report.class.getResourceAsStream(FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
