package io.github.identitysync.testing;

import io.github.identitysync.Field;
import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a profile should show for one field, worked out from all its writes. */
final class FieldOracle {

  private static final Comparator<Written> LAST_FIRST =
      Comparator.comparing((Written written) -> written.write().time())
          .reversed()
          .thenComparing(Written::source);

  private final List<Written> writes = new ArrayList<>();

  /** A write, and the identity through which it came. */
  private record Written(Identity source, Write write) {

    Field toField() {
      return new Field(write.value(), write.time(), source);
    }
  }

  /** Collects the writes of each identity of a profile to one field. */
  private FieldOracle(SortedMap<Identity, ? extends Collection<Write>> writesOfEach) {
    writesOfEach.forEach(
        (source, own) -> own.forEach(write -> writes.add(new Written(source, write))));
  }

  /** Returns what is shown. */
  static Optional<Field> shown(
      FieldRule rule, SortedMap<Identity, ? extends Collection<Write>> writesOfEach) {
    FieldOracle oracle = new FieldOracle(writesOfEach);
    return switch (rule) {
      case LATEST -> oracle.latest();
      case EARLIEST -> oracle.first(Write.ORDER);
      case SMALLEST -> oracle.first(Write.SMALLEST_FIRST);
      case LARGEST -> oracle.first(Write.LARGEST_FIRST);
      case UNION -> oracle.union();
      case TOTAL -> total(writesOfEach);
    };
  }

  private Optional<Field> latest() {
    return writes.stream()
        .min(
            Comparator.comparing(Written::write, Write.ORDER.reversed())
                .thenComparing(Written::source))
        .filter(written -> !written.write().isRemoval())
        .map(Written::toField);
  }

  /** Returns the first in an order that is no removal. */
  private Optional<Field> first(Comparator<Write> order) {
    return writes.stream()
        .filter(written -> !written.write().isRemoval())
        .min(Comparator.comparing(Written::write, order).thenComparing(Written::source))
        .map(Written::toField);
  }

  private Optional<Field> union() {
    FieldValue all = new FieldValue.Texts(texts(writes.stream().map(Written::write).toList()));
    return writes.stream()
        .filter(written -> written.write().hasTexts())
        .min(LAST_FIRST)
        .map(last -> new Field(all, last.write().time(), last.source()));
  }

  /** Returns all texts that were ever written, singly or in sets. */
  static SortedSet<String> texts(Collection<Write> writes) {
    SortedSet<String> texts = new TreeSet<>();
    for (Write write : writes) {
      if (write.value() instanceof FieldValue.Text text) {
        texts.add(text.value());
      } else if (write.value() instanceof FieldValue.Texts set) {
        texts.addAll(set.values());
      }
    }
    return texts;
  }

  private static Optional<Field> total(
      SortedMap<Identity, ? extends Collection<Write>> writesOfEach) {
    List<Written> counting = new ArrayList<>();
    writesOfEach.forEach(
        (source, own) ->
            own.stream()
                .max(Write.ORDER)
                .filter(write -> isNumber(write.value()))
                .ifPresent(write -> counting.add(new Written(source, write))));
    FieldValue sum = sum(counting.stream().map(written -> written.write().value()).toList());
    return counting.stream()
        .min(LAST_FIRST)
        .map(last -> new Field(sum, last.write().time(), last.source()));
  }

  private static boolean isNumber(FieldValue value) {
    return value instanceof FieldValue.WholeNumber || value instanceof FieldValue.Decimal;
  }

  private static FieldValue sum(List<FieldValue> numbers) {
    BigDecimal sum = BigDecimal.ZERO;
    boolean isWhole = true;
    for (FieldValue number : numbers) {
      if (number instanceof FieldValue.WholeNumber whole) {
        sum = sum.add(BigDecimal.valueOf(whole.value()));
      } else {
        sum = sum.add(((FieldValue.Decimal) number).value());
        isWhole = false;
      }
    }
    isWhole &= sum.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0;
    isWhole &= sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    return isWhole ? FieldValue.wholeNumber(sum.longValueExact()) : FieldValue.decimal(sum);
  }
}
