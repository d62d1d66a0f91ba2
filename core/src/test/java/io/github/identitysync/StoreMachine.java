package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException.Closed;
import io.github.identitysync.model.IdentitySyncException.StorageFailed;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Batch;
import io.github.identitysync.testing.Deliveries;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;
import io.github.identitysync.testing.FaultPlan;
import io.github.identitysync.testing.FaultyFiles;
import io.github.identitysync.testing.Input;
import io.github.identitysync.testing.Keys;
import io.github.identitysync.testing.Oracle;
import io.github.identitysync.testing.ReportOracle;
import io.github.identitysync.testing.SettableClock;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import net.jqwik.api.state.ActionChain;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A store on a disk that may die, and beside it all that the store was told. */
final class StoreMachine implements AutoCloseable {

  private static final String UNKNOWN = "a folder that nobody wrote to";

  private final Stores stores = new Stores();
  private final Keys keys = new Keys(stores.inMemory(acceptingAll(Stores.options())));
  private final SettableClock clock = new SettableClock();
  private final List<Input> told = new ArrayList<>();

  private final SaidSoFar said = new SaidSoFar();
  private volatile FaultPlan plan = FaultPlan.NONE;
  private FaultyFiles files;
  private StoreOptions options;
  private IdentitySync sync;
  private boolean isOpen;

  /** Opens a store in an empty directory. */
  StoreMachine(StoreOptions options) {
    open(FaultDisk.empty(), options);
  }

  /** Runs a chain from an empty directory to its end or its first failure. */
  static void run(ActionChain<StoreMachine> chain) {
    try {
      chain.run();
    } finally {
      chain.finalState().ifPresent(StoreMachine::close);
    }
  }

  private void open(FaultDisk disk, StoreOptions newOptions) {
    plan = FaultPlan.NONE;
    files =
        FaultyFiles.of(disk, (number, operation, before) -> plan.before(number, operation, before));
    options = newOptions.withClock(clock);
    sync = IdentitySync.open(files, options);
    isOpen = true;
  }

