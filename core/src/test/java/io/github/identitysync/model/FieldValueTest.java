package io.github.identitysync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FieldValueTest {

  /** Values of all kinds, the smallest first. */
  private static final List<FieldValue> SORTED =
      List.of(
          FieldValue.removed(),
          FieldValue.truth(false),
          FieldValue.truth(true),
          decimal("-1E+400"),
          decimal("-9223372036854775808.5"),
          FieldValue.wholeNumber(Long.MIN_VALUE),
          decimal("-9223372036854775808"),
          FieldValue.wholeNumber(-1),
          decimal("-1"),
          decimal("-0.5"),
          decimal("-1E-400"),
          FieldValue.wholeNumber(0),
          decimal("0"),
          decimal("1E-400"),
          decimal("0.5"),
          FieldValue.wholeNumber(1),
          decimal("1"),
          decimal("1.0000000000000000000000000001"),
          FieldValue.wholeNumber(2),
          FieldValue.wholeNumber(Long.MAX_VALUE - 1),
          FieldValue.wholeNumber(Long.MAX_VALUE),
          decimal("9223372036854775807"),
          decimal("9223372036854775807.5"),
          decimal("1E+400"),
          FieldValue.date(LocalDate.MIN),
          FieldValue.date(LocalDate.of(-1, 12, 31)),
          FieldValue.date(LocalDate.EPOCH),
          FieldValue.date(LocalDate.of(2024, 2, 29)),
          FieldValue.date(LocalDate.MAX),
          FieldValue.timestamp(Instant.MIN),
          FieldValue.timestamp(Instant.EPOCH.minusNanos(1)),
          FieldValue.timestamp(Instant.EPOCH),
          FieldValue.timestamp(Instant.EPOCH.plusNanos(1)),
          FieldValue.timestamp(Instant.MAX),
          FieldValue.text(""),
          FieldValue.text("\0"),
          FieldValue.text("1"),
          FieldValue.text("a"),
          FieldValue.text("a\0"),
          FieldValue.text("ab"),
          FieldValue.text("b"),
          FieldValue.text("\ud83d\ude00"),
          FieldValue.text("\uffff"),
          FieldValue.texts(List.of()),
          FieldValue.texts(List.of("")),
          FieldValue.texts(List.of("", "z")),
          FieldValue.texts(List.of("a")),
          FieldValue.texts(List.of("a", "b")),
          FieldValue.texts(List.of("a", "b", "c")),
          FieldValue.texts(List.of("a", "c")),
          FieldValue.texts(List.of("ab")),
          FieldValue.texts(List.of("b")));

  private static FieldValue decimal(String number) {
    return FieldValue.decimal(new BigDecimal(number));
  }

  @Test
  void holdsWhatItIsGiven() {
    assertThat(FieldValue.text("t")).isEqualTo(new FieldValue.Text("t"));
    assertThat(FieldValue.wholeNumber(7)).isEqualTo(new FieldValue.WholeNumber(7));
    assertThat(FieldValue.truth(true)).isEqualTo(new FieldValue.Truth(true));
    assertThat(FieldValue.date(LocalDate.EPOCH)).isEqualTo(new FieldValue.Date(LocalDate.EPOCH));
    assertThat(FieldValue.timestamp(Instant.MAX)).isEqualTo(new FieldValue.Timestamp(Instant.MAX));
    assertThat(FieldValue.removed()).isEqualTo(new FieldValue.Removed());
    assertThat(decimal("0.5")).isEqualTo(new FieldValue.Decimal(new BigDecimal("0.5")));
    assertThat(((FieldValue.Texts) FieldValue.texts(List.of("b", "a", "b"))).values())
        .containsExactly("a", "b");
  }

  @Test
  void valuesOfAllKindsAreInOneOrder() {
    List<FieldValue> shuffled = new ArrayList<>(SORTED);
    Collections.shuffle(shuffled, new Random(1));
    assertThat(shuffled).isNotEqualTo(SORTED);
    Collections.sort(shuffled);
    assertThat(shuffled).isEqualTo(SORTED);
  }

  @Test
  void theOrderIsAntisymmetricAndAgreesWithEquals() {
    for (int i = 0; i < SORTED.size(); i++) {
      for (int j = 0; j < SORTED.size(); j++) {
        FieldValue one = SORTED.get(i);
        FieldValue other = SORTED.get(j);
        assertThat(Integer.signum(one.compareTo(other)))
            .as("%s and %s", one, other)
            .isEqualTo(Integer.compare(i, j))
            .isEqualTo(-Integer.signum(other.compareTo(one)));
        assertThat(one.equals(other)).isEqualTo(one.compareTo(other) == 0);
      }
    }
  }

  @Test
  void theOrderIsTransitive() {
    for (FieldValue a : SORTED) {
      for (FieldValue b : SORTED) {
        if (a.compareTo(b) <= 0) {
          for (FieldValue c : SORTED) {
            assertThat(b.compareTo(c) > 0 || a.compareTo(c) <= 0)
                .as("%s, %s, %s", a, b, c)
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void equalValuesThatAreOtherObjectsAreEqual() {
    List<FieldValue> texts = List.of(FieldValue.text("ab"), FieldValue.text(new String("ab")));
    assertThat(texts.get(0)).isEqualTo(texts.get(1)).hasSameHashCodeAs(texts.get(1));
    assertThat(texts.get(0)).isEqualByComparingTo(texts.get(1));
    FieldValue set = FieldValue.texts(List.of("a", "b"));
    FieldValue same = FieldValue.texts(Arrays.asList("b", "a", "a"));
    assertThat(set).isEqualTo(same).hasSameHashCodeAs(same).isEqualByComparingTo(same);
  }

  @Test
  void trailingZerosOfADecimalMakeNoDifference() {
    for (List<String> same :
        List.of(
            List.of("1", "1.0", "1.00", "10E-1", "0.1E+1"),
            List.of("1000", "1E+3", "1000.000"),
            List.of("0", "0.00", "0E+5", "0E-5", "-0"),
            List.of("-2.50", "-2.5"))) {
      for (String number : same) {
        FieldValue first = decimal(same.get(0));
        assertThat(decimal(number))
            .isEqualTo(first)
            .hasSameHashCodeAs(first)
            .hasToString(first.toString())
            .isEqualByComparingTo(first);
      }
    }
    assertThat(((FieldValue.Decimal) decimal("2.500")).value()).isEqualTo(new BigDecimal("2.5"));
    assertThat(decimal("1")).isNotEqualTo(FieldValue.wholeNumber(1));
  }

  @Test
  void textsAreACopyInTheirNaturalOrder() {
    SortedSet<String> given = new TreeSet<>(Comparator.reverseOrder());
    given.addAll(List.of("a", "b", "\uffff", "\ud83d\ude00"));
    FieldValue.Texts texts = new FieldValue.Texts(given);
    List<String> list = new ArrayList<>(given);
    FieldValue.Texts ofList = (FieldValue.Texts) FieldValue.texts(list);
    given.clear();
    list.clear();
    for (FieldValue.Texts set : List.of(texts, ofList)) {
      assertThat(set.values()).containsExactly("a", "b", "\ud83d\ude00", "\uffff");
      assertThat(set.values()).isUnmodifiable();
    }
    assertThat(texts).isEqualTo(ofList);
  }

  @Test
  void whatIsNoValueIsRefused() {
    assertRefused(() -> FieldValue.text(null));
    assertRefused(() -> FieldValue.decimal(null));
    assertRefused(() -> FieldValue.date(null));
    assertRefused(() -> FieldValue.timestamp(null));
    assertRefused(() -> FieldValue.texts(null));
    assertRefused(() -> FieldValue.texts(Arrays.asList("marker", null)));
    assertRefused(() -> new FieldValue.Texts(null));
    for (String text : List.of("marker\ud83d", "\ude00marker", "marker\ude00\ud83d")) {
      assertRefused(() -> FieldValue.text(text));
      assertRefused(() -> FieldValue.texts(List.of("fine", text)));
    }
  }

  private static void assertRefused(Runnable making) {
    assertThatIllegalArgumentException()
        .isThrownBy(making::run)
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("marker"));
  }
}
