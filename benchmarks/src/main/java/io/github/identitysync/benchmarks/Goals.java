package io.github.identitysync.benchmarks;

import static io.github.identitysync.benchmarks.StoreKind.HASH_MAP;
import static io.github.identitysync.benchmarks.StoreKind.IDENTITY_SYNC;
import static io.github.identitysync.benchmarks.StoreKind.JGRAPHT;
import static io.github.identitysync.benchmarks.StoreKind.ROCKSDB;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What this project wants of itself. */
final class Goals {
  private static final int MILLION = 1_000_000;
  private static final int BATCH = 1_000;
  private static final long OPENED_IDENTITIES = 10_000_000;

  private static final Point INSERT = Point.write(Workload.INSERT, MILLION, BATCH);
  private static final Point RESYNC = Point.write(Workload.RESYNC, MILLION, BATCH);
  private static final Point SAME_PROFILE =
      Point.resolve(Point.SAME_PROFILE, Point.AVERAGE, MILLION, false);

  private Goals() {}

  /** Returns all of them; where nothing else is said, a million records in batches of 1,000. */
  static List<Goal> all() {
    return List.of(
        Goal.timesAsFastAsDurable("insert", INSERT, 20),
        Goal.timesAsFast("insert", INSERT, JGRAPHT, 2.5),
        Goal.timesAsFast("insert", INSERT, HASH_MAP, 1),
        Goal.atMost(
            "insert in batches of 10,000, a record",
            480,
            "ns",
            results -> results.nanos(Point.write(Workload.INSERT, MILLION, 10_000))),
        Goal.timesAsFastAsDurable("resync", RESYNC, 20),
        Goal.timesAsFast("resync", RESYNC, JGRAPHT, 5),
        Goal.timesAsFast("resync", RESYNC, HASH_MAP, 1),
        Goal.timesAsFastAsDurable("sameProfile", SAME_PROFILE, 20),
        Goal.timesAsFast("sameProfile", SAME_PROFILE, JGRAPHT, 4),
        Goal.atMost(
            "sameProfile, p99 while somebody writes, of the p99 alone",
            3,
            "times",
            Goals::slowdownOfReaders),
        Goal.partOf("commits of one thread, of bare syncs", Point.bareSync(), Point.single(1), 0.8),
        Goal.timesAsFast("commits of 16 threads", Point.single(16), ROCKSDB, 1),
        asLongAsInsert("one user with many browsers", Workload.HUB_USER),
        asLongAsInsert("one browser with many users", Workload.HUB_BROWSER),
        asLongAsInsert("chain", Workload.CHAIN),
        Goal.timesAsLong(
            "insert of 10 million records, a record, of that of one million",
            Point.write(Workload.INSERT, 10 * MILLION, BATCH),
            INSERT,
            2),
        Goal.atMost(
            "heap for an identity, at the worst size",
            64,
            "bytes",
            results -> worst(results, FootprintResult::heapPerIdentity)),
        Goal.atMost(
            "disk for an identity, at the worst size",
            64,
            "bytes",
            results -> worst(results, FootprintResult::diskPerIdentity)),
        Goal.atMost(
            "open 10 million identities after a close",
            3,
            "s",
            results -> secondsToOpen(results, false)),
        Goal.atMost(
            "open 10 million identities after a kill",
            6,
            "s",
            results -> secondsToOpen(results, true)));
  }

  private static Goal asLongAsInsert(String what, Workload workload) {
    return Goal.timesAsLong(
        what + ", a record, of one of insert", Point.write(workload, MILLION, BATCH), INSERT, 2);
  }

  private static OptionalDouble slowdownOfReaders(Results results) {
    return Numbers.combine(p99(results, true), p99(results, false), (busy, alone) -> busy / alone);
  }

  private static OptionalDouble p99(Results results, boolean writer) {
    return results
        .find(Point.resolve(Point.SAME_PROFILE, Point.SAMPLE, MILLION, writer), IDENTITY_SYNC)
        .stream()
        .mapToDouble(result -> result.nanos("99.0"))
        .findFirst();
  }

  private static OptionalDouble worst(Results results, ToDoubleFunction<FootprintResult> size) {
    return results.ownFootprints().stream().mapToDouble(size).max();
  }

  /** Takes the smallest store that is known to have as many identities. */
  private static OptionalDouble secondsToOpen(Results results, boolean killed) {
    return results.ownFootprints().stream()
        .filter(footprint -> footprint.identities() >= OPENED_IDENTITIES)
        .flatMapToDouble(
            footprint -> results.nanos(Point.open(footprint.records(), killed)).stream())
        .map(nanos -> nanos / 1e9)
        .findFirst();
  }
}
