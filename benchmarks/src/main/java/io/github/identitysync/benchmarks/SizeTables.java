package io.github.identitysync.benchmarks;

import static io.github.identitysync.benchmarks.MarkdownTable.Column.number;
import static io.github.identitysync.benchmarks.MarkdownTable.Column.text;

import io.github.identitysync.benchmarks.BarChart.Bar;
import io.github.identitysync.benchmarks.MarkdownTable.Column;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Tables of how large stores are, and of what grows with them. */
final class SizeTables {

  /** What is for the identities of a machine of 64 GB: half of it. */
  private static final double HEAP_BYTES = 32e9;

  private final Results results;

  SizeTables(Results results) {
    this.results = results;
  }

  Section size() {
    List<FootprintResult> all = results.footprints();
    if (all.isEmpty()) {
      return Section.EMPTY;
    }
    List<Column<FootprintResult>> columns =
        List.of(
            number("records", result -> Numbers.grouped(result.records())),
            number("identities", result -> Numbers.grouped(result.identities())),
            text("store", result -> result.store().displayName()),
            number("heap, bytes", result -> Numbers.format(result.heapPerIdentity())),
            text(
                "IdentitySync's heap is",
                result -> verdict(result, FootprintResult::heapPerIdentity)),
            number("disk, bytes", result -> Numbers.format(result.diskPerIdentity())),
            text(
                "IdentitySync's disk is",
                result ->
                    result.store().isDurable()
                        ? verdict(result, FootprintResult::diskPerIdentity)
                        : ""));
    return new Section(
        new MarkdownTable<>(columns).of(all),
        List.of(
            chart("heap", FootprintResult::heapPerIdentity),
            chart("disk", FootprintResult::diskPerIdentity)));
  }

  private String verdict(FootprintResult peer, ToDoubleFunction<FootprintResult> size) {
    if (peer.store() == StoreKind.IDENTITY_SYNC) {
      return "";
    }
    OptionalDouble times =
        own(peer.records()).stream()
            .mapToDouble(own -> Math.max(0, size.applyAsDouble(peer)) / size.applyAsDouble(own))
            .findFirst();
    return Numbers.verdict(times, "smaller", "larger");
  }

  private BarChart chart(String what, ToDoubleFunction<FootprintResult> size) {
    int records = results.footprints().get(0).records();
    return new BarChart(
        "Bytes of %s an identity, %,d records (shorter is better)".formatted(what, records),
        results.footprints().stream()
            .filter(result -> result.records() == records && size.applyAsDouble(result) > 0)
            .map(result -> Bar.of(result.store(), size.applyAsDouble(result)))
            .toList());
  }

  /** Shows what a record, an identity and an opening cost by the size of the store. */
  Section growth() {
    List<Integer> sizes =
        Stream.concat(
                results.points(point -> point.isOf(Workload.INSERT)).stream().map(Point::records),
                results.ownFootprints().stream().map(FootprintResult::records))
            .distinct()
            .sorted()
            .toList();
    if (sizes.isEmpty()) {
      return Section.EMPTY;
    }
    List<Column<Integer>> columns =
        List.of(
            number("records", records -> Numbers.grouped(records)),
            number(
                "identities",
                records ->
                    own(records)
                        .map(own -> Numbers.grouped(own.identities()))
                        .orElse(Numbers.NOT_MEASURED)),
            number("insert, µs a record", records -> insert(records, 1_000)),
            number("in batches of 10,000", records -> insert(records, 10_000)),
            number("heap, bytes", records -> bytes(records, FootprintResult::heapPerIdentity)),
            number("disk, bytes", records -> bytes(records, FootprintResult::diskPerIdentity)),
            number("open, s", records -> open(records, false)),
            number("after a kill, s", records -> open(records, true)));
    return new Section(new MarkdownTable<>(columns).of(sizes), List.of());
  }

  /** Returns how many identities a machine of 64 GB would hold, by the largest store measured. */
  String identitiesIn64Gb() {
    return results.ownFootprints().stream()
        .reduce((smaller, larger) -> larger)
        .map(largest -> Numbers.format(HEAP_BYTES / largest.heapPerIdentity()))
        .orElse(Numbers.NOT_MEASURED);
  }

  private String insert(int records, int batchSize) {
    return scaled(results.nanos(Point.write(Workload.INSERT, records, batchSize)), 1e3);
  }

  private String open(int records, boolean killed) {
    return scaled(results.nanos(Point.open(records, killed)), 1e9);
  }

  private static String scaled(OptionalDouble nanos, double unit) {
    return Numbers.format(nanos.stream().map(value -> value / unit).findFirst());
  }

  private String bytes(int records, ToDoubleFunction<FootprintResult> size) {
    return Numbers.format(own(records).stream().mapToDouble(size).findFirst());
  }

  private Optional<FootprintResult> own(int records) {
    return results.ownFootprints().stream().filter(own -> own.records() == records).findFirst();
  }
}
