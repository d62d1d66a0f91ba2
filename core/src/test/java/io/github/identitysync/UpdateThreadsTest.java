package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.testing.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Threads that write through one identity at the same time lose nothing of one another's. */
class UpdateThreadsTest {

  private static final Identity USER = Identity.external("crm", "u");
  private static final int THREADS = 4;
  private static final int ROUNDS = 300;

  private static final StoreOptions RULES =
      Stores.options()
          .withRule("all", FieldRule.UNION)
          .withRule("most", FieldRule.LARGEST)
          .withRule("first", FieldRule.EARLIEST);

  @RegisterExtension final Stores stores = new Stores();

  private final AtomicInteger newIdentities = new AtomicInteger();
  private final AtomicInteger unchanged = new AtomicInteger();

  private static String text(int thread, int round) {
    return thread + " " + round;
  }

  /** A thread's time goes back now and then, so that no thread is always the last or the first. */
  private static Instant time(int thread, int round) {
    return Instant.ofEpochMilli((thread * 7L + round * 13L) % 100);
  }

  private static ProfileUpdate update(int thread, int round) {
    FieldValue text = FieldValue.text(text(thread, round));
    return new ProfileUpdate(
        "f",
        USER,
        Map.of("all", text, "most", text, "first", text, "last", text, "of thread " + thread, text),
        time(thread, round));
  }

  private void write(IdentitySync sync, int thread, CyclicBarrier start) {
    for (int round = 0; round < ROUNDS; round++) {
      await(start);
      UpdateReport report = sync.update(List.of(update(thread, round)));
      newIdentities.addAndGet(report.newIdentities());
      unchanged.addAndGet(report.unchanged());
    }
  }

  private void writeFromThreads(IdentitySync sync) {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int own = thread;
      running.add(
          CompletableFuture.runAsync(
              () -> write(sync, own, start), task -> new Thread(task).start()));
    }
    running.forEach(CompletableFuture::join);
  }

  private void assertNothingLost(IdentitySync sync) {
    assertThat(newIdentities).hasValue(1);
    assertThat(unchanged).as("each adds a text to the union").hasValue(0);
    IdentitySync inOrder = stores.inMemory(RULES);
    TreeSet<String> texts = new TreeSet<>();
    for (int thread = 0; thread < THREADS; thread++) {
      List<ProfileUpdate> own = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        own.add(update(thread, round));
        texts.add(text(thread, round));
      }
      inOrder.update(own);
    }
    assertThat(sync.folder("f").field(USER, "all").orElseThrow().value())
        .isEqualTo(new FieldValue.Texts(texts));
    assertThat(sync.folder("f").profile(USER)).isEqualTo(inOrder.folder("f").profile(USER));
    assertThat(sync.folder("f").digest()).isEqualTo(inOrder.folder("f").digest());
  }

  @Test
  void inMemory() {
    IdentitySync sync = stores.inMemory(RULES);
    writeFromThreads(sync);
    assertNothingLost(sync);
  }

  @Test
  void onDiskWhileBlocksAreRewritten() {
    IdentitySync sync =
        stores.open(
            stores.newDirectory(), RULES.withJournalBytes(Stores.smallJournal().journalBytes()));
    writeFromThreads(sync);
    assertNothingLost(sync);
    assertNothingLost(stores.reopen(sync));
  }

  private static void await(CyclicBarrier start) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
