package io.github.identitysync.benchmarks;

import static io.github.identitysync.benchmarks.MarkdownTable.Column.number;
import static io.github.identitysync.benchmarks.MarkdownTable.Column.text;
import static java.util.Comparator.comparingInt;

import io.github.identitysync.benchmarks.BarChart.Bar;
import io.github.identitysync.benchmarks.MarkdownTable.Column;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Tables and charts of what JMH measured: each store in each situation that it was measured in. */
final class JmhTables {
  private final Results results;

  JmhTables(Results results) {
    this.results = results;
  }

  /** One store in one situation. */
  private record Row(Point point, StoreKind store, JmhResult result, OptionalDouble timesAsFast) {

    String cell(ToDoubleFunction<JmhResult> value) {
      return Numbers.format(value.applyAsDouble(result));
    }
  }

  Section workload(Workload workload) {
    List<Point> points = results.points(point -> point.isOf(workload));
    return section(
        points,
        List.of(
            number("records", row -> Numbers.grouped(row.point.records())),
            number("in a batch", row -> Numbers.grouped(row.point.batchSize())),
            store(),
            number("records/s", row -> row.cell(JmhResult::perSecond)),
            time("µs a record", 1e3),
            error(),
            verdict()),
        point ->
            "Records per second, %,d in batches of %,d (longer is better)"
                .formatted(point.records(), point.batchSize()),
        JmhResult::perSecond);
  }

  Section single() {
    List<Point> points =
        Stream.of(1, 4, 16).map(Point::single).filter(point -> !isMissing(point)).toList();
    return section(
        points,
        List.of(
            number("threads", row -> row.point.benchmark().replaceAll("\\D", "")),
            store(),
            number("commits/s", row -> row.cell(JmhResult::perSecond)),
            error(),
            verdict()),
        point ->
            "Commits per second, threads: %s (longer is better)"
                .formatted(point.benchmark().replaceAll("\\D", "")),
        JmhResult::perSecond);
  }

  /** Returns how often a second one thread can sync, with no store around it. */
  String bareSyncs() {
    return results
        .find(Point.bareSync())
        .map(result -> Numbers.format(result.perSecond()))
        .orElse(Numbers.NOT_MEASURED);
  }

  Section queries(String benchmark) {
    List<Point> points =
        results.points(
            point -> point.benchmark().equals(benchmark) && point.mode().equals(Point.AVERAGE));
    return section(
        points,
        List.of(
            number("records", row -> Numbers.grouped(row.point.records())),
            text("beside", row -> row.point.is("writer") ? "a writer" : "nobody"),
            store(),
            time("mean µs", 1e3),
            error(),
            percentile("p50 µs", "50.0"),
            percentile("p99 µs", "99.0"),
            percentile("p99.9 µs", "99.9"),
            verdict()),
        point ->
            "Mean microseconds of a query in %,d records (shorter is better)"
                .formatted(point.records()),
        result -> result.nanos() / 1e3);
  }

  Section open() {
    List<Point> points = results.points(point -> point.benchmark().equals(Point.OPEN));
    return section(
        points,
        List.of(
            number("records", row -> Numbers.grouped(row.point.records())),
            text("after", row -> row.point.is("killed") ? "a kill" : "a close"),
            store(),
            time("ms", 1e6),
            error(),
            verdict()),
        point ->
            "Milliseconds to open %,d records after a %s (shorter is better)"
                .formatted(point.records(), point.is("killed") ? "kill" : "close"),
        result -> result.nanos() / 1e6);
  }

  private boolean isMissing(Point point) {
    return results.stores(List.of(point)).isEmpty();
  }

  /** Shows all points in the table, and in the chart the one at which most stores were measured. */
  private Section section(
      List<Point> points,
      List<Column<Row>> columns,
      Function<Point, String> title,
      ToDoubleFunction<JmhResult> bar) {
    Comparator<Point> byStores = comparingInt(point -> results.stores(List.of(point)).size());
    return points.stream()
        .reduce(BinaryOperator.maxBy(byStores.thenComparing(point -> point.batchSize() == 1_000)))
        .map(shown -> new BarChart(title.apply(shown), bars(shown, bar)))
        .map(chart -> new Section(new MarkdownTable<>(columns).of(rows(points)), List.of(chart)))
        .orElse(Section.EMPTY);
  }

  private List<Row> rows(List<Point> points) {
    List<StoreKind> stores = results.stores(points);
    return points.stream()
        .flatMap(point -> stores.stream().flatMap(store -> row(point, store).stream()))
        .toList();
  }

  private Optional<Row> row(Point point, StoreKind store) {
    Optional<JmhResult> result = results.find(point, store);
    return result.map(found -> new Row(point, store, found, results.timesAsFast(point, result)));
  }

  private List<Bar> bars(Point point, ToDoubleFunction<JmhResult> value) {
    return results.stores(List.of(point)).stream()
        .map(store -> Bar.of(store, value.applyAsDouble(results.find(point, store).orElseThrow())))
        .toList();
  }

  private static Column<Row> store() {
    return text("store", row -> row.store.displayName());
  }

  private static Column<Row> time(String title, double nanosInUnit) {
    return number(title, row -> row.cell(result -> result.nanos() / nanosInUnit));
  }

  private static Column<Row> error() {
    return number(
        "± %",
        row ->
            Optional.of(row.result.relativeError())
                .filter(error -> !error.isNaN())
                .map(error -> Numbers.format(100 * error))
                .orElse(""));
  }

  private Column<Row> percentile(String title, String percentile) {
    return number(
        title,
        row ->
            results
                .find(row.point.withMode(Point.SAMPLE), row.store)
                .map(result -> Numbers.format(result.nanos(percentile) / 1e3))
                .orElse(Numbers.NOT_MEASURED));
  }

  private static Column<Row> verdict() {
    return text(
        "IdentitySync is",
        row ->
            row.store == StoreKind.IDENTITY_SYNC
                ? ""
                : Numbers.verdict(row.timesAsFast, "faster", "slower"));
  }
}
