package io.github.identitysync;

import io.github.identitysync.internal.folder.FolderState;
import io.github.identitysync.internal.folder.FolderVerifier;
import io.github.identitysync.internal.folder.IdentityBatch;
import io.github.identitysync.internal.folder.UpdateBatch;
import io.github.identitysync.internal.storage.FactStore;
import io.github.identitysync.internal.storage.MemoryFiles;
import io.github.identitysync.internal.storage.StoreFiles;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * An embedded store that knows which browsers and which users of external systems are the same
 * person.
 *
 * <p>Sync records go in through {@link #apply}; what they say is read through {@link #folder}. The
 * state is a function of the set of records applied: their order, batches, repetition and threads
 * make no difference.
 *
 * <p>Every method may be called from any thread, also one of a pool that cannot grow, or a virtual
 * one. Looking a profile up takes no lock unless a writer publishes at that instant, and never
 * waits for the disk sync of a writer. Interrupts do not end a call; the interrupt status is kept.
 * Parameters are never null.
 */
public final class IdentitySync implements AutoCloseable {

  private final StoreOptions options;
  private final Placeholders placeholders;
  private final Vitals vitals;
  private final TimeBounds timeBounds;
  private final CommitThread commits;
  private final Stamp stamp;

  private IdentitySync(StoreOptions options, Function<Opening, FactStore> opening) {
    this.options = Objects.requireNonNull(options, "options");
    this.placeholders = Placeholders.of(options.placeholders());
    this.vitals = new Vitals(options.clock());
    this.timeBounds = new TimeBounds(options.earliestTime(), options.latestTime());
    this.commits =
        CommitThread.start(() -> opening.apply(new Opening(options)), options.cacheBytes(), vitals);
    try {
      FactStore store = commits.store();
      vitals.readOnly(store.readOnlyReason());
      this.stamp = new Stamp(options.clock(), timeBounds, store.stamp());
    } catch (Throwable e) {
      closeAfter(e);
      throw e;
    }
  }

  private void closeAfter(Throwable failure) {
    try {
      commits.close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Opens the store in a directory with the default options.
   *
   * @see #open(Path, StoreOptions)
   */
  public static IdentitySync open(Path directory) {
    return open(directory, StoreOptions.defaults());
  }

  /**
   * Opens the store in a directory, which is created where there is none, and keeps every other
   * opener out until {@link #close}. What a killed process left is recovered: every batch whose
   * {@code apply} returned, and the one in flight either whole or not at all.
   *
   * <p>Where a store is there that cannot be written, for want of permission or room or since the
   * file system is read-only, it is opened as {@link #openReadOnly(Path, StoreOptions)} does it.
   *
   * <p>Cost: proportional to the journal, which the options bound. A folder is read when it is
   * first used.
   *
   * @throws IdentitySyncException.Locked if another process, or this one, has the store open,
   *     whatever directory leads to its files, and goes on doing so for {@link
   *     StoreOptions#lockWait}
   * @throws IdentitySyncException.Corrupt if the files are damaged, or are not a store's
   * @throws IdentitySyncException.UnsupportedFormat if they were written in another format version
   * @throws IdentitySyncException.StorageFailed if the directory or its files cannot be created,
   *     read or written, or no thread can be started; the message says why
   * @throws IllegalArgumentException if the options name a secret that is not the store's
   * @throws LinkageError if a jar or a module of the JDK that the README lists is missing
   */
  public static IdentitySync open(Path directory, StoreOptions options) {
    Objects.requireNonNull(directory, "directory");
    return new IdentitySync(options, opening -> opening.open(directory));
  }

  /**
   * Opens the store in a directory for reading, with the default options.
   *
   * @see #openReadOnly(Path, StoreOptions)
   */
  public static IdentitySync openReadOnly(Path directory) {
    return openReadOnly(directory, StoreOptions.defaults());
  }

  /**
   * Opens the store in a directory for reading. Nothing is created or written, so this also works
   * on a snapshot, on a read-only file system, and without permission to write. Several processes
   * may read a store at once, each with one opening; as long as one does, none can open it for
   * writing.
   *
   * <p>What a killed process left is shown as {@link #open(Path, StoreOptions)} would recover it.
   * That batch which was in flight then may be shown without being durable yet. What would have to
   * be written throws {@link IdentitySyncException.ReadOnly}.
   *
   * @throws IdentitySyncException.Locked if another process has the store open for writing, or this
   *     one has it open, and goes on doing so for {@link StoreOptions#lockWait}
   * @throws IdentitySyncException.Corrupt if the files are damaged, or are not a store's
   * @throws IdentitySyncException.UnsupportedFormat if they were written in another format version
   * @throws IdentitySyncException.StorageFailed if there is no store, or if its files cannot be
   *     read; the message says why
   * @throws IllegalArgumentException if the options name a secret that is not the store's
   * @throws LinkageError if a jar or a module of the JDK that the README lists is missing
   */
  public static IdentitySync openReadOnly(Path directory, StoreOptions options) {
    Objects.requireNonNull(directory, "directory");
    return new IdentitySync(options, opening -> opening.openReadOnly(directory));
  }

  /** Opens an empty store in memory with the default options; it is gone when it is closed. */
  public static IdentitySync inMemory() {
    return inMemory(StoreOptions.defaults());
  }

  /** Opens an empty store in memory; it is gone when it is closed. */
  public static IdentitySync inMemory(StoreOptions options) {
    return open(new MemoryFiles(), options);
  }

  /** Opens the store in a directory of any kind, which it closes. */
  static IdentitySync open(StoreFiles files, StoreOptions options) {
    return new IdentitySync(options, opening -> opening.open(files));
  }

  /**
   * Applies records: their identities are known from then on, and the two of each record are of one
   * profile.
   *
   * <p>All or nothing over all folders of the batch, and durable when the method returns; readers
   * see the batch whole, and not before it is durable. Calls that wait at the same time share one
   * sync of the disk. Records that say nothing new are only looked up: a batch of such records does
   * no I/O.
   *
   * <p>A record with an identifier that is a placeholder, such as {@code undefined}, or with a time
   * that is not one {@link StoreOptions#withTimeBounds allows}, changes nothing and is reported as
   * refused. Records without a time are stamped with that of the call.
   *
   * <p>Cost: proportional to the number of records, whatever the sizes of their profiles. Calls of
   * 512 records or more use threads of {@link java.util.concurrent.ForkJoinPool#commonPool}, if it
   * has any to spare. The identifiers of one batch may have 256 MiB.
   *
   * @return what the batch did
   * @throws NullPointerException if the list is null
   * @throws IllegalArgumentException if a record is null or has an identifier longer than the
   *     options allow, or if the batch is too large; nothing was applied
   * @throws IllegalStateException if a record has no time, or {@link StoreOptions#withMaxAhead} is
   *     given, and the options' clock or the stamp due is out of their time bounds; nothing was
   *     applied
   * @throws IdentitySyncException.Closed if the store is closed; nothing was applied
   * @throws IdentitySyncException.Corrupt if a folder of the batch is found damaged
   * @throws IdentitySyncException.ReadOnly if something is new and the store can only be read;
   *     nothing was applied
   * @throws IdentitySyncException.Displaced if the lock was lost and another opening has taken the
   *     store over; it may not have what was to be applied
   * @throws IdentitySyncException.StorageFailed if writing failed; whether the batch became durable
   *     is known when the store is opened again, and until then it takes no more records
   */
  public SyncReport apply(List<SyncRecord> records) {
    Objects.requireNonNull(records, "records");
    requireOpen();
    CallTimes times = new CallTimes(timeBounds, options.maxAhead(), stamp);
    AtomicLong bytes = new AtomicLong();
    Folders folders = folders();
    SyncCall call =
        SyncCall.prepare(
            records.toArray(new SyncRecord[0]),
            folders,
            () -> new SyncBatchBuilder(options, placeholders, folders, times, bytes));
    commit(call.news(), times);
    return call.report();
  }

  /**
   * Applies updates: their values are from then on part of the profiles that have their identities,
   * and are read through any identity of those. The identity of an update that was never seen
   * becomes a profile of its own.
   *
   * <p>Values stay with the identity through which they were written; which of them a profile shows
   * follows from the {@link StoreOptions#rules}. Updates without a time are stamped in the order of
   * the list, later than any that the store stamped before, whatever the clock does and however
   * often the store is opened: a later one is the later write. So repeating it is a new write,
   * while an update that carries its time says nothing new when it is repeated.
   *
   * <p>All or nothing over all folders of the batch, and durable when the method returns, like
   * {@link #apply}, with which it shares commits. Updates that say nothing new write nothing; those
   * whose identity is a placeholder, or whose time is not one {@link StoreOptions#withTimeBounds
   * allows}, change nothing and are reported as refused.
   *
   * <p>Cost: proportional to the number of updates and to what their identities have in fields
   * already, whatever the sizes of their profiles. What is written, which is all fields of the
   * identities of one batch, may have about 256 MiB.
   *
   * @return what the batch did
   * @throws NullPointerException if the list is null
   * @throws IllegalArgumentException if an update is null or has an identifier longer than the
   *     options allow, or if the batch is too large; nothing was applied
   * @throws IllegalStateException if an update has no time, or {@link StoreOptions#withMaxAhead} is
   *     given, and the options' clock or the stamp due is out of their time bounds; nothing was
   *     applied
   * @throws IdentitySyncException.Closed if the store is closed; nothing was applied
   * @throws IdentitySyncException.Corrupt if a folder of the batch is found damaged
   * @throws IdentitySyncException.ReadOnly if something is new and the store can only be read;
   *     nothing was applied
   * @throws IdentitySyncException.Displaced if the lock was lost and another opening has taken the
   *     store over; it may not have what was to be applied
   * @throws IdentitySyncException.StorageFailed if writing failed; whether the batch became durable
   *     is known when the store is opened again, and until then it takes no more records
   */
  public UpdateReport update(List<ProfileUpdate> updates) {
    Objects.requireNonNull(updates, "updates");
    requireOpen();
    CallTimes times = new CallTimes(timeBounds, options.maxAhead(), stamp);
    UpdateBatchBuilder builder = new UpdateBatchBuilder(options, placeholders, folders(), times);
    ProfileUpdate[] all = updates.toArray(new ProfileUpdate[0]);
    builder.checkAll(all);
    builder.addAll(all, 0, all.length);
    List<UpdateBatch> news =
        builder.batches().stream().filter(batch -> !batch.folder().resolve(batch)).toList();
    builder.checkWritten();
    commit(news, times);
    return builder.report();
  }

  /** Commits batches that say something new. */
  private void commit(List<? extends IdentityBatch> batches, CallTimes times) {
    if (!batches.isEmpty()) {
      commits.apply(batches, times.greatest());
    }
  }

  /**
   * Returns a view of a folder. Making one creates nothing, and a folder without records is empty.
   *
   * @throws IllegalArgumentException if the id is null, blank, or has an unpaired surrogate
   */
  public Folder folder(String folderId) {
    return new Folder(this, folderId);
  }

  /**
   * Returns the ids of all folders that have records, sorted; a copy. Cost: proportional to their
   * number.
   *
   * @throws IdentitySyncException.Closed if the store is closed
   * @throws IdentitySyncException.Corrupt if the catalog is found damaged
   */
  public SortedSet<String> folderIds() {
    requireOpen();
    return Collections.unmodifiableSortedSet(new TreeSet<>(folders().catalog().keySet()));
  }

  /**
   * Checks every page of the base file, rebuilds every folder's profiles from its facts, and
   * compares them with the ones in use. Writers wait meanwhile, readers do not. Cost: proportional
   * to the store, one folder in memory at a time.
   *
   * @throws IdentitySyncException.Corrupt naming the first invariant found not to hold, as
   *     ARCHITECTURE.md numbers them
   * @throws IdentitySyncException.Closed if the store is closed
   * @throws IdentitySyncException.StorageFailed if the files cannot be read
   */
  public void verify() {
    requireOpen();
    commits.run(this::verifyAll);
  }

  private void verifyAll() {
    FactStore store = commits.store();
    Folders folders = folders();
    store.verifyPages();
    long blocks = 0;
    for (Map.Entry<String, Integer> entry : folders.catalog().entrySet()) {
      FolderState inMemory = folders.inMemory(entry.getKey());
      blocks += FolderVerifier.verify(store, entry.getKey(), entry.getValue(), inMemory);
    }
    if (blocks != store.blocks().count() + store.fieldBlocks().count()) {
      throw new IdentitySyncException.Corrupt("I2: there are blocks of no folder");
    }
  }

  /**
   * Tells how the store is: whether it takes what it is given, since when, and if not, why. Works
   * in every state, also when the store is closed. Cost: a look at the options' clock; it loads
   * nothing, and waits neither for the disk nor for other calls.
   */
  public Health health() {
    return vitals.health(stamp.clockBehind());
  }

  /**
   * Waits for the calls of {@code apply} in progress, writes the journal's content into the base
   * file, and gives the directory up. What was applied is durable whether or not a store is closed;
   * a closed one opens faster. Closing again does nothing.
   *
   * @throws IdentitySyncException.StorageFailed if writing failed; the directory is given up all
   *     the same, and no applied record is lost
   */
  @Override
  public void close() {
    vitals.close();
    commits.close();
  }

  void requireOpen() {
    if (vitals.isClosed()) {
      throw new IdentitySyncException.Closed();
    }
  }

  StoreOptions options() {
    return options;
  }

  Folders folders() {
    return commits.folders();
  }
}
