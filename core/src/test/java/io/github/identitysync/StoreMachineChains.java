package io.github.identitysync;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Batch;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.Records;
import io.github.identitysync.testing.Stores;
import io.github.identitysync.testing.Updates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/**
 * Chains of calls to a store, of openings with other options, and of deaths between calls or in the
 * middle of one.
 *
 * <p>A chain shrinks to fewer steps with fewer records and updates, which stay as they are: there
 * are too many ways to shrink them.
 */
final class StoreMachineChains implements ArbitrarySupplier<ActionChain<StoreMachine>> {

  private static final int STEPS = 20;

  @Override
  public Arbitrary<ActionChain<StoreMachine>> get() {
    return ActionChain.startWith(
            () -> new StoreMachine(Updates.withRules(Stores.anyTime(Stores.smallJournal()))))
        .withAction(8, steps(batches().map(some -> step("call " + some, m -> m.call(some)))))
        .withAction(
            1,
            steps(
                records()
                    .map(some -> step("call improperly " + some, m -> m.callImproperly(some)))))
        .withAction(1, Action.just(step("close", StoreMachine::closeStore)))
        .withAction(1, Action.just(step("compare", StoreMachine::compareWithReplica)))
        .withAction(
            2, steps(options().map(with -> step("reopen with " + with, m -> m.reopen(with)))))
        .withAction(
            1,
            steps(options().map(with -> step("open a copy with " + with, m -> m.openCopy(with)))))
        .withAction(2, steps(Combinators.combine(fates(), options()).as(StoreMachineChains::die)))
        .withAction(
            3,
            steps(
                Combinators.combine(
                        batches(),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(0, 1, 700, 5_000),
                        fates(),
                        options())
                    .as(StoreMachineChains::dieDuring)))
        .withMaxTransformations(STEPS);
  }

  private static Action.Independent<StoreMachine> steps(
      Arbitrary<Transformer<StoreMachine>> steps) {
    return () -> steps;
  }

  private static Transformer<StoreMachine> step(String name, Consumer<StoreMachine> body) {
    return Transformer.mutate(name, machine -> machine.perform(body));
  }

  private static Transformer<StoreMachine> die(FaultFate fate, StoreOptions options) {
    return step(
        "die, " + fate + ", and reopen with " + options, machine -> machine.die(fate, options));
  }

  private static Transformer<StoreMachine> dieDuring(
      Batch batch, int operation, int bytes, FaultFate fate, StoreOptions options) {
    return step(
        "die after %d operations and %d bytes of %s, %s, and reopen with %s"
            .formatted(operation, bytes, batch, fate, options),
        machine -> machine.dieDuring(batch, operation, bytes, fate, options));
  }

  private static Arbitrary<Batch> batches() {
    return Arbitraries.oneOf(
        records().map(Batch.OfRecords::new), updates().map(Batch.OfUpdates::new));
  }

  private static Arbitrary<List<SyncRecord>> records() {
    Arbitrary<SyncRecord> timed =
        Arbitraries.frequencyOf(
            Tuple.of(6, Records.few()), Tuple.of(2, Records.tangled()), Tuple.of(1, Records.any()));
    Arbitrary<SyncRecord> any =
        Arbitraries.frequencyOf(
            Tuple.of(6, timed),
            Tuple.of(2, timed.map(record -> with(record, record.browserId()))),
            Tuple.of(1, timed.map(record -> with(record, StampedBatch.PLACEHOLDER))));
    return any.dontShrink().list().ofMaxSize(6);
  }

  /** Returns a record without a time. */
  private static SyncRecord with(SyncRecord record, String browserId) {
    return SyncRecord.of(
        record.folderId(), browserId, record.externalSystemType(), record.externalSystemUserId());
  }

  private static Arbitrary<List<ProfileUpdate>> updates() {
    Arbitrary<ProfileUpdate> timed =
        Arbitraries.frequencyOf(Tuple.of(8, Updates.few()), Tuple.of(1, Updates.any()));
    Arbitrary<ProfileUpdate> any =
        Arbitraries.frequencyOf(
            Tuple.of(6, timed),
            Tuple.of(2, timed.map(update -> with(update, update.identity()))),
            Tuple.of(
                1, timed.map(update -> with(update, Identity.browser(StampedBatch.PLACEHOLDER)))));
    return any.dontShrink().list().ofMaxSize(6);
  }

  /** Returns an update without a time. */
  private static ProfileUpdate with(ProfileUpdate update, Identity identity) {
    return ProfileUpdate.of(update.folderId(), identity, update.values());
  }

  private static Arbitrary<FaultFate> fates() {
    return Arbitraries.oneOf(
            Arbitraries.of(FaultFate.KILLED, FaultFate.KEPT, FaultFate.DROPPED),
            Arbitraries.longs().map(FaultFate::torn))
        .dontShrink();
  }

  /** Returns options whose rules agree on which field is a union, as what is kept depends on it. */
  private static Arbitrary<StoreOptions> options() {
    return Combinators.combine(
            Updates.rulesButUnion(),
            Arbitraries.of(64L << 10, 1L << 20),
            Arbitraries.of(0L, 2_000L, 1L << 20),
            Arbitraries.of(true, false))
        .as(StoreMachineChains::options)
        .dontShrink();
  }

  private static StoreOptions options(
      Map<String, FieldRule> rulesButUnion, long journalBytes, long cacheBytes, boolean refusing) {
    Map<String, FieldRule> rules = new HashMap<>(rulesButUnion);
    rules.put("union", FieldRule.UNION);
    return Updates.withRules(Stores.anyTime(Stores.options()), rules)
        .withJournalBytes(journalBytes)
        .withCacheBytes(cacheBytes)
        .withPlaceholders(refusing ? Set.of(StampedBatch.PLACEHOLDER) : Set.of());
  }
}
