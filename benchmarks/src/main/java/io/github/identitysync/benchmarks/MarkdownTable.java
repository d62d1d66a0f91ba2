package io.github.identitysync.benchmarks;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.Function;

/** A table, a row for each object of some kind. */
record MarkdownTable<T>(List<Column<T>> columns) {

  /** A column; one of numbers is aligned to the right. */
  record Column<T>(String title, boolean isNumber, Function<T, String> cell) {
    static <T> Column<T> text(String title, Function<T, String> cell) {
      return new Column<>(title, false, cell);
    }

    static <T> Column<T> number(String title, Function<T, String> cell) {
      return new Column<>(title, true, cell);
    }
  }

  String of(List<T> rows) {
    return line(Column::title)
        + line(column -> column.isNumber ? "--:" : ":--")
        + rows.stream().map(row -> line(column -> column.cell.apply(row))).collect(joining());
  }

  private String line(Function<Column<T>, String> cell) {
    return columns.stream().map(cell).collect(joining(" | ", "| ", " |\n"));
  }
}
