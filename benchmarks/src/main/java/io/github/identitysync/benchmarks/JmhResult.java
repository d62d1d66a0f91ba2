package io.github.identitysync.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One element of the JSON that JMH writes, as far as it is read here. */
record JmhResult(
    String benchmark,
    String mode,
    String jdkVersion,
    String vmName,
    String vmVersion,
    List<String> jvmArgs,
    Map<String, String> params,
    Metric primaryMetric) {

  /** A score and how far it is to be trusted; a percentile's name is like {@code 99.9}. */
  record Metric(
      double score, double scoreError, String scoreUnit, Map<String, Double> scorePercentiles) {}

  JmhResult {
    params = params == null ? Map.of() : Map.copyOf(params);
    jvmArgs = List.copyOf(jvmArgs);
  }

  Point point() {
    Map<String, String> work = new HashMap<>(params);
    work.remove("store");
    work.remove("parent");
    String packageName = JmhResult.class.getPackageName();
    return new Point(benchmark.replace(packageName + ".", ""), mode, Map.copyOf(work));
  }

  /** Returns the store, unless none is measured. */
  Optional<StoreKind> store() {
    return Optional.ofNullable(params.get("store")).map(StoreKind::valueOf);
  }

  /** Returns how long an operation takes: a record in a batch, a commit, a query or an opening. */
  double nanos() {
    return nanos(primaryMetric.score);
  }

  /** Returns how long an operation takes at most, in so many of a hundred cases. */
  double nanos(String percentile) {
    return nanos(primaryMetric.scorePercentiles.get(percentile));
  }

  double perSecond() {
    return 1e9 / nanos();
  }

  /** Returns the half width of JMH's interval of confidence as a part of the score. */
  double relativeError() {
    return primaryMetric.scoreError / primaryMetric.score;
  }

  private double nanos(double score) {
    String[] unit = primaryMetric.scoreUnit.split("/", -1);
    double nanos = unit[0].equals("ops") ? nanosIn(unit[1]) / score : nanosIn(unit[0]) * score;
    Point point = point();
    return point.benchmark().equals(Point.WRITE) ? nanos / point.records() : nanos;
  }

  private static double nanosIn(String unit) {
    return switch (unit) {
      case "s" -> 1e9;
      case "ms" -> 1e6;
      case "us" -> 1e3;
      case "ns" -> 1;
      default -> throw new IllegalArgumentException("JMH's unit " + unit + " is not expected");
    };
  }
}
