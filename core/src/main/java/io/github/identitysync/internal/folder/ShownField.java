package io.github.identitysync.internal.folder;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a profile shows for a field.
 *
 * @param value the value
 * @param time when it was written
 * @param source the identity through which it was written
 */
public record ShownField(FieldValue value, Instant time, Identity source) {

  private static final FieldValue NO_VALUE = FieldValue.removed();
  private static final Comparator<Write> BY_TIME = Comparator.comparing(Write::time);
  private static final Comparator<Write> BY_VALUE = Comparator.comparing(Write::value);

  /** What was written to the field through one node. */
  record Part(int node, KeptWrites kept) {}

  /** A write through a node. */
  private record Candidate(int node, Write write) {}

  /** Joins what was written through several nodes; null where the profile shows nothing. */
  static @Nullable ShownField join(FieldRule rule, List<Part> parts, IntFunction<Identity> names) {
    return switch (rule) {
      case LATEST -> {
        ShownField last =
            first(candidates(parts, KeptWrites::latest), Comparator.reverseOrder(), names);
        yield last == null || last.value() instanceof FieldValue.Removed ? null : last;
      }
      case EARLIEST ->
          first(candidates(parts, KeptWrites::earliest), Comparator.naturalOrder(), names);
      case SMALLEST ->
          first(candidates(parts, KeptWrites::smallest), BY_VALUE.thenComparing(BY_TIME), names);
      case LARGEST ->
          first(
              candidates(parts, KeptWrites::largest),
              BY_VALUE.reversed().thenComparing(BY_TIME),
              names);
      case UNION -> union(parts, names);
      case TOTAL -> total(parts, names);
    };
  }

  private static List<Candidate> candidates(
      List<Part> parts, Function<KeptWrites, @Nullable Write> choice) {
    List<Candidate> candidates = new ArrayList<>(parts.size());
    for (Part part : parts) {
      Write write = choice.apply(part.kept());
      if (write != null) {
        candidates.add(new Candidate(part.node(), write));
      }
    }
    return candidates;
  }

  /** Returns the first in an order; among equals the one of the first identity. */
  private static @Nullable ShownField first(
      List<Candidate> candidates, Comparator<Write> order, IntFunction<Identity> names) {
    Candidate first = null;
    Identity source = null;
    for (Candidate candidate : candidates) {
      int comparison = first == null ? -1 : order.compare(candidate.write(), first.write());
      if (comparison < 0) {
        first = candidate;
        source = null;
      } else if (comparison == 0 && first != null) {
        Identity other = names.apply(candidate.node());
        source = source == null ? names.apply(first.node()) : source;
        if (other.compareTo(source) < 0) {
          first = candidate;
          source = other;
        }
      }
    }
    return first == null
        ? null
        : new ShownField(
            first.write().value(),
            first.write().time(),
            source == null ? names.apply(first.node()) : source);
  }

  private static @Nullable ShownField union(List<Part> parts, IntFunction<Identity> names) {
    SortedSet<String> texts = new TreeSet<>();
    List<Candidate> candidates = new ArrayList<>();
    for (Part part : parts) {
      KeptTexts union = part.kept().union();
      if (union != null) {
        texts.addAll(union.values());
        candidates.add(new Candidate(part.node(), new Write(union.latest(), NO_VALUE)));
      }
    }
    return with(FieldValue.texts(texts), candidates, names);
  }

  private static @Nullable ShownField total(List<Part> parts, IntFunction<Identity> names) {
    List<Candidate> candidates =
        candidates(parts, kept -> isNumber(kept.latest().value()) ? kept.latest() : null);
    boolean isWhole = true;
    BigDecimal sum = BigDecimal.ZERO;
    for (Candidate candidate : candidates) {
      FieldValue value = candidate.write().value();
      isWhole &= value instanceof FieldValue.WholeNumber;
      sum = sum.add(toDecimal(value));
    }
    return with(number(sum, isWhole), candidates, names);
  }

  private static boolean isNumber(FieldValue value) {
    return value instanceof FieldValue.WholeNumber || value instanceof FieldValue.Decimal;
  }

  private static BigDecimal toDecimal(FieldValue number) {
    return number instanceof FieldValue.WholeNumber whole
        ? BigDecimal.valueOf(whole.value())
        : ((FieldValue.Decimal) number).value();
  }

  private static FieldValue number(BigDecimal sum, boolean isWhole) {
    BigInteger whole = isWhole ? sum.toBigIntegerExact() : BigInteger.ZERO;
    return isWhole && whole.bitLength() < Long.SIZE
        ? FieldValue.wholeNumber(whole.longValueExact())
        : FieldValue.decimal(sum);
  }

  /** Shows a value with the time and the source of the last write that it is made of. */
  private static @Nullable ShownField with(
      FieldValue value, List<Candidate> madeOf, IntFunction<Identity> names) {
    ShownField last = first(madeOf, BY_TIME.reversed(), names);
    return last == null ? null : new ShownField(value, last.time(), last.source());
  }
}
