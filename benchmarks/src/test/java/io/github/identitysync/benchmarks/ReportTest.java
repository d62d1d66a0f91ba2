package io.github.identitysync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportTest {
  @TempDir Path directory;

  private Path results;
  private Path docs;

  @BeforeEach
  void makeDirectories() throws IOException {
    results = Files.createDirectory(directory.resolve("results"));
    docs = directory.resolve("docs");
  }

  @Test
  void namesWhatIsFasterAndWhatIsSlower() throws IOException {
    jmh(
        "write",
        insert("IDENTITY_SYNC", 500, "25"),
        insert("ROCKSDB", 12_500, "\"NaN\""),
        insert("HASH_MAP", 400, "4"));

    String report = report();

    assertThat(report)
        .contains(
            row("1,000,000", "1,000", name("IDENTITY_SYNC"), "2,000,000", "0.500", "5.00", ""),
            row("1,000,000", "1,000", name("ROCKSDB"), "80,000", "12.5", "", "25.0 times faster"),
            row(
                "1,000,000",
                "1,000",
                name("HASH_MAP"),
                "2,500,000",
                "0.400",
                "1.00",
                "**lost: 1.25 times slower**"));
  }

  @Test
  void judgesGoals() throws IOException {
    jmh(
        "write",
        insert("IDENTITY_SYNC", 500, "1"),
        insert("ROCKSDB", 12_500, "1"),
        insert("SQLITE", 20_000, "1"),
        insert("HASH_MAP", 400, "1"));

    String report = report();

    assertThat(report)
        .contains(
            row("insert, as fast as the best durable peer", "at least 20 times", "25.0", "reached"),
            row(
                "insert, as fast as " + name("HASH_MAP"),
                "at least 1 times",
                "0.800",
                "**missed**"),
            row("insert, as fast as " + name("JGRAPHT"), "at least 2.5 times", "not measured", ""));
  }

  @Test
  void takesPercentilesFromTheSamplesAndTheMeanFromTheAverage() throws IOException {
    jmh(
        "resolve",
        query("IDENTITY_SYNC", "avgt", false, 200),
        query("IDENTITY_SYNC", "sample", false, 250),
        query("IDENTITY_SYNC", "sample", true, 600),
        query("JGRAPHT", "avgt", false, 900));

    String report = report();

    assertThat(report)
        .contains(
            row(
                "1,000,000",
                "nobody",
                name("IDENTITY_SYNC"),
                "0.200",
                "",
                "0.250",
                "0.500",
                "2.50",
                ""),
            row(
                "1,000,000",
                "nobody",
                name("JGRAPHT"),
                "0.900",
                "",
                "not measured",
                "not measured",
                "not measured",
                "4.50 times faster"),
            row(
                "sameProfile, p99 while somebody writes, of the p99 alone",
                "at most 3 times",
                "2.40",
                "reached"));
  }

  @Test
  void comparesSizesAndComputesWhatALargeMachineWouldHold() throws IOException {
    Files.writeString(
        results.resolve("size.jsonl"),
        """
        {"store":"IDENTITY_SYNC","records":100,"identities":50,"heapBytes":3200,"diskBytes":2000}
        {"store":"ROCKSDB","records":100,"identities":50,"heapBytes":-10,"diskBytes":4000}
        """);

    String report = report();

    assertThat(report)
        .contains(
            row("100", "50", name("IDENTITY_SYNC"), "64.0", "", "40.0", ""),
            row(
                "100",
                "50",
                name("ROCKSDB"),
                "-0.200",
                "**lost: larger**",
                "80.0",
                "2.00 times smaller"),
            row("heap for an identity, at the worst size", "at most 64 bytes", "64.0", "reached"),
            "would hold about 500,000,000 identities");
  }

  @Test
  void showsWhatIsMissing() throws IOException {
    jmh("write", insert("IDENTITY_SYNC", 500, "1"), insert("ROCKSDB", 500, "1"));
    jmh("write-again", insert("IDENTITY_SYNC", 600, "1").replace("INSERT", "RESYNC"));

    String report = report();

    assertThat(report).contains("## Open", "Not measured.").doesNotContain("{{");
    assertThat(report).contains("- Machine: not recorded", "hold about not measured identities");
  }

  @Test
  void tellsOfTheMachineThatMeasured() throws IOException {
    Machine.main(new String[] {results.toString(), directory.toString()});
    jmh("write", insert("IDENTITY_SYNC", 500, "1"));

    assertThat(report())
        .contains("- Date: 20", "- Processor: ", "- JDK: Some VM 17.0.1", "`-Xmx2g`")
        .doesNotContain("/secret/path");
  }

  @Test
  void chartsAreXml() throws Exception {
    jmh("write", insert("IDENTITY_SYNC", 500, "1"), insert("ROCKSDB", 50_000, "1"));

    assertThat(report()).contains("](benchmarks/INSERT.svg)");

    Document chart =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(docs.resolve("benchmarks/INSERT.svg").toFile());
    assertThat(chart.getElementsByTagName("rect").getLength()).isEqualTo(2);
    assertThat(chart.getDocumentElement().getTextContent()).contains("logarithmic", "2,000,000");
  }

  @Test
  void refusesTwoResultsOfTheSame() throws IOException {
    jmh("one", insert("IDENTITY_SYNC", 500, "1"));
    jmh("other", insert("IDENTITY_SYNC", 400, "1"));

    assertThatIllegalArgumentException().isThrownBy(this::report).withMessageContaining("two");
  }

  private String report() throws IOException {
    Report.main(new String[] {results.toString(), docs.toString()});
    return Files.readString(docs.resolve("BENCHMARKS.md"));
  }

  private void jmh(String file, String... elements) throws IOException {
    Files.writeString(results.resolve(file + ".json"), "[" + String.join(",\n", elements) + "]");
  }

  /** A result of a million records in so many nanoseconds each, which are as many milliseconds. */
  private static String insert(String store, int nanos, String error) {
    return element(
        "WriteBenchmark.apply",
        "ss",
        """
        {"store": "%s", "workload": "INSERT", "records": "1000000", "batchSize": "1000",
         "parent": "/secret/path"}"""
            .formatted(store),
        """
        {"score": %d, "scoreError": %s, "scoreUnit": "ms/op",
         "scorePercentiles": {"50.0": 1.0}}"""
            .formatted(nanos, error));
  }

  /** A result whose p99 is twice and whose p99.9 is ten times the score. */
  private static String query(String store, String mode, boolean writer, int nanos) {
    return element(
        "ResolveBenchmark.sameProfile",
        mode,
        """
        {"store": "%s", "records": "1000000", "writer": "%s"}"""
            .formatted(store, writer),
        """
        {"score": %1$d, "scoreError": "NaN", "scoreUnit": "ns/op",
         "scorePercentiles": {"50.0": %1$d, "99.0": %2$d, "99.9": %3$d}}"""
            .formatted(nanos, 2 * nanos, 10 * nanos));
  }

  private static String element(String benchmark, String mode, String params, String metric) {
    return """
        {"jmhVersion": "1.37", "benchmark": "io.github.identitysync.benchmarks.%s", "mode": "%s",
         "threads": 1, "forks": 1, "jvm": "/secret/path/java",
         "jvmArgs": ["-Xmx2g", "-Djava.io.tmpdir=/secret/path"],
         "jdkVersion": "17.0.1", "vmName": "Some VM", "vmVersion": "17.0.1",
         "params": %s, "primaryMetric": %s, "secondaryMetrics": {}}"""
        .formatted(benchmark, mode, params, metric);
  }

  private static String name(String store) {
    return StoreKind.valueOf(store).displayName();
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
