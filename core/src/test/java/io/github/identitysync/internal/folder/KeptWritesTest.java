package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.testing.Deliveries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is kept is what the definitions say, whatever the order of the writes. */
class KeptWritesTest {

  private static Write write(int time, FieldValue value) {
    return new Write(Instant.ofEpochMilli(time), value);
  }

  private static List<Write> pool() {
    List<Write> pool = new ArrayList<>();
    for (int time = 1; time <= 2; time++) {
      for (FieldValue value :
          List.of(
              FieldValue.removed(),
              FieldValue.wholeNumber(1),
              FieldValue.text("a"),
              FieldValue.texts(List.of("a", "b")))) {
        pool.add(write(time, value));
      }
    }
    return pool;
  }

  private static KeptWrites join(List<Write> writes, boolean isUnion) {
    KeptWrites kept = KeptWrites.of(writes.get(0), isUnion);
    for (Write write : writes.subList(1, writes.size())) {
      kept = kept.with(write, isUnion);
    }
    return kept;
  }

  private static KeptWrites defined(List<Write> writes, boolean isUnion) {
    List<Write> values = writes.stream().filter(write -> !write.isRemoval()).toList();
    Comparator<Write> byValue = Comparator.comparing(Write::value);
    Comparator<Write> byTime = Comparator.comparing(Write::time);
    List<Write> withTexts =
        values.stream()
            .filter(
                write ->
                    write.value() instanceof FieldValue.Text
                        || write.value() instanceof FieldValue.Texts)
            .toList();
    TreeSet<String> texts = new TreeSet<>();
    withTexts.forEach(write -> texts.addAll(KeptTexts.of(write.value())));
    Instant last = withTexts.stream().map(Write::time).max(byInstant()).orElse(null);
    return new KeptWrites(
        writes.stream().max(Comparator.naturalOrder()).orElseThrow(),
        values.stream().min(Comparator.naturalOrder()).orElse(null),
        values.stream().min(byValue.thenComparing(byTime)).orElse(null),
        values.stream().min(byValue.reversed().thenComparing(byTime)).orElse(null),
        isUnion && last != null ? new KeptTexts(texts, last) : null);
  }

  private static Comparator<Instant> byInstant() {
    return Comparator.naturalOrder();
  }

  @Test
  void everyOrderOfUpToFourWrites() {
    int orders = 0;
    for (int size = 1; size <= 4; size++) {
      for (List<Write> writes : Deliveries.multisets(pool(), size)) {
        for (boolean isUnion : new boolean[] {false, true}) {
          KeptWrites expected = defined(writes, isUnion);
          for (List<Write> order : Deliveries.permutations(writes)) {
            assertThat(join(order, isUnion)).as("%s", order).isEqualTo(expected);
            orders++;
          }
        }
      }
    }
    assertThat(orders).isGreaterThan(15_000);
  }

  @Test
  void aUnionGrowsInPlace() {
    KeptWrites kept = KeptWrites.of(write(1, FieldValue.text("a")), true);
    KeptWrites more = kept.with(write(2, FieldValue.text("b")), true);
    assertThat(more.texts().values()).containsExactly("a", "b").isSameAs(kept.texts().values());
  }

  @Test
  void whatSaysNothingNewChangesNothing() {
    for (List<Write> writes : Deliveries.multisets(pool(), 2)) {
      KeptWrites kept = join(writes, true);
      for (Write write : writes) {
        assertThat(kept.with(write, true)).isSameAs(kept);
      }
    }
  }
}
