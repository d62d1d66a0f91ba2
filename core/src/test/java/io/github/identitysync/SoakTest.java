package io.github.identitysync;

import static io.github.identitysync.SoakBatches.FOLDERS;
import static io.github.identitysync.SoakBatches.GROUP;
import static io.github.identitysync.SoakBatches.WRITERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException.Closed;
import io.github.identitysync.testing.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Everything at once: threads write, update, read, verify and ask for all profiles while the store
 * is closed under them and opened again. Each reading must be exactly what a set of whole batches
 * gives: of those that were acknowledged before it began all, of those that had not begun when it
 * ended none; and what a reading of one folder shows, a later one of another folder shows too.
 * Nothing is thrown but that the store is closed, by a call that has then done nothing; and in the
 * end the store has exactly what was acknowledged.
 *
 * <p>The system properties {@code identitysync.soak.lives} and {@code identitysync.soak.seed} set
 * how often the store is opened, and when it is closed.
 */
class SoakTest {

  private static final int LIVES = Integer.getInteger("identitysync.soak.lives", 12);
  private static final long SEED =
      Long.getLong("identitysync.soak.seed", System.currentTimeMillis());

  private static final int MOST_BATCHES_OF_A_LIFE = 60;

  @RegisterExtension final Stores stores = new Stores();

  /** How many batches of records and of updates of each writer were acknowledged. */
  private final AtomicIntegerArray batches = new AtomicIntegerArray(WRITERS);

  private final AtomicIntegerArray updates = new AtomicIntegerArray(WRITERS);

  /** The id and the canonical identity of each group in each folder, which never change. */
  private final Map<String, List<Object>> ids = new ConcurrentHashMap<>();

  private final AtomicInteger calls = new AtomicInteger();
  private final StoreOptions options = Stores.smallJournal();
  private volatile boolean closing;

  private void write(IdentitySync sync, int writer) {
    int batch = batches.get(writer);
    SyncReport report = sync.apply(SoakBatches.records(writer, batch));
    assertThat(report.newLinks()).isEqualTo(report.applied());
    batches.incrementAndGet(writer);
  }

  private void update(IdentitySync sync, int writer) {
    int number = updates.get(writer);
    assertThat(sync.update(SoakBatches.updates(writer, number)).unchanged()).isZero();
    updates.incrementAndGet(writer);
  }

  /**
   * Returns the least number that explains a reading, of those from the one acknowledged before it
   * to the one in flight after it.
   */
  private static int explanation(String reading, int least, int most, IntPredicate explains) {
    return IntStream.rangeClosed(least, most)
        .filter(explains)
        .findFirst()
        .orElseThrow(() -> new AssertionError(reading + ": none from " + least + " to " + most));
  }

  private static List<String> foldersInAnyOrder(Random random) {
    List<String> folders = new ArrayList<>(FOLDERS);
    Collections.shuffle(folders, random);
    return folders;
  }

  /** Returns one of the last batches of a writer, or the one that may be in flight. */
  private int recentBatch(int writer, Random random) {
    int acknowledged = batches.get(writer);
    return acknowledged - random.nextInt(Math.min(acknowledged, 2 * GROUP) + 1);
  }

  private void readAProfile(IdentitySync sync, Random random) {
    int writer = random.nextInt(WRITERS);
    int batch = recentBatch(writer, random);
    int group = batch / GROUP;
    List<Identity> identities = SoakBatches.identities(writer, batch);
    Identity asked = identities.get(random.nextInt(identities.size()));
    int least = batches.get(writer);
    int leastUpdate = updates.get(writer) - 1;
    for (String id : foldersInAnyOrder(random)) {
      Optional<Profile> profile = sync.folder(id).profile(asked);
      List<Identity> found = profile.map(Profile::identities).orElse(List.of());
      least =
          explanation(
              "batches in " + profile,
              least,
              batches.get(writer) + 1,
              count -> {
                List<Identity> all = SoakBatches.group(writer, group, count);
                return found.equals(all.contains(asked) ? all : List.of());
              });
      if (profile.isPresent()) {
        leastUpdate = checkRest(profile.orElseThrow(), writer, group, leastUpdate);
      }
    }
  }

  /**
   * Checks what a profile has beside its identities.
   *
   * @param least the number of the last update that was acknowledged before
   * @return the number of the one that is shown, or the same number where the profile has no fields
   */
  private int checkRest(Profile profile, int writer, int group, int least) {
    List<Object> id = List.of(profile.id(), profile.canonical());
    List<Object> before = ids.putIfAbsent(profile.folderId() + writer + "-" + group, id);
    assertThat(id).isEqualTo(before == null ? id : before);
    SortedMap<String, Field> fields = profile.fields();
    if (group > 0) {
      assertThat(fields).isEmpty();
      return least;
    }
    return explanation(
        "updates in " + fields,
        least,
        updates.get(writer),
        number -> fields.equals(SoakBatches.fields(writer, number)));
  }

  private void readAField(IdentitySync sync, Random random) {
    int writer = random.nextInt(WRITERS);
    int least = updates.get(writer) - 1;
    List<String> names = List.copyOf(SoakBatches.fields(writer, least).keySet());
    for (String id : foldersInAnyOrder(random)) {
      String name = names.get(random.nextInt(names.size()));
      Field field = sync.folder(id).field(SoakBatches.user(writer, 0), name).orElseThrow();
      least =
          explanation(
              "updates in " + field,
              least,
              updates.get(writer),
              number -> field.equals(SoakBatches.fields(writer, number).get(name)));
    }
  }

