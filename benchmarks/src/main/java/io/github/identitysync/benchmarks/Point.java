package io.github.identitysync.benchmarks;

import static java.util.Comparator.comparingInt;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is measured, whichever store does it.
 *
 * @param benchmark class and method
 * @param mode JMH's short name of how it measures
 * @param params the values of JMH's parameters that change the work
 */
record Point(String benchmark, String mode, Map<String, String> params) {
  static final String WRITE = "WriteBenchmark.apply";
  static final String SAME_PROFILE = "ResolveBenchmark.sameProfile";
  static final String PROFILE = "ResolveBenchmark.profile";
  static final String OPEN = "OpenBenchmark.open";

  static final String ONCE = "ss";
  static final String THROUGHPUT = "thrpt";
  static final String AVERAGE = "avgt";
  static final String SAMPLE = "sample";

  /** By growing size of the work. */
  static final Comparator<Point> BY_SIZE =
      comparingInt(Point::records)
          .thenComparingInt(Point::batchSize)
          .thenComparing(point -> new TreeMap<>(point.params).toString());

  /** Applying all records of a workload. */
  static Point write(Workload workload, int records, int batchSize) {
    return new Point(
        WRITE,
        ONCE,
        Map.of(
            "workload", workload.name(),
            "records", Integer.toString(records),
            "batchSize", Integer.toString(batchSize)));
  }

  /** Batches of one record from so many threads. */
  static Point single(int threads) {
    return new Point("SingleBenchmark.apply" + threads, THROUGHPUT, Map.of());
  }

  /** What bounds the batches of one record of one thread. */
  static Point bareSync() {
    return new Point("SingleBenchmark.bareSync", THROUGHPUT, Map.of());
  }

  /** Queries while nobody writes, or while somebody does. */
  static Point resolve(String benchmark, String mode, int records, boolean writer) {
    return new Point(
        benchmark,
        mode,
        Map.of("records", Integer.toString(records), "writer", Boolean.toString(writer)));
  }

  /** Opening a store that was closed or killed. */
  static Point open(int records, boolean killed) {
    return new Point(
        OPEN,
        ONCE,
        Map.of("records", Integer.toString(records), "killed", Boolean.toString(killed)));
  }

  Point withMode(String other) {
    return new Point(benchmark, other, params);
  }

  int records() {
    return Integer.parseInt(params.getOrDefault("records", "0"));
  }

  int batchSize() {
    return Integer.parseInt(params.getOrDefault("batchSize", "0"));
  }

  /** Returns whether this is a measurement of that workload. */
  boolean isOf(Workload workload) {
    return workload.name().equals(params.get("workload"));
  }

  /** Returns whether a parameter is {@code true}. */
  boolean is(String flag) {
    return Boolean.parseBoolean(params.get(flag));
  }
}
