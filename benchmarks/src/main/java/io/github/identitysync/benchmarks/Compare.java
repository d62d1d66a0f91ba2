package io.github.identitysync.benchmarks;

import static io.github.identitysync.benchmarks.StoreKind.HASH_MAP;
import static io.github.identitysync.benchmarks.StoreKind.IDENTITY_SYNC;
import static io.github.identitysync.benchmarks.StoreKind.JGRAPHT;
import static io.github.identitysync.benchmarks.StoreKind.ROCKSDB;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A comparison of a few minutes: prints how many times as fast as other stores this project's is,
 * and exits with 1 if one of the figures is below its threshold.
 *
 * <p>All stores are measured in turn, several times, and the median counts; so what else the
 * machine does harms one round or all stores, not one store.
 */
final class Compare {
  private static final int ROUNDS = 3;
  private static final int RECORDS = 200_000;
  private static final int BATCH = 1_000;
  private static final String[] STORES =
      Stream.of(IDENTITY_SYNC, ROCKSDB, JGRAPHT, HASH_MAP).map(Enum::name).toArray(String[]::new);

  private final int records;
  private final String parent;

  private Compare(int records, String parent) {
    this.records = records;
    this.parent = parent;
  }

  /** Takes how many records, and where the stores are to be; both may be left out. */
  public static void main(String[] args) throws IOException, RunnerException {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : RECORDS;
    String parent = args.length > 1 ? args[1] : "";
    System.exit(new Compare(records, parent).run() ? 0 : 1);
  }

  /** What is to hold on any machine, whatever else it does. */
  private List<Goal> thresholds() {
    Point insert = Point.write(Workload.INSERT, records, BATCH);
    Point resync = Point.write(Workload.RESYNC, records, BATCH);
    Point sameProfile = Point.resolve(Point.SAME_PROFILE, Point.AVERAGE, records, false);
    return List.of(
        Goal.timesAsFast("insert", insert, ROCKSDB, 5),
        Goal.timesAsFast("insert", insert, JGRAPHT, 0.5),
        Goal.timesAsFast("resync", resync, ROCKSDB, 12),
        Goal.timesAsFast("resync", resync, JGRAPHT, 2),
        Goal.timesAsFast("resync", resync, HASH_MAP, 1.5),
        Goal.timesAsFast("sameProfile", sameProfile, ROCKSDB, 15),
        Goal.timesAsFast("sameProfile", sameProfile, JGRAPHT, 1));
  }

  /** Returns whether all thresholds are reached. */
  private boolean run() throws IOException, RunnerException {
    List<Results> rounds = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.printf("round %d of %d%n", round, ROUNDS);
      rounds.add(measure());
    }
    boolean reached = true;
    for (Goal threshold : thresholds()) {
      double[] ratios =
          rounds.stream()
              .mapToDouble(results -> threshold.measure().apply(results).orElseThrow())
              .sorted()
              .toArray();
      double median = ratios[ROUNDS / 2];
      boolean ok = threshold.isReachedBy(median);
      reached &= ok;
      System.out.printf(
          Locale.ROOT,
          "%-40s %8s times, from %s to %s; wanted %s: %s%n",
          threshold.what(),
          Numbers.format(median),
          Numbers.format(ratios[0]),
          Numbers.format(ratios[ROUNDS - 1]),
          threshold.wanted(),
          ok ? "reached" : "MISSED");
    }
    return reached;
  }

  private Results measure() throws IOException, RunnerException {
    ScratchDirectory scratch = ScratchDirectory.create("");
    try {
      run(writes(), scratch.path().resolve("writes.json"));
      run(queries(), scratch.path().resolve("queries.json"));
      return Results.read(scratch.path());
    } finally {
      scratch.delete();
    }
  }

  private static ChainedOptionsBuilder writes() {
    return new OptionsBuilder()
        .include(pattern(Point.WRITE))
        .param("workload", Workload.INSERT.name(), Workload.RESYNC.name())
        .param("batchSize", Integer.toString(BATCH))
        .warmupIterations(3)
        .measurementIterations(3);
  }

  private static ChainedOptionsBuilder queries() {
    return new OptionsBuilder()
        .include(pattern(Point.SAME_PROFILE))
        .mode(Mode.AverageTime)
        .param("writer", "false")
        .warmupIterations(2)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(3)
        .measurementTime(TimeValue.seconds(1));
  }

  private static String pattern(String benchmark) {
    return benchmark.replace(".", "\\.") + "$";
  }

  private void run(ChainedOptionsBuilder options, Path results) throws RunnerException {
    new Runner(
            options
                .param("store", STORES)
                .param("records", Integer.toString(records))
                .param("parent", parent)
                .forks(1)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(results.toString())
                .build())
        .run();
  }
}