  private void askForOneProfile(IdentitySync sync, Random random) {
    int writer = random.nextInt(WRITERS);
    int one = recentBatch(writer, random);
    int other = recentBatch(writer, random);
    int least = batches.get(writer);
    for (String id : foldersInAnyOrder(random)) {
      boolean isSame =
          sync.folder(id)
              .sameProfile(SoakBatches.user(writer, one), SoakBatches.user(writer, other));
      least =
          explanation(
              "batches, of which " + one + " and " + other + " are one profile: " + isSame,
              least,
              batches.get(writer) + 1,
              count -> isSame == (Math.max(one, other) < count && one / GROUP == other / GROUP));
    }
  }

  private int[] acknowledged() {
    return IntStream.range(0, WRITERS).map(batches::get).toArray();
  }

  private void readSizes(IdentitySync sync, Random random) {
    int[] least = acknowledged();
    for (String id : foldersInAnyOrder(random)) {
      FolderStats stats = sync.folder(id).stats();
      int[] most = acknowledged();
      Set<FolderStats> explained = new HashSet<>();
      for (int first = least[0]; first <= most[0] + 1; first++) {
        for (int second = least[1]; second <= most[1] + 1; second++) {
          explained.add(SoakBatches.stats(new int[] {first, second}));
        }
      }
      assertThat(explained).contains(stats);
    }
  }

  private void readAll(IdentitySync sync, Random random) {
    int[] least = acknowledged();
    int[] leastUpdate = IntStream.range(0, WRITERS).map(i -> updates.get(i) - 1).toArray();
    for (String id : foldersInAnyOrder(random)) {
      List<Profile> profiles;
      int[] most;
      try (Stream<Profile> stream = sync.folder(id).profiles()) {
        most = acknowledged();
        profiles = stream.toList();
      }
      Map<List<Identity>, Profile> found = new ConcurrentHashMap<>();
      Set<Identity> identities = new HashSet<>();
      for (Profile profile : profiles) {
        assertThat(found.put(profile.identities(), profile)).isNull();
        identities.addAll(profile.identities());
      }
      for (int writer = 0; writer < WRITERS; writer++) {
        int count = 0;
        while (identities.contains(SoakBatches.user(writer, count))) {
          count++;
        }
        assertThat(count).isBetween(least[writer], most[writer] + 1);
        least[writer] = count;
        for (int group = 0; group < SoakBatches.groups(count); group++) {
          Profile profile = found.remove(SoakBatches.group(writer, group, count));
          assertThat(profile).as("group %d of %d batches", group, count).isNotNull();
          leastUpdate[writer] = checkRest(profile, writer, group, leastUpdate[writer]);
        }
      }
      assertThat(found).as("profiles of no batches").isEmpty();
      assertThat(sync.folder(id).digest()).hasSize(32);
    }
    assertThat(sync.folderIds()).containsExactlyElementsOf(FOLDERS);
  }

  private int written() {
    return IntStream.range(0, WRITERS).map(i -> batches.get(i) + updates.get(i)).sum();
  }

  /** Does something again and again until the store is closed. */
  private CompletableFuture<Void> untilClosed(IdentitySync sync, Consumer<IdentitySync> call) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            while (true) {
              call.accept(sync);
              calls.incrementAndGet();
            }
          } catch (Closed e) {
            assertThat(closing).isTrue();
          }
        },
        task -> new Thread(task).start());
  }

  private void live(IdentitySync sync, Random random) {
    closing = false;
    int end = written() + 1 + random.nextInt(MOST_BATCHES_OF_A_LIFE);
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      threads.add(untilClosed(sync, open -> write(open, writer)));
      threads.add(untilClosed(sync, open -> update(open, writer)));
    }
    List.<Consumer<IdentitySync>>of(
            open -> readAProfile(open, random),
            open -> readAField(open, random),
            open -> askForOneProfile(open, random),
            open -> readSizes(open, random),
            open -> readAll(open, random),
            IdentitySync::verify)
        .forEach(call -> threads.add(untilClosed(sync, call)));
    try {
      while (written() < end && threads.stream().noneMatch(CompletableFuture::isDone)) {
        readAProfile(sync, random);
      }
    } finally {
      closing = true;
      sync.close();
    }
    threads.forEach(CompletableFuture::join);
  }

  @Test
  void everythingAtOnce() {
    System.out.println("identitysync.soak.seed=" + SEED);
    Random random = new Random(SEED);
    Path directory = stores.newDirectory();
    IdentitySync first = stores.open(directory, options);
    for (int thread = 0; thread < WRITERS; thread++) {
      write(first, thread);
      update(first, thread);
    }
    first.close();
    for (int life = 0; life < LIVES; life++) {
      live(stores.open(directory, options), random);
    }

    IdentitySync model = stores.inMemory(options);
    for (int writer = 0; writer < WRITERS; writer++) {
      for (int batch = 0; batch < batches.get(writer); batch++) {
        model.apply(SoakBatches.records(writer, batch));
      }
      for (int number = 0; number < updates.get(writer); number++) {
        model.update(SoakBatches.updates(writer, number));
      }
    }
    IdentitySync last = stores.open(directory, options);
    for (String folder : FOLDERS) {
      assertThat(last.folder(folder).stats()).isEqualTo(model.folder(folder).stats());
      assertThat(last.folder(folder).digest()).isEqualTo(model.folder(folder).digest());
    }
    System.out.println(
        "lives: "
            + LIVES
            + ", calls: "
            + calls
            + ", batches: "
            + batches
            + ", updates: "
            + updates);
  }
}
