package io.github.identitysync.benchmarks;

import java.util.List;

/** A table as Markdown, and the charts of it. */
record Section(String table, List<BarChart> charts) {
  static final Section EMPTY = new Section("Not measured.\n", List.of());
}