  /**
   * Does something, and compares everything that the store says afterwards. Whatever fails does so
   * with one type of error from one place: a shorter chain counts as one that fails as well only if
   * that is the same.
   */
  void perform(Consumer<StoreMachine> step) {
    try {
      step.accept(this);
      check();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Makes a call and compares what it reports. */
  void call(Batch batch) {
    if (!isOpen) {
      assertSaysClosed(() -> batch.applyTo(sync));
      return;
    }
    StampedBatch stamped = stamp(batch);
    ReportOracle expected = new ReportOracle(oracle());
    if (batch instanceof Batch.OfRecords one) {
      SyncReport report = sync.apply(one.records());
      checkMerges(
          report, expected.apply(Input.records(stamped.accepted()), stamped.refused()), one);
    } else if (batch instanceof Batch.OfUpdates one) {
      assertThat(sync.update(one.updates()))
          .isEqualTo(expected.update(Input.updates(stamped.accepted()), stamped.refused()));
    }
    told.addAll(stamped.accepted());
  }

  /** Within a batch it is not said which ids profiles have between two records. */
  private void checkMerges(SyncReport report, SyncReport expected, Batch.OfRecords batch) {
    assertThat(report.merges()).hasSameSizeAs(expected.merges());
    if (batch.records().size() == 1) {
      assertThat(report.merges())
          .extracting(ProfileMerge::survivor)
          .isEqualTo(expected.merges().stream().map(ProfileMerge::survivor).toList());
    }
    for (ProfileMerge merge : report.merges()) {
      Profile joined = sync.folder(merge.folderId()).profile(merge.survivor()).orElseThrow();
      assertThat(sync.folder(merge.folderId()).profile(merge.absorbed())).contains(joined);
      said.add(merge, joined);
    }
    assertThat(report)
        .isEqualTo(
            new SyncReport(
                expected.applied(),
                expected.alreadyLinked(),
                expected.newIdentities(),
                expected.newLinks(),
                report.merges(),
                expected.refused()));
  }

  private StampedBatch stamp(Batch batch) {
    clock.move(Duration.ofSeconds(1));
    return StampedBatch.of(batch, clock.instant(), !options.placeholders().isEmpty());
  }

  /** Makes a call that has something improper in it, of which nothing may be applied. */
  void callImproperly(List<SyncRecord> records) {
    String longId = "x".repeat(options.maxIdBytes() + 1);
    List<SyncRecord> more = new ArrayList<>(records);
    more.add(SyncRecord.of("folder", "1", "crm", longId));
    if (isOpen) {
      assertThatIllegalArgumentException().isThrownBy(() -> sync.apply(more));
    } else {
      assertSaysClosed(() -> sync.apply(more));
    }
  }

  /** Closes the store, once more if it is closed. */
  void closeStore() {
    sync.close();
    isOpen = false;
    Folder folder = sync.folder("folder");
    Identity identity = Identity.browser("1");
    assertSaysClosed(() -> sync.apply(List.of()));
    assertSaysClosed(() -> sync.update(List.of()));
    assertSaysClosed(sync::verify);
    assertSaysClosed(sync::folderIds);
    assertSaysClosed(() -> folder.profile(identity));
    assertSaysClosed(() -> folder.profile(new ProfileId(new UUID(0, 0))));
    assertSaysClosed(() -> folder.field(identity, "other"));
    assertSaysClosed(() -> folder.sameProfile(identity, identity));
    assertSaysClosed(() -> folder.profileId(identity));
    assertSaysClosed(() -> folder.profiles(List.of(identity)));
    assertSaysClosed(() -> folder.page(1));
    assertSaysClosed(() -> folder.page(new UUID(0, 0).toString(), 1));
    assertSaysClosed(() -> folder.profiles());
    assertSaysClosed(folder::stats);
    assertSaysClosed(folder::digest);
  }

  private static void assertSaysClosed(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(Closed.class);
  }

  /** Opens the store again with other options, after closing it if it is open. */
  void reopen(StoreOptions newOptions) {
    closeStore();
    open(files.disk(), newOptions);
  }

  /** Ends the process between two calls, and opens what that leaves. */
  void die(FaultFate fate, StoreOptions newOptions) {
    FaultDisk left = files.disk().crash(fate);
    end(); // what it still writes is not what is opened
    open(left, newOptions);
  }

  /**
   * Ends the process during a call, at an operation on the disk and after some bytes of it, and
   * opens what that leaves: the call whole if it returned, else whole or not at all.
   */
  void dieDuring(Batch batch, int operation, int bytes, FaultFate fate, StoreOptions newOptions) {
    if (!isOpen) {
      return;
    }
    StampedBatch stamped = stamp(batch);
    plan = FaultPlan.stopAt(files.operations() + operation, bytes);
    Throwable thrown = catchThrowable(() -> batch.applyTo(sync));
    die(fate, newOptions);
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(StorageFailed.class);
    }
    List<Input> withBatch = new ArrayList<>(told);
    withBatch.addAll(stamped.accepted());
    if (thrown == null || Snapshot.of(sync).equals(replica(withBatch))) {
      told.addAll(stamped.accepted());
    }
  }

  /** Opens a copy of the directory as it is now, and compares what it says. */
  void openCopy(StoreOptions newOptions) {
    try (IdentitySync copy = IdentitySync.open(FaultyFiles.of(files.disk()), newOptions)) {
      Snapshot.check(copy, Oracle.of(keys, newOptions.rules(), told));
      copy.verify();
    }
  }

  /** Tells another store the same with two calls, and compares what it says. */
  void compareWithReplica() {
    if (isOpen) {
      assertThat(Snapshot.of(sync)).isEqualTo(replica(told));
    }
  }

  private Snapshot replica(List<Input> inputs) {
    try (IdentitySync replica = IdentitySync.inMemory(acceptingAll(options))) {
      Deliveries.atOnce(inputs).forEach(batch -> batch.applyTo(replica));
      replica.verify();
      return Snapshot.of(replica);
    }
  }

  private static StoreOptions acceptingAll(StoreOptions options) {
    return options.withPlaceholders(Set.of());
  }

  private Oracle oracle() {
    return Oracle.of(keys, options.rules(), told);
  }

  private void check() {
    if (!isOpen) {
      return;
    }
    sync.verify();
    Oracle oracle = oracle();
    said.add(Snapshot.check(sync, oracle), oracle);
    said.checkIds(sync);
    checkUnknown(sync.folder(UNKNOWN));
  }

  private static void checkUnknown(Folder folder) {
    assertThat(folder.profile(Identity.browser("1"))).isEmpty();
    assertThat(folder.profile(new ProfileId(new UUID(0, 0)))).isEmpty();
    assertThat(folder.profileId(Identity.browser("1"))).isEmpty();
    assertThat(folder.profiles(List.of(Identity.browser("1")))).isEmpty();
    assertThat(folder.page(1).profiles()).isEmpty();
    assertThat(folder.stats()).isEqualTo(new FolderStats(0, 0, 0, 0));
    assertThat(folder.field(Identity.browser("1"), "other")).isEmpty();
    assertThat(Snapshot.of(folder).profiles()).isEmpty();
  }

  /** Ends the store, which was verified after the last step. */
  @Override
  public void close() {
    end();
    stores.close();
  }

  private void end() {
    try {
      sync.close();
    } catch (StorageFailed e) {
      // The disk is gone.
    }
  }

  @Override
  public String toString() {
    return (isOpen ? "open" : "closed") + ", told " + told.size() + " records and updates";
  }
}
