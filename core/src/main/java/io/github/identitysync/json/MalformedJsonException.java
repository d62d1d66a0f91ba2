package io.github.identitysync.json;

import java.io.Serial;

/**
 * The input is not JSON. The message says where and what kind of fault it is; neither it nor a
 * cause quotes the input.
 */
public final class MalformedJsonException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String fault;
  private final long line;
  private final long column;

  MalformedJsonException(String fault, long line, long column) {
    super("line " + line + ", column " + column + ": the input " + fault);
    this.fault = fault;
    this.line = line;
    this.column = column;
  }

  /** Returns what is said of the input. */
  String fault() {
    return fault;
  }

  /** Returns the line at which reading stopped, counted from 1; LF, CR and CR LF end a line. */
  public long line() {
    return line;
  }

  /**
   * Returns the column at which reading stopped, counted from 1 in UTF-16 code units: that of the
   * character or byte that cannot stand there, one close to it if a number or a literal is
   * malformed, or one behind the last character if the input ends too early.
   */
  public long column() {
    return column;
  }
}
