package io.github.identitysync.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up what a command that loads records did. */
final class Tally {

  private static final double NANOS_PER_SECOND = 1e9;

  private final long startNanos = System.nanoTime();
  private final Map<LeftOut, SortedMap<String, Long>> leftOut = new LinkedHashMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private long storeNanos;
  private long applied;

  /** What can be left out, for a reason. */
  enum LeftOut {
    RECORDS_REJECTED("records rejected"),
    RECORDS_REFUSED("records refused"),
    FIELDS_REJECTED("fields rejected"),
    LINKS_REFUSED("links refused");

    private final String label;

    LeftOut(String label) {
      this.label = label;
    }
  }

  private record Line(String label, Object number) {}

  /** Begins at zero, with a line for each of the given. */
  Tally(List<LeftOut> shown) {
    shown.forEach(what -> leftOut.put(what, new TreeMap<>()));
  }

  void leaveOut(LeftOut what, String reason) {
    leftOut.computeIfAbsent(what, none -> new TreeMap<>()).merge(reason, 1L, Long::sum);
  }

  /** Adds records that the store took. */
  void apply(int records) {
    applied += records;
  }

  /** Adds to a number of any other kind. */
  void count(String label, int number) {
    counts.merge(label, (long) number, Long::sum);
  }

  /** Adds time that was spent in the store. */
  void spend(long nanos) {
    storeNanos += nanos;
  }

  /** Returns whether nothing was left out. */
  boolean isClean() {
    return leftOut.values().stream().allMatch(Map::isEmpty);
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
    long read = applied + total(LeftOut.RECORDS_REJECTED) + total(LeftOut.RECORDS_REFUSED);
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("records read", read));
    lines.add(new Line("records applied", applied));
    leftOut.forEach(
        (what, reasons) -> {
          lines.add(new Line(what.label, total(what)));
          reasons.forEach((reason, count) -> lines.add(new Line("  " + reason, count)));
        });
    counts.forEach((label, number) -> lines.add(new Line(label, number)));
    lines.add(
        new Line("seconds", String.format(Locale.ROOT, "%.3f", elapsed() / NANOS_PER_SECOND)));
    lines.add(new Line("records/s", perSecond(read, elapsed())));
    lines.add(new Line("records/s in the store", perSecond(applied, storeNanos)));
    int width = lines.stream().mapToInt(line -> line.label.length()).max().orElse(0);
    for (Line line : lines) {
      streams.print(String.format(Locale.ROOT, "%-" + width + "s  %12s", line.label, line.number));
    }
  }

  private long total(LeftOut what) {
    SortedMap<String, Long> reasons = leftOut.get(what);
    return reasons == null ? 0 : reasons.values().stream().mapToLong(Long::longValue).sum();
  }

  private long elapsed() {
    return System.nanoTime() - startNanos;
  }

  private static String perSecond(long count, long nanos) {
    return String.format(Locale.ROOT, "%.0f", nanos == 0 ? 0 : count / (nanos / NANOS_PER_SECOND));
  }
}
