package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.testing.Batch;
import io.github.identitysync.testing.Deliveries;
import io.github.identitysync.testing.Facts;
import io.github.identitysync.testing.Input;
import io.github.identitysync.testing.Keys;
import io.github.identitysync.testing.Oracle;
import io.github.identitysync.testing.Records;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import io.github.identitysync.testing.StoresHook;
import io.github.identitysync.testing.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** The state is a function of the set of records and updates, however they arrive. */
@AddLifecycleHook(StoresHook.class)
class UpdateConvergenceProperties {

  private static final StoreOptions OPTIONS = Updates.withRules(Stores.anyTime(Stores.anyText()));
  private static final StoreOptions SMALL_JOURNAL =
      Updates.withRules(Stores.anyTime(Stores.anyText()).withJournalBytes(65_536));

  @Property(tries = 200)
  void orderBatchesAndRepetitionMakeNoDifference(
      @ForAll("inputs") List<Input> inputs,
      @ForAll @IntRange(min = 1, max = 40) int largestBatch,
      @ForAll long seed,
      Stores stores) {
    IdentitySync sync = stores.inMemory(OPTIONS);
    for (Batch batch : Deliveries.mixed(inputs, largestBatch, new Random(seed))) {
      batch.applyTo(sync);
    }

    assertThat(Snapshot.check(sync, oracle(inputs, stores)))
        .isEqualTo(appliedAtOnce(inputs, stores));
  }

  @Property(tries = 60)
  void threadsMakeNoDifference(
      @ForAll("inputs") List<Input> inputs,
      @ForAll @IntRange(min = 2, max = 4) int threads,
      @ForAll long seed,
      Stores stores) {
    IdentitySync sync = stores.inMemory(OPTIONS);
    List<Batch> batches = Deliveries.mixed(inputs, 3, new Random(seed));
    CyclicBarrier start = new CyclicBarrier(threads);
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (List<Batch> part : Deliveries.parts(batches, threads)) {
      running.add(CompletableFuture.runAsync(() -> applyAll(sync, part, start), ownThread()));
    }
    running.forEach(CompletableFuture::join);

    assertThat(Snapshot.check(sync, oracle(inputs, stores)))
        .isEqualTo(appliedAtOnce(inputs, stores));
  }

  @Property(tries = 25)
  void closingAndOpeningMakesNoDifference(
      @ForAll("manyInputs") List<Input> inputs,
      @ForAll @IntRange(min = 1, max = 8) int largestBatch,
      @ForAll long seed,
      Stores stores) {
    Random random = new Random(seed);
    IdentitySync sync = stores.open(stores.newDirectory(), SMALL_JOURNAL);
    for (Batch batch : Deliveries.mixed(inputs, largestBatch, random)) {
      batch.applyTo(sync);
      if (random.nextInt(50) == 0) {
        sync = stores.reopen(sync);
      }
    }
    Oracle oracle = oracle(inputs, stores);
    Snapshot before = Snapshot.check(sync, oracle);
    Snapshot after = Snapshot.check(stores.reopen(sync), oracle);

    assertThat(before).isEqualTo(appliedAtOnce(inputs, stores));
    assertThat(after).isEqualTo(before);
  }

  @Property(tries = 50)
  void rulesAreWaysOfReading(
      @ForAll("inputs") List<Input> inputs,
      @ForAll("rulesButUnion") Map<String, FieldRule> others,
      @ForAll long seed,
      Stores stores) {
    IdentitySync sync = stores.open(stores.newDirectory(), SMALL_JOURNAL);
    for (Batch batch : Deliveries.mixed(inputs, 10, new Random(seed))) {
      batch.applyTo(sync);
    }
    Snapshot before = Snapshot.of(sync);

    IdentitySync read =
        stores.reopen(
            sync,
            Updates.withRules(Stores.anyTime(Stores.anyText()).withJournalBytes(65_536), others));
    Snapshot meanwhile =
        Snapshot.check(
            read, Oracle.of(new Keys(stores.inMemory(Stores.anyText())), others, inputs));
    assertThat(meanwhile.digests()).isEqualTo(before.digests());
    assertThat(Snapshot.check(stores.reopen(read, SMALL_JOURNAL), oracle(inputs, stores)))
        .isEqualTo(before);
  }

  @Property(tries = 50)
  void rulesMayChangeWhileUpdatesComeIn(
      @ForAll("inputs") List<Input> inputs,
      @ForAll("rulesButUnion") Map<String, FieldRule> others,
      @ForAll long seed,
      Stores stores) {
    Random random = new Random(seed);
    Map<String, FieldRule> changed = new HashMap<>(others);
    changed.put("union", FieldRule.UNION);
    List<Batch> batches = Deliveries.mixed(inputs, 10, random);
    int change = random.nextInt(batches.size() + 1);
    IdentitySync sync = stores.open(stores.newDirectory(), SMALL_JOURNAL);
    for (Batch batch : batches.subList(0, change)) {
      batch.applyTo(sync);
    }
    sync =
        stores.reopen(
            sync,
            Updates.withRules(Stores.anyTime(Stores.anyText()).withJournalBytes(65_536), changed));
    for (Batch batch : batches.subList(change, batches.size())) {
      batch.applyTo(sync);
    }

    Snapshot after =
        Snapshot.check(
            sync, Oracle.of(new Keys(stores.inMemory(Stores.anyText())), changed, inputs));
    assertThat(after.digests()).isEqualTo(appliedAtOnce(inputs, stores).digests());
  }

