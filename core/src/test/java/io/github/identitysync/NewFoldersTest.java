package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException.Closed;
import io.github.identitysync.model.IdentitySyncException.StorageFailed;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultyFiles;
import io.github.identitysync.testing.Internals;
import io.github.identitysync.testing.Pairs;
import io.github.identitysync.testing.Stores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A folder is in memory once it has facts, and not before, whatever names it. */
class NewFoldersTest {

  /** So many records are prepared in parts. */
  private static final int MANY = 2_000;

  private static final int WRITERS = 4;

  @RegisterExtension final Stores stores = new Stores();

  private IdentitySync sync;

  @BeforeEach
  void open() {
    sync = stores.inMemory(Stores.options().withMaxIdBytes(30));
  }

  private static List<SyncRecord> oneOfEachFolder() {
    return new ArrayList<>(
        IntStream.range(0, MANY).mapToObj(i -> SyncRecord.of("new" + i, "b", "t", "u")).toList());
  }

  private static ProfileUpdate update(String folder, Identity identity) {
    return ProfileUpdate.of(folder, identity, Map.of("a", FieldValue.text("b")));
  }

  private static int inMemory(IdentitySync sync) {
    return ((Map<?, ?>) Internals.read(sync, "commits", "opened", "folders", "inUse")).size();
  }

  private void assertNothingIsInMemory() {
    assertThat(inMemory(sync)).isZero();
    assertThat(sync.folderIds()).isEmpty();
  }

  @Test
  void aRecordThatIsRefusedLeavesNoneOfTheOthersFolders() {
    for (int position : new int[] {0, 1, MANY / 2, MANY}) {
      List<SyncRecord> records = oneOfEachFolder();
      records.add(position, SyncRecord.of("f", "x".repeat(31), "t", "u"));
      assertThatIllegalArgumentException().isThrownBy(() -> sync.apply(records));
      records.set(position, null);
      assertThatIllegalArgumentException().isThrownBy(() -> sync.apply(records));
    }
    assertNothingIsInMemory();
  }

  @Test
  void anUpdateThatIsRefusedLeavesNoneOfTheOthersFolders() {
    Identity identity = Identity.browser("b");
    ProfileUpdate tooLong = update("other", Identity.browser("x".repeat(31)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sync.update(List.of(update("new", identity), tooLong)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sync.update(Arrays.asList(update("new", identity), null)));
    assertNothingIsInMemory();
  }

  @Test
  void aBatchThatIsTooLargeLeavesNone() {
    IdentitySync large = stores.inMemory(Stores.options().withMaxIdBytes(16_384));
    String id = "x".repeat(16_384);
    List<SyncRecord> records =
        IntStream.range(0, 6_000).mapToObj(i -> SyncRecord.of("new" + i % 50, id, id, id)).toList();
    assertThatIllegalArgumentException().isThrownBy(() -> large.apply(records));
    assertThat(inMemory(large)).isZero();
  }

  @Test
  void placeholdersLeaveNone() {
    assertThat(sync.apply(List.of(SyncRecord.of("new", "undefined", "t", "u"))).applied()).isZero();
    assertThat(sync.update(List.of(update("new", Identity.browser("null")))).applied()).isZero();
    assertNothingIsInMemory();
  }

  @Test
  void readingsLeaveNone() {
    Folder folder = sync.folder("new");
    Identity identity = Identity.browser("b");
    assertThat(folder.profile(identity)).isEmpty();
    assertThat(folder.profile(new ProfileId(new UUID(1, 2)))).isEmpty();
    assertThat(folder.field(identity, "a")).isEmpty();
    assertThat(folder.sameProfile(identity, identity)).isFalse();
    assertThat(folder.profiles()).isEmpty();
    assertThat(folder.stats()).isEqualTo(new FolderStats(0, 0, 0, 0));
    assertThat(folder.digest()).isEqualTo("0".repeat(32));
    assertThat(sync.apply(List.of()).applied()).isZero();
    assertNothingIsInMemory();
  }

  @Test
  void aClosedStoreTakesNone() {
    sync.close();
    assertThatExceptionOfType(Closed.class).isThrownBy(() -> sync.apply(oneOfEachFolder()));
  }

  @Test
  void aCommitThatFailsAndThoseAfterItLeaveNone() {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    try (IdentitySync failing = IdentitySync.open(files, Stores.options())) {
      failing.apply(Pairs.of("f", 0, 10));
      files.stop();
      for (int i = 0; i < 3; i++) {
        List<SyncRecord> records = Pairs.of("new" + i, 0, 10);
        assertThatExceptionOfType(StorageFailed.class).isThrownBy(() -> failing.apply(records));
      }
      assertThat(inMemory(failing)).isOne();
      assertThat(failing.folder("new0").stats()).isEqualTo(new FolderStats(0, 0, 0, 0));
      assertThat(failing.folderIds()).containsExactly("f");
    }
    try (IdentitySync again = IdentitySync.open(FaultyFiles.of(files.disk()), Stores.options())) {
      assertThat(again.folderIds()).containsExactly("f");
      again.verify();
    }
  }

  @Test
  void callsThatMakeTheSameFolderAtOnceMakeOne() throws Exception {
    for (int round = 0; round < 200; round++) {
      String folder = "new" + round;
      CyclicBarrier start = new CyclicBarrier(WRITERS);
      List<CompletableFuture<int[]>> calls = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        // One in four updates what the others link, and each two link some of the same.
        int first = 5 * writer;
        boolean updates = writer == round % WRITERS;
        calls.add(
            CompletableFuture.supplyAsync(
                () -> {
                  await(start);
                  return updates ? update(folder) : count(sync.apply(Pairs.of(folder, first, 10)));
                },
                task -> new Thread(task).start()));
      }
      int identities = 0;
      int links = 0;
      for (CompletableFuture<int[]> call : calls) {
        identities += call.join()[0];
        links += call.join()[1];
      }
      FolderStats stats = sync.folder(folder).stats();
      assertThat(stats.identities()).isEqualTo(identities);
      assertThat(stats.links()).isEqualTo(links).isEqualTo(stats.identities() / 2);
      assertThat(sync.folder(folder).field(Identity.browser("b8"), "a")).isPresent();
      assertThat(inMemory(sync)).isEqualTo(round + 1);
    }
    sync.verify();
  }

  private static int[] count(SyncReport report) {
    return new int[] {report.newIdentities(), report.newLinks()};
  }

  /** And links what is updated, so that there are two identities a link again. */
  private int[] update(String folder) {
    int identities = sync.update(List.of(update(folder, Identity.browser("b8")))).newIdentities();
    int[] counts = count(sync.apply(Pairs.of(folder, 8, 1)));
    counts[0] += identities;
    return counts;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theLongestCallMakesEachOfItsFoldersOnce() {
    List<SyncRecord> records = oneOfEachFolder();
    records.addAll(oneOfEachFolder());
    SyncReport report = sync.apply(records);
    assertThat(report.newLinks()).isEqualTo(MANY);
    assertThat(report.alreadyLinked()).isEqualTo(MANY);
    assertThat(sync.folderIds()).hasSize(MANY);
    assertThat(inMemory(sync)).isEqualTo(MANY);
  }
}
