package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Deliveries;
import io.github.identitysync.testing.Input;
import io.github.identitysync.testing.Keys;
import io.github.identitysync.testing.Oracle;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import io.github.identitysync.testing.Updates;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every order of a few updates and links. An update writes to many fields at once: for each rule
 * and each choice of values there is one.
 */
class UpdateConvergenceTest {

  private static final Instant TIME = Instant.ofEpochMilli(7);

  /** An update is made of the first, the second or the third value of each choice. */
  private static final List<List<FieldValue>> CHOICES =
      List.of(
          List.of(FieldValue.removed(), FieldValue.wholeNumber(1), FieldValue.text("a")),
          List.of(FieldValue.removed(), FieldValue.wholeNumber(1), FieldValue.wholeNumber(2)),
          List.of(
              FieldValue.wholeNumber(1),
              FieldValue.decimal(new BigDecimal("1.0")),
              FieldValue.decimal(new BigDecimal("0.5"))),
          List.of(
              FieldValue.wholeNumber(Long.MAX_VALUE),
              FieldValue.wholeNumber(Long.MIN_VALUE),
              FieldValue.wholeNumber(1)),
          List.of(
              FieldValue.texts(List.of()),
              FieldValue.texts(List.of("a", "b")),
              FieldValue.text("b")),
          List.of(FieldValue.texts(List.of("a", "c")), FieldValue.text("d"), FieldValue.removed()),
          List.of(
              FieldValue.truth(true),
              FieldValue.date(LocalDate.EPOCH),
              FieldValue.timestamp(Instant.EPOCH)));

  private static final int VALUES = 3;

  private static final Map<String, FieldRule> RULES = rules();
  private static final StoreOptions OPTIONS = Updates.withRules(Stores.options(), RULES);

  private static Map<String, FieldRule> rules() {
    Map<String, FieldRule> rules = new HashMap<>();
    for (int choice = 0; choice < CHOICES.size(); choice++) {
      for (FieldRule rule : FieldRule.values()) {
        rules.put(rule + " " + choice, rule);
      }
    }
    return rules;
  }

  private static Identity browser(int number) {
    return Identity.browser("b" + number);
  }

  private static Identity external(int number) {
    return Identity.external("t", "u" + number);
  }

  private static Input update(Identity identity, int nano, int number) {
    Map<String, FieldValue> values = new HashMap<>();
    for (int choice = 0; choice < CHOICES.size(); choice++) {
      for (FieldRule rule : FieldRule.values()) {
        values.put(rule + " " + choice, CHOICES.get(choice).get(number));
      }
    }
    return new Input.OfUpdate(new ProfileUpdate("f", identity, values, TIME.plusNanos(nano)));
  }

  private static Input link(int browser, int external) {
    return new Input.OfRecord(new SyncRecord("f", "b" + browser, "t", "u" + external, TIME));
  }

  private static List<Input> pool() {
    List<Input> pool = new ArrayList<>();
    for (Identity identity : List.of(browser(0), external(0))) {
      for (int nano = 0; nano < 2; nano++) {
        for (int number = 0; number < VALUES; number++) {
          pool.add(update(identity, nano, number));
        }
      }
    }
    return pool;
  }

  @Test
  void everyOrderOfUpToTwoUpdatesAndALink() {
    for (int size = 0; size <= 2; size++) {
      for (List<Input> updates : Deliveries.multisets(pool(), size)) {
        List<Input> inputs = new ArrayList<>(updates);
        inputs.add(link(0, 0));
        checkEveryOrder(inputs);
      }
    }
  }

  @Test
  void everyOrderOfThreeUpdatesOfOneProfile() {
    Deliveries.multisets(pool(), 3).parallelStream()
        .forEach(
            updates -> {
              List<List<Input>> orders = Deliveries.permutations(updates);
              for (int i = 0; i < orders.size(); i++) {
                List<Input> withLink = new ArrayList<>(orders.get(i));
                withLink.add(i % (updates.size() + 1), link(0, 0));
                orders.set(i, withLink);
              }
              check(orders);
            });
  }

  @Test
  void everyOrderOfThreeUpdatesOfTwoProfilesThatNothingLinks() {
    List<Input> few =
        List.of(
            update(browser(0), 0, 0),
            update(external(0), 0, 0),
            update(browser(0), 0, 1),
            update(external(0), 1, 2));
    Deliveries.multisets(few, 3).forEach(UpdateConvergenceTest::checkEveryOrder);
  }

  @Test
  void everyOrderOfFourUpdatesAndTwoLinks() {
    checkEveryOrder(
        List.of(
            update(browser(0), 0, 1),
            update(external(0), 0, 1),
            update(browser(1), 0, 2),
            update(browser(1), 1, 0),
            link(0, 0),
            link(1, 0)));
  }

  @Test
  void everyOrderOfFiveUpdatesAndALink() {
    checkEveryOrder(
        List.of(
            update(browser(0), 0, 0),
            update(browser(0), 0, 2),
            update(browser(0), 1, 1),
            update(external(0), 1, 0),
            update(external(0), 0, 1),
            link(0, 0)));
  }

  private static void checkEveryOrder(List<Input> inputs) {
    check(Deliveries.permutations(inputs));
  }

  /** Fails unless each order gives what the oracle says, and all the same digest. */
  private static void check(List<List<Input>> orders) {
    try (Stores own = new Stores()) {
      Oracle oracle = Oracle.of(new Keys(own.inMemory()), RULES, orders.get(0));
      Snapshot expected = null;
      for (List<Input> order : orders) {
        try (IdentitySync sync = IdentitySync.inMemory(OPTIONS)) {
          order.forEach(input -> input.alone().applyTo(sync));
          Snapshot snapshot = Snapshot.check(sync, oracle);
          expected = expected == null ? snapshot : expected;
          assertThat(snapshot).as("order %s", order).isEqualTo(expected);
          sync.verify();
        }
      }
    }
  }
}
