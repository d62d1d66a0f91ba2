package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Deliveries;
import io.github.identitysync.testing.Facts;
import io.github.identitysync.testing.Keys;
import io.github.identitysync.testing.Oracle;
import io.github.identitysync.testing.Records;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import io.github.identitysync.testing.StoresHook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

/** The state is a function of the set of records, however they arrive. */
@AddLifecycleHook(StoresHook.class)
class ConvergenceProperties {

  @Property(tries = 150)
  void orderBatchesAndRepetitionMakeNoDifference(
      @ForAll("records") List<SyncRecord> records,
      @ForAll @IntRange(min = 1, max = 90) int largestBatch,
      @ForAll long seed,
      Stores stores) {
    Random random = new Random(seed);
    IdentitySync sync = stores.inMemory(Stores.anyTime(Stores.anyText()));
    for (List<SyncRecord> batch :
        Deliveries.batches(Deliveries.shuffledWithRepeats(records, random), largestBatch, random)) {
      sync.apply(batch);
    }

    assertThat(Snapshot.check(sync, oracle(records, stores)))
        .isEqualTo(appliedAtOnce(records, stores));
  }

  @Property(tries = 60)
  void threadsMakeNoDifference(
      @ForAll("records") List<SyncRecord> records,
      @ForAll @IntRange(min = 2, max = 4) int threads,
      @ForAll long seed,
      Stores stores) {
    Random random = new Random(seed);
    IdentitySync sync = stores.inMemory(Stores.anyTime(Stores.anyText()));
    List<List<SyncRecord>> batches =
        Deliveries.batches(Deliveries.shuffledWithRepeats(records, random), 3, random);
    CyclicBarrier start = new CyclicBarrier(threads);
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (List<List<SyncRecord>> part : Deliveries.parts(batches, threads)) {
      running.add(CompletableFuture.runAsync(() -> applyAll(sync, part, start), ownThread()));
    }
    running.forEach(CompletableFuture::join);

    assertThat(Snapshot.check(sync, oracle(records, stores)))
        .isEqualTo(appliedAtOnce(records, stores));
  }

  @Property(tries = 25)
  void closingAndOpeningMakesNoDifference(
      @ForAll("manyRecords") List<SyncRecord> records,
      @ForAll @IntRange(min = 1, max = 8) int largestBatch,
      @ForAll long seed,
      Stores stores) {
    Random random = new Random(seed);
    IdentitySync sync =
        stores.open(
            stores.newDirectory(), Stores.anyTime(Stores.anyText()).withJournalBytes(65_536));
    for (List<SyncRecord> batch :
        Deliveries.batches(Deliveries.shuffledWithRepeats(records, random), largestBatch, random)) {
      sync.apply(batch);
      if (random.nextInt(50) == 0) {
        sync = stores.reopen(sync);
      }
    }
    Oracle oracle = oracle(records, stores);
    Snapshot before = Snapshot.check(sync, oracle);
    Snapshot after = Snapshot.check(stores.reopen(sync), oracle);

    assertThat(before).isEqualTo(appliedAtOnce(records, stores));
    assertThat(after).isEqualTo(before);
  }

  @Property(tries = 100)
  void digestsAreEqualExactlyWhereFactsAre(
      @ForAll("records") List<SyncRecord> records,
      @ForAll("record") SyncRecord more,
      @ForAll @IntRange(min = 1, max = 3) int earlier,
      @ForAll long seed,
      Stores stores) {
    int at = new Random(seed).nextInt(records.size());
    List<SyncRecord> withOneMore = new ArrayList<>(records);
    withOneMore.add(more);
    List<SyncRecord> withOneLess = new ArrayList<>(records);
    withOneLess.remove(at);
    List<SyncRecord> withOneEarlier = new ArrayList<>(records);
    withOneEarlier.set(at, earlier(records.get(at), earlier));

    for (List<SyncRecord> other : List.of(withOneMore, withOneLess, withOneEarlier)) {
      Facts[] facts = {factsOfFirstFolder(records, records), factsOfFirstFolder(other, records)};
      String[] digests = {digestOfFirstFolder(records, records, stores), ""};
      digests[1] = digestOfFirstFolder(other, records, stores);
      assertThat(digests[0].equals(digests[1]))
          .as("digests %s and %s of %s", digests[0], digests[1], other)
          .isEqualTo(facts[0].equals(facts[1]));
    }
  }

  private static Facts factsOfFirstFolder(List<SyncRecord> records, List<SyncRecord> all) {
    return Oracle.of(null, records).facts().getOrDefault(all.get(0).folderId(), new Facts());
  }

  private static String digestOfFirstFolder(
      List<SyncRecord> records, List<SyncRecord> all, Stores stores) {
    IdentitySync sync = stores.inMemory(Stores.anyTime(Stores.anyText()));
    sync.apply(records);
    return sync.folder(all.get(0).folderId()).digest();
  }

  private static SyncRecord earlier(SyncRecord record, int millis) {
    Instant time = record.occurredAt();
    return new SyncRecord(
        record.folderId(),
        record.browserId(),
        record.externalSystemType(),
        record.externalSystemUserId(),
        time.isBefore(Instant.EPOCH) ? time : time.minusMillis(millis));
  }

  private static void applyAll(
      IdentitySync sync, List<List<SyncRecord>> batches, CyclicBarrier start) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    batches.forEach(sync::apply);
  }

  private static Executor ownThread() {
    return task -> new Thread(task).start();
  }

  private static Oracle oracle(List<SyncRecord> records, Stores stores) {
    return Oracle.of(new Keys(stores.inMemory(Stores.anyTime(Stores.anyText()))), records);
  }

  private static Snapshot appliedAtOnce(List<SyncRecord> records, Stores stores) {
    IdentitySync sync = stores.inMemory(Stores.anyTime(Stores.anyText()));
    sync.apply(records);
    return Snapshot.of(sync);
  }

  @Provide
  Arbitrary<SyncRecord> record() {
    return Records.tangled();
  }

  @Provide
  Arbitrary<List<SyncRecord>> records() {
    return Arbitraries.oneOf(
        Records.tangled().list().ofMinSize(1).ofMaxSize(12),
        Records.tangled().list().ofMinSize(1).ofMaxSize(200),
        Records.spread().list().ofMinSize(1).ofMaxSize(60),
        Records.any().list().ofMinSize(1).ofMaxSize(20));
  }

  @Provide
  Arbitrary<List<SyncRecord>> manyRecords() {
    return Arbitraries.oneOf(
        Records.tangled().list().ofMinSize(1).ofMaxSize(200),
        Records.spread().list().ofMinSize(200).ofMaxSize(600));
  }
}
