package io.github.identitysync.cli;

import io.github.identitysync.SyncReport;
import io.github.identitysync.json.RejectedRecord;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up what an {@code apply} command did. */
final class Tally {

  private static final double NANOS_PER_SECOND = 1e9;

  private final long startNanos = System.nanoTime();
  private final SortedMap<String, Long> rejectedByReason = new TreeMap<>();
  private long applyNanos;
  private long applied;
  private long rejected;
  private long newIdentities;
  private long newLinks;
  private long alreadyLinked;
  private long merges;

  void add(SyncReport report, long nanos) {
    applyNanos += nanos;
    applied += report.applied();
    newIdentities += report.newIdentities();
    newLinks += report.newLinks();
    alreadyLinked += report.alreadyLinked();
    merges += report.merges().size();
  }

  void add(RejectedRecord record) {
    rejected++;
    rejectedByReason.merge(record.reason(), 1L, Long::sum);
  }

  long rejected() {
    return rejected;
  }

  /** Returns a line of constant width, so that it covers the one before. */
  String progress() {
    return String.format(
        Locale.ROOT,
        "%12d records applied, %9s per second",
        applied,
        perSecond(applied, elapsed()));
  }

  /** Prints one line per number: a label that may hold spaces, and the number as last word. */
  void print(Streams streams) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("records read", Long.toString(applied + rejected));
    lines.put("records applied", Long.toString(applied));
    lines.put("records rejected", Long.toString(rejected));
    rejectedByReason.forEach((reason, count) -> lines.put("  " + reason, count.toString()));
    lines.put("new identities", Long.toString(newIdentities));
    lines.put("new links", Long.toString(newLinks));
    lines.put("already linked", Long.toString(alreadyLinked));
    lines.put("merges", Long.toString(merges));
    lines.put("seconds", String.format(Locale.ROOT, "%.3f", elapsed() / NANOS_PER_SECOND));
    lines.put("records/s", perSecond(applied + rejected, elapsed()));
    lines.put("records/s in the store", perSecond(applied, applyNanos));
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    lines.forEach(
        (label, number) ->
            streams.print(String.format(Locale.ROOT, "%-" + width + "s  %12s", label, number)));
  }

  private long elapsed() {
    return System.nanoTime() - startNanos;
  }

  private static String perSecond(long count, long nanos) {
    return String.format(Locale.ROOT, "%.0f", nanos == 0 ? 0 : count / (nanos / NANOS_PER_SECOND));
  }
}
