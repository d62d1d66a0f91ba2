package io.github.identitysync.crash;

import io.github.identitysync.Folder;
import io.github.identitysync.FolderStats;
import io.github.identitysync.IdentitySync;
import io.github.identitysync.Profile;
import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes every call there is, by many threads of each kind at a time, and says of each kind that all
 * was as it is to be.
 */
final class EveryThreadChild {

  /** What is printed at last. */
  static final String END = "verified";

  static final List<String> KINDS =
      List.of("pool that cannot grow", "common pool", "parallel stream", "one thread", "virtual");

  private static final int CALLERS = 20;

  /** How many threads the common pool has. */
  static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";

  /** Without threads it does nothing, and the JDK's parallel streams may never end. */
  private static final boolean COMMON_POOL_WORKS = Integer.getInteger(PARALLELISM, 1) > 0;

  /** So many are prepared in parts. */
  private static final int RECORDS = 1_200;

  private final Path directory;
  private final IdentitySync sync;

  private EveryThreadChild(Path directory, IdentitySync sync) {
    this.directory = directory;
    this.sync = sync;
  }

  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    try (IdentitySync sync = IdentitySync.open(directory.resolve("shared"))) {
      EveryThreadChild child = new EveryThreadChild(directory, sync);
      for (String kind : KINDS) {
        child.makeCalls(kind);
        System.out.println(kind);
      }
      sync.verify();
      check(sync.folderIds().size() == KINDS.size() * (CALLERS + 1), "folders");
    }
    System.out.println(END);
  }

  private void makeCalls(String kind) {
    switch (kind) {
      case "pool that cannot grow" -> makeCalls(kind, poolThatCannotGrow());
      case "common pool" -> runAll(kind, commonPool());
      case "parallel stream" ->
          parallel(IntStream.range(0, CALLERS).boxed()).forEach(caller -> everyCall(kind, caller));
      case "one thread" -> makeCalls(kind, Executors.newSingleThreadExecutor());
      default -> makeCalls(kind, virtualThreads());
    }
  }

  private static Executor commonPool() {
    return COMMON_POOL_WORKS ? ForkJoinPool.commonPool() : task -> new Thread(task).start();
  }

  private static <T> Stream<T> parallel(Stream<T> stream) {
    return COMMON_POOL_WORKS ? stream.parallel() : stream;
  }

  private static ForkJoinPool poolThatCannotGrow() {
    return new ForkJoinPool(
        1,
        ForkJoinPool.defaultForkJoinWorkerThreadFactory,
        null,
        false,
        1,
        1,
        1,
        null,
        1,
        TimeUnit.MINUTES);
  }

  /** Threads of the virtual machine's own where it has them, and else of the system's. */
  private static ExecutorService virtualThreads() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return Executors.newCachedThreadPool();
    }
  }

  private void makeCalls(String kind, ExecutorService threads) {
    try {
      runAll(kind, threads);
    } finally {
      threads.shutdown();
    }
  }

  /** With an asynchronous call for each caller, as services make them. */
  private void runAll(String kind, Executor threads) {
    List<CompletableFuture<Void>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int caller = i;
      calls.add(CompletableFuture.runAsync(() -> everyCall(kind, caller), threads));
    }
    calls.forEach(CompletableFuture::join);
  }

  private void everyCall(String kind, int caller) {
    String own = kind + caller;
    check(sync.apply(List.of(SyncRecord.of(kind, "b" + caller, "t", "u"))).newLinks() == 1, "one");
    check(sync.apply(records(own)).newLinks() == RECORDS, "many");
    check(sync.apply(records(own)).alreadyLinked() == RECORDS, "again");
    Identity user = Identity.external("t", "u0");
    check(sync.update(List.of(update(own, user))).newIdentities() == 0, "update");
    read(sync.folder(own), user);
    if (caller % 10 == 0) {
      sync.verify();
      ownStore(own);
    }
  }

  private static List<SyncRecord> records(String folder) {
    return IntStream.range(0, RECORDS)
        .mapToObj(i -> SyncRecord.of(folder, "b" + i, "t", "u" + i / 2))
        .toList();
  }

  private static ProfileUpdate update(String folder, Identity identity) {
    return ProfileUpdate.of(folder, identity, Map.of("city", FieldValue.text("Lund")));
  }

  private static void read(Folder folder, Identity user) {
    check(folder.profile(user).orElseThrow().identities().size() == 3, "profile");
    check(folder.field(user, "city").isPresent(), "field");
    check(folder.sameProfile(Identity.browser("b0"), Identity.browser("b1")), "same");
    int sets = RECORDS / 2;
    check(folder.stats().equals(new FolderStats(RECORDS + sets, RECORDS, sets, 3)), "stats");
    check(folder.digest().length() == 32, "digest");
    try (Stream<Profile> profiles = parallel(folder.profiles())) {
      check(profiles.filter(profile -> profile.identities().size() == 3).count() == sets, "all");
    }
  }

  /** A store that is opened, written, closed, opened and read by this thread. */
  private void ownStore(String own) {
    Path place = directory.resolve(own);
    try (IdentitySync store = open(place)) {
      store.apply(records(own));
      store.update(List.of(update(own, Identity.external("t", "u0"))));
    }
    try (IdentitySync store = open(place)) {
      read(store.folder(own), Identity.external("t", "u0"));
      store.verify();
    }
  }

  private static IdentitySync open(Path place) {
    return IdentitySync.open(place, StoreOptions.defaults().withJournalBytes(65_536));
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
