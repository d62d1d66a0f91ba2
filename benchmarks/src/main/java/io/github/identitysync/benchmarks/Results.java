package io.github.identitysync.benchmarks;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Everything that was measured. */
final class Results {
  private final List<JmhResult> all;
  private final List<FootprintResult> footprints;
  private final Map<Point, Map<StoreKind, JmhResult>> byPoint = new HashMap<>();

  private Results(List<JmhResult> all, List<FootprintResult> footprints) {
    this.all = all;
    for (JmhResult result : all) {
      result.store().ifPresent(store -> add(store, result));
    }
    this.footprints =
        footprints.stream()
            .sorted(comparingInt(FootprintResult::records).thenComparing(FootprintResult::store))
            .toList();
    for (int i = 1; i < footprints.size(); i++) {
      FootprintResult one = this.footprints.get(i);
      FootprintResult before = this.footprints.get(i - 1);
      refuse(one.store() == before.store() && one.records() == before.records(), one);
    }
  }

  private void add(StoreKind store, JmhResult result) {
    var stores = byPoint.computeIfAbsent(result.point(), any -> new EnumMap<>(StoreKind.class));
    refuse(stores.put(store, result) != null, store + " at " + result.point());
  }

  /** Two results would let one choose the better one. */
  private static void refuse(boolean isDouble, Object result) {
    if (isDouble) {
      throw new IllegalArgumentException("there are two results of " + result);
    }
  }

  /** Reads JMH's files, {@code *.json}, and those of {@link Footprint}, {@code *.jsonl}. */
  static Results read(Path directory) throws IOException {
    List<JmhResult> all = new ArrayList<>();
    List<FootprintResult> footprints = new ArrayList<>();
    JsonMapper json = JsonMapper.shared();
    for (Path file : files(directory)) {
      if (file.toString().endsWith(".jsonl")) {
        try (MappingIterator<FootprintResult> lines =
            json.readerFor(FootprintResult.class).readValues(file)) {
          footprints.addAll(lines.readAll());
        }
      } else if (file.toString().endsWith(".json") && !Machine.isIn(file)) {
        all.addAll(List.of(json.readValue(file, JmhResult[].class)));
      }
    }
    return new Results(all, footprints);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  List<JmhResult> all() {
    return all;
  }

  /** Returns how large stores are, the ones of few records first. */
  List<FootprintResult> footprints() {
    return footprints;
  }

  /** Returns how large this project's stores are, the ones of few records first. */
  List<FootprintResult> ownFootprints() {
    return footprints.stream().filter(own -> own.store() == StoreKind.IDENTITY_SYNC).toList();
  }

  /** Returns the points of which any store was measured, the small ones first. */
  List<Point> points(Predicate<Point> condition) {
    return byPoint.keySet().stream().filter(condition).sorted(Point.BY_SIZE).toList();
  }

  /** Returns the stores that were measured at any of the points, in their order. */
  List<StoreKind> stores(Collection<Point> points) {
    return points.stream()
        .flatMap(point -> at(point).keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  Optional<JmhResult> find(Point point, StoreKind store) {
    return Optional.ofNullable(at(point).get(store));
  }

  /** Returns a measurement that is about no store. */
  Optional<JmhResult> find(Point point) {
    return all.stream().filter(result -> result.point().equals(point)).findFirst();
  }

  /** Returns the fastest of the stores that fit, apart from this project's. */
  Optional<JmhResult> best(Point point, Predicate<StoreKind> peers) {
    return at(point).entrySet().stream()
        .filter(entry -> entry.getKey() != StoreKind.IDENTITY_SYNC && peers.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .min(comparingDouble(JmhResult::nanos));
  }

  /** Returns how many nanoseconds this project's store takes. */
  OptionalDouble nanos(Point point) {
    return find(point, StoreKind.IDENTITY_SYNC).map(JmhResult::nanos).stream()
        .mapToDouble(nanos -> nanos)
        .findFirst();
  }

  /** Returns how many times as fast as that this project's store is. */
  OptionalDouble timesAsFast(Point point, Optional<JmhResult> peer) {
    return Numbers.combine(
        peer.stream().mapToDouble(JmhResult::nanos).findFirst(),
        nanos(point),
        (theirs, ours) -> theirs / ours);
  }

  private Map<StoreKind, JmhResult> at(Point point) {
    return byPoint.getOrDefault(point, Map.of());
  }
}
