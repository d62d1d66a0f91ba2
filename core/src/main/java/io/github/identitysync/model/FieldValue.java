package io.github.identitysync.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is written to a field of a profile. Immutable; no part of a value is ever null.
 *
 * <p>The natural order is total: {@link Removed}, then {@link Truth}, numbers, {@link Date}, {@link
 * Timestamp}, {@link Text}, {@link Texts}; among values of a kind their own order, where numbers
 * are compared across their two kinds by magnitude, and a whole number precedes an equal decimal.
 * Texts are compared as Strings are, sets of texts element by element, the smallest first.
 */
public sealed interface FieldValue extends Comparable<FieldValue> {

  /**
   * Returns a text.
   *
   * @throws IllegalArgumentException if it is null or has an unpaired surrogate
   */
  static FieldValue text(String text) {
    return new Text(text);
  }

  /** Returns a whole number. */
  static FieldValue wholeNumber(long number) {
    return new WholeNumber(number);
  }

  /**
   * Returns a decimal number.
   *
   * @throws IllegalArgumentException if it is null
   */
  static FieldValue decimal(BigDecimal number) {
    return new Decimal(number);
  }

  /** Returns true or false. */
  static FieldValue truth(boolean truth) {
    return new Truth(truth);
  }

  /**
   * Returns a calendar date.
   *
   * @throws IllegalArgumentException if it is null
   */
  static FieldValue date(LocalDate date) {
    return new Date(date);
  }

  /**
   * Returns an instant.
   *
   * @throws IllegalArgumentException if it is null
   */
  static FieldValue timestamp(Instant instant) {
    return new Timestamp(instant);
  }

  /**
   * Returns a set of texts; repetitions are dropped.
   *
   * @throws IllegalArgumentException if it or one of the texts is null, or has an unpaired
   *     surrogate
   */
  static FieldValue texts(Collection<String> texts) {
    requireValue(texts);
    if (texts.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("a text is null");
    }
    return new Texts(new TreeSet<>(texts));
  }

  /** Returns the value that takes a field away. */
  static FieldValue removed() {
    return Removed.INSTANCE;
  }

  @Override
  default int compareTo(FieldValue other) {
    int kinds = Integer.compare(kindOrder(this), kindOrder(other));
    if (kinds != 0) {
      return kinds;
    }
    if (this instanceof Truth one && other instanceof Truth two) {
      return Boolean.compare(one.value(), two.value());
    } else if (this instanceof Date one && other instanceof Date two) {
      return one.value().compareTo(two.value());
    } else if (this instanceof Timestamp one && other instanceof Timestamp two) {
      return one.value().compareTo(two.value());
    } else if (this instanceof Text one && other instanceof Text two) {
      return one.value().compareTo(two.value());
    } else if (this instanceof Texts one && other instanceof Texts two) {
      return compare(one.values(), two.values());
    }
    return this instanceof Removed ? 0 : compareNumbers(this, other);
  }

  private static int kindOrder(FieldValue value) {
    if (value instanceof Removed) {
      return 0;
    } else if (value instanceof Truth) {
      return 1;
    } else if (value instanceof WholeNumber || value instanceof Decimal) {
      return 2;
    } else if (value instanceof Date) {
      return 3;
    } else if (value instanceof Timestamp) {
      return 4;
    }
    return value instanceof Text ? 5 : 6;
  }

  private static int compareNumbers(FieldValue one, FieldValue two) {
    if (one instanceof WholeNumber a && two instanceof WholeNumber b) {
      return Long.compare(a.value(), b.value());
    }
    int magnitudes = toDecimal(one).compareTo(toDecimal(two));
    return magnitudes != 0
        ? magnitudes
        : Boolean.compare(one instanceof Decimal, two instanceof Decimal);
  }

  private static BigDecimal toDecimal(FieldValue number) {
    return number instanceof WholeNumber whole
        ? BigDecimal.valueOf(whole.value())
        : ((Decimal) number).value();
  }

  private static int compare(SortedSet<String> one, SortedSet<String> two) {
    Iterator<String> others = two.iterator();
    for (String text : one) {
      int order = others.hasNext() ? text.compareTo(others.next()) : 1;
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }

  private static void requireValue(Object value) {
    if (value == null) {
      throw new IllegalArgumentException("the value is null");
    }
  }

  /**
   * A text, which may be empty.
   *
   * @param value the text
   */
  record Text(String value) implements FieldValue {

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException if it is null or has an unpaired surrogate
     */
    public Text {
      Ids.checkText("the text", value);
    }
  }

  /**
   * A whole number.
   *
   * @param value the number
   */
  record WholeNumber(long value) implements FieldValue {}

  /**
   * A decimal number. 1, 1.0 and 1.00 are the same one.
   *
   * @param value the number, without trailing zeros
   */
  record Decimal(BigDecimal value) implements FieldValue {

    /**
     * Strips trailing zeros.
     *
     * @throws IllegalArgumentException if the number is null, or is so large that its exponent
     *     without trailing zeros is no int
     */
    public Decimal {
      requireValue(value);
      try {
        value = value.stripTrailingZeros();
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("a decimal is out of range", e);
      }
    }
  }

  /**
   * True or false.
   *
   * @param value which of them
   */
  record Truth(boolean value) implements FieldValue {}

  /**
   * A calendar date.
   *
   * @param value the date
   */
  record Date(LocalDate value) implements FieldValue {

    /**
     * Checks the date.
     *
     * @throws IllegalArgumentException if it is null
     */
    public Date {
      requireValue(value);
    }
  }

  /**
   * An instant.
   *
   * @param value the instant, to the nanosecond
   */
  record Timestamp(Instant value) implements FieldValue {

    /**
     * Checks the instant.
     *
     * @throws IllegalArgumentException if it is null
     */
    public Timestamp {
      requireValue(value);
    }
  }

  /**
   * A set of texts, which may be empty.
   *
   * @param values the texts in their natural order; immutable
   */
  record Texts(SortedSet<String> values) implements FieldValue {

    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException if it or one of the texts is null, or has an unpaired
     *     surrogate
     */
    public Texts {
      requireValue(values);
      SortedSet<String> copy = new TreeSet<>();
      for (String text : values) {
        copy.add(Ids.checkText("a text", text));
      }
      values = Collections.unmodifiableSortedSet(copy);
    }
  }

  /** No value: what takes a field away. */
  record Removed() implements FieldValue {
    private static final Removed INSTANCE = new Removed();
  }
}