  @Property(tries = 150)
  void digestsAreEqualExactlyWhereFactsAre(
      @ForAll("inputs") List<Input> inputs,
      @ForAll("update") ProfileUpdate more,
      @ForAll long seed,
      Stores stores) {
    int at = new Random(seed).nextInt(inputs.size());
    List<Input> withOneMore = new ArrayList<>(inputs);
    withOneMore.add(new Input.OfUpdate(more));
    List<Input> withOneLess = new ArrayList<>(inputs);
    withOneLess.remove(at);
    List<Input> withOneLater = new ArrayList<>(inputs);
    withOneLater.set(at, later(inputs.get(at)));

    Map<String, Facts.Digested> facts = facts(inputs);
    Map<String, String> digests = appliedAtOnce(inputs, stores).digests();
    for (List<Input> other : List.of(withOneMore, withOneLess, withOneLater)) {
      Map<String, Facts.Digested> otherFacts = facts(other);
      Map<String, String> otherDigests = appliedAtOnce(other, stores).digests();
      assertThat(otherDigests.keySet()).isEqualTo(otherFacts.keySet());
      for (String folder : otherFacts.keySet()) {
        boolean isSame = otherFacts.get(folder).equals(facts.get(folder));
        assertThat(otherDigests.get(folder).equals(digests.get(folder)))
            .as("digests %s and %s of %s", digests, otherDigests, other)
            .isEqualTo(isSame);
      }
    }
  }

  private static Map<String, Facts.Digested> facts(List<Input> inputs) {
    Map<String, Facts.Digested> digested = new HashMap<>();
    Oracle.of(null, Updates.RULES, inputs)
        .facts()
        .forEach((id, facts) -> digested.put(id, facts.digested(Updates.RULES)));
    return digested;
  }

  private static Input later(Input input) {
    Instant last = Instant.EPOCH.plusSeconds(1);
    if (input instanceof Input.OfUpdate one && one.update().occurredAt().isBefore(last)) {
      ProfileUpdate update = one.update();
      return new Input.OfUpdate(
          new ProfileUpdate(
              update.folderId(),
              update.identity(),
              update.values(),
              update.occurredAt().plusNanos(1)));
    }
    return input;
  }

  private static void applyAll(IdentitySync sync, List<Batch> batches, CyclicBarrier start) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    batches.forEach(batch -> batch.applyTo(sync));
  }

  private static Executor ownThread() {
    return task -> new Thread(task).start();
  }

  private static Oracle oracle(List<Input> inputs, Stores stores) {
    return Oracle.of(new Keys(stores.inMemory(Stores.anyText())), Updates.RULES, inputs);
  }

  private static Snapshot appliedAtOnce(List<Input> inputs, Stores stores) {
    IdentitySync sync = stores.inMemory(OPTIONS);
    Deliveries.atOnce(inputs).forEach(batch -> batch.applyTo(sync));
    return Snapshot.of(sync);
  }

  @Provide
  Arbitrary<ProfileUpdate> update() {
    return Updates.few();
  }

  @Provide
  Arbitrary<Map<String, FieldRule>> rulesButUnion() {
    return Updates.rulesButUnion();
  }

  @Provide
  Arbitrary<List<Input>> inputs() {
    return Arbitraries.oneOf(
        ofFewValues(1, 12),
        ofFewValues(1, 150),
        Updates.mixedWith(Records.tangled(), Updates.few()).list().ofMinSize(1).ofMaxSize(60),
        Updates.mixedWith(Records.any(), Updates.any()).list().ofMinSize(1).ofMaxSize(20));
  }

  @Provide
  Arbitrary<List<Input>> manyInputs() {
    return Arbitraries.oneOf(
        ofFewValues(100, 300),
        Updates.mixedWith(Records.few(), Updates.spread()).list().ofMinSize(200).ofMaxSize(600),
        Updates.mixedWith(Records.spread(), Updates.any()).list().ofMinSize(50).ofMaxSize(200));
  }

  /** Returns lists in which the values of most fields are equal now and then. */
  private static Arbitrary<List<Input>> ofFewValues(int least, int most) {
    return Updates.choice()
        .flatMap(
            values ->
                Updates.mixedWith(Records.few(), Updates.few(values))
                    .list()
                    .ofMinSize(least)
                    .ofMaxSize(most));
  }
}
