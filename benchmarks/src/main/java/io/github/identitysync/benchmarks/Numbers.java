package io.github.identitysync.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/** Numbers as the report has them. */
final class Numbers {
  static final String NOT_MEASURED = "not measured";

  private Numbers() {}

  /** Returns three significant digits; all of them before the point. */
  static String format(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3));
    int decimals = Math.max(0, 3 - rounded.precision() + rounded.scale());
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  static String format(OptionalDouble value) {
    return value.isPresent() ? format(value.getAsDouble()) : NOT_MEASURED;
  }

  /**
   * Returns in words how this project's store compares with another one.
   *
   * @param times how many times as good it is
   */
  static String verdict(OptionalDouble times, String better, String worse) {
    if (times.isEmpty()) {
      return "";
    }
    double factor = times.getAsDouble();
    if (factor >= 1) {
      return "%s times %s".formatted(format(factor), better);
    }
    return factor > 0
        ? "**lost: %s times %s**".formatted(format(1 / factor), worse)
        : "**lost: %s**".formatted(worse);
  }

  static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Combines two numbers if both are there. */
  static OptionalDouble combine(
      OptionalDouble one, OptionalDouble other, DoubleBinaryOperator operator) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(operator.applyAsDouble(one.getAsDouble(), other.getAsDouble()))
        : OptionalDouble.empty();
  }
}
