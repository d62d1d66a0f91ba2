package io.github.identitysync.benchmarks;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is to be reached.
 *
 * @param what names what is measured
 * @param bound on which side of the limit it is to be
 * @param limit is reached itself
 * @param unit follows the numbers
 * @param measure reads it off the results
 */
record Goal(
    String what,
    Bound bound,
    double limit,
    String unit,
    Function<Results, OptionalDouble> measure) {

  private static final String TIMES = "times";

  /** On which side of a limit a goal is. */
  enum Bound {
    AT_LEAST("at least"),
    AT_MOST("at most");

    private final String words;

    Bound(String words) {
      this.words = words;
    }
  }

  /** At a point this project's store is so many times as fast as one other. */
  static Goal timesAsFast(String what, Point point, StoreKind peer, double limit) {
    return timesAsFast(what + ", as fast as " + peer.displayName(), point, peer::equals, limit);
  }

  /** At a point this project's store is so many times as fast as any other durable one. */
  static Goal timesAsFastAsDurable(String what, Point point, double limit) {
    return timesAsFast(
        what + ", as fast as the best durable peer", point, StoreKind::isDurable, limit);
  }

  private static Goal timesAsFast(
      String what, Point point, Predicate<StoreKind> peers, double limit) {
    return new Goal(
        what,
        Bound.AT_LEAST,
        limit,
        TIMES,
        results -> results.timesAsFast(point, results.best(point, peers)));
  }

  /** This project's store is so many times as fast as what no store can exceed. */
  static Goal partOf(String what, Point ceiling, Point point, double limit) {
    return new Goal(
        what,
        Bound.AT_LEAST,
        limit,
        TIMES,
        results -> results.timesAsFast(point, results.find(ceiling)));
  }

  /** This project's store takes at one point at most so many times as long as at another. */
  static Goal timesAsLong(String what, Point point, Point other, double limit) {
    return atMost(
        what,
        limit,
        TIMES,
        results ->
            Numbers.combine(results.nanos(point), results.nanos(other), (one, two) -> one / two));
  }

  static Goal atMost(
      String what, double limit, String unit, Function<Results, OptionalDouble> measure) {
    return new Goal(what, Bound.AT_MOST, limit, unit, measure);
  }

  /** Returns whether a number is on the right side. */
  boolean isReachedBy(double measured) {
    return bound == Bound.AT_LEAST ? measured >= limit : measured <= limit;
  }

  /** Returns whether the goal is reached, if that was measured. */
  Optional<Boolean> isReached(Results results) {
    OptionalDouble measured = measure.apply(results);
    return measured.isPresent()
        ? Optional.of(isReachedBy(measured.getAsDouble()))
        : Optional.empty();
  }

  String wanted() {
    return "%s %s %s"
        .formatted(
            bound.words, BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString(), unit);
  }
}
