package io.github.identitysync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every store gives the answers of a partition that is made by relabelling. */
class StoresAgreeTest {

  private static final int RECORDS = 2_000;
  private static final int BATCH_SIZE = 500;

  /** Profiles of up to so many identities are all listed, and so many larger ones. */
  private static final int LISTED = 4;

  private static final int REOPENED_STEP = 10;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void everyWorkload(StoreKind kind) {
    for (Workload workload : Workload.values()) {
      Path path = directory.resolve(workload.name());
      Partition partition = new Partition();
      Stream.concat(workload.first(RECORDS), workload.measured(RECORDS)).forEach(partition::add);
      try (IdentityStore store = kind.open(path)) {
        ScratchStore.fill(store, workload.first(RECORDS));
        List<SyncRecord> measured = workload.measured(RECORDS).toList();
        Workload.cut(measured, BATCH_SIZE).forEach(store::apply);
        partition.check(store, 1);
      }
      if (kind.isDurable()) {
        checkReopened(kind, path, partition);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyThreads(StoreKind kind) throws Exception {
    Partition partition = new Partition();
    List<SyncRecord> records = Workload.INSERT.measured(RECORDS).toList();
    records.forEach(partition::add);
    List<List<SyncRecord>> batches = Workload.cut(records, 40);
    try (IdentityStore store = kind.open(directory)) {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<?>> calls = new ArrayList<>();
      batches.forEach(batch -> calls.add(threads.submit(() -> store.apply(batch))));
      threads.shutdown();
      assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      for (Future<?> call : calls) {
        call.get();
      }
      partition.check(store, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"IDENTITY_SYNC", "ROCKSDB", "MVSTORE", "SQLITE", "LMDB"})
  void copyOfOpenStore(StoreKind kind) throws IOException {
    Partition partition = new Partition();
    Path copy = directory.resolve("copy");
    try (IdentityStore store = kind.open(directory.resolve("store"))) {
      Workload.INSERT.measured(RECORDS).forEach(partition::add);
      ScratchStore.fill(store, Workload.INSERT.measured(RECORDS));
      ScratchDirectory.copy(directory.resolve("store"), copy);
    }
    checkReopened(kind, copy, partition);
  }

  private static void checkReopened(StoreKind kind, Path path, Partition partition) {
    try (IdentityStore store = kind.open(path)) {
      partition.check(store, REOPENED_STEP);
      if (store instanceof IdentitySyncStore ours) {
        ours.verify();
      }
    }
  }

  private record Name(String folderId, Identity identity) {}

  /** The set of each identity; when two are joined, the members of one are led to the other. */
  private static final class Partition {
    private final Map<Name, Set<Name>> sets = new HashMap<>();

    void add(SyncRecord record) {
      Set<Name> one = set(record, Identity.browser(record.browserId()));
      Set<Name> other =
          set(
              record,
              Identity.external(record.externalSystemType(), record.externalSystemUserId()));
      if (one != other) {
        Set<Name> large = one.size() < other.size() ? other : one;
        Set<Name> small = large == one ? other : one;
        large.addAll(small);
        small.forEach(name -> sets.put(name, large));
      }
    }

    private Set<Name> set(SyncRecord record, Identity identity) {
      return sets.computeIfAbsent(
          new Name(record.folderId(), identity), name -> new HashSet<>(Set.of(name)));
    }

    /** Checks each identity, or one of so many. */
    void check(IdentityStore store, int step) {
      List<Name> names = List.copyOf(sets.keySet());
      for (int i = 0; i < names.size(); i += step) {
        Name name = names.get(i);
        Name other = names.get((i + 1) % names.size());
        Name relative = sets.get(name).iterator().next();
        checkPair(store, name, relative);
        checkPair(store, name, other);
        if (sets.get(name).size() <= LISTED || i < LISTED) {
          assertThat(store.profile(name.folderId, name.identity)).isEqualTo(sets.get(name).size());
        }
      }
      String folderId = names.get(0).folderId;
      Identity stranger = Identity.browser("stranger");
      assertThat(store.profile(folderId, stranger)).isZero();
      assertThat(store.sameProfile(folderId, stranger, stranger)).isFalse();
    }

    private void checkPair(IdentityStore store, Name name, Name other) {
      boolean known = sets.containsKey(new Name(name.folderId, other.identity));
      assertThat(store.sameProfile(name.folderId, name.identity, other.identity))
          .isEqualTo(known && sets.get(name).contains(new Name(name.folderId, other.identity)));
    }
  }
}
