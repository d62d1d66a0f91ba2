package io.github.identitysync;

import io.github.identitysync.Request.Apply;
import io.github.identitysync.Request.Task;
import io.github.identitysync.internal.folder.BlockJoiner;
import io.github.identitysync.internal.folder.FieldCompactor;
import io.github.identitysync.internal.folder.FolderState;
import io.github.identitysync.internal.folder.FolderWriter;
import io.github.identitysync.internal.folder.IdentityBatch;
import io.github.identitysync.internal.storage.FactStore;
import io.github.identitysync.model.IdentitySyncException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that changes a store. All calls that wait when it becomes free share its next commit.
 *
 * <p>It is a thread of the store's own because an interrupt of the thread that writes would close
 * the files. After any error while changing the store it changes nothing more: what was in flight
 * may or may not be durable, which only opening the store again can tell.
 */
final class CommitThread {

  /** How many bytes of names and values share a commit, unless one call has more. */
  private static final long MAX_GROUP_BYTES = 64 << 20;

  private static final String MAY_NOT_BE_DURABLE =
      "a change may not have become durable; open the store again";

  private static final String STAYS_IN_THE_JOURNAL =
      "the journal stays as it is, to be replayed; no applied record is lost";

  /** What is open, or null once it is closed: whoever still holds the store then keeps nothing. */
  private volatile @Nullable Opened opened;

  private final Inbox<Request> inbox = new Inbox<>();

  /**
   * For each folder that was changed since the last checkpoint, or that has a rest to compact, how
   * many blocks it had then.
   */
  private final Map<FolderState, Integer> blocksBefore = new LinkedHashMap<>();

  private final Vitals vitals;

  /** A store and its folders in memory. */
  private record Opened(FactStore store, Folders folders) implements Closeable {

    @Override
    public void close() throws IOException {
      try {
        store.close();
      } finally {
        folders.close();
      }
    }
  }

  private CommitThread(Vitals vitals) {
    this.vitals = vitals;
  }

  /**
   * Opens a store on a new thread, which serves it from then on.
   *
   * @param vitals where the first error while changing the store is noted
   */
  static CommitThread start(Supplier<FactStore> opening, long cacheBytes, Vitals vitals) {
    CommitThread commits = new CommitThread(vitals);
    Task open = new Task(() -> commits.open(opening.get(), cacheBytes), "", false);
    startThread(
        () -> {
          commits.run(open);
          if (commits.opened != null) {
            commits.serve();
          }
        });
    Throwable failed = open.end();
    if (failed instanceof RuntimeException cause) {
      throw cause;
    }
    if (failed instanceof LinkageError cause) {
      throw cause;
    }
    if (failed != null) {
      throw new IdentitySyncException.StorageFailed("the store cannot be opened", failed);
    }
    return commits;
  }

  private static void startThread(Runnable body) {
    Thread thread =
        new Thread(
            /* group= */ null,
            body,
            "identity-sync",
            /* stackSize= */ 0,
            /* inheritThreadLocals= */ false);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      throw new IdentitySyncException.StorageFailed(
          "the store cannot be opened: no thread can be started for it", e);
    }
  }

  private void open(FactStore store, long cacheBytes) throws IOException {
    try {
      opened = new Opened(store, new Folders(store, cacheBytes));
    } catch (Throwable e) {
      store.close();
      throw e;
    }
  }

  /**
   * Returns the store.
   *
   * @throws IdentitySyncException.Closed if it is closed
   */
  FactStore store() {
    return opened().store();
  }

  /**
   * Returns the folders.
   *
   * @throws IdentitySyncException.Closed if the store is closed
   */
  Folders folders() {
    return opened().folders();
  }

  private Opened opened() {
    Opened open = opened;
    if (open == null) {
      throw new IdentitySyncException.Closed();
    }
    return open;
  }

  /**
   * Applies batches, durably and all or nothing, and fills in what that did.
   *
   * @param stamp milliseconds that no stamp in the batches is later than; it becomes durable with
   *     them, so that later openings stamp later
   */
  void apply(List<? extends IdentityBatch> batches, long stamp) {
    String readOnlyReason = vitals.readOnlyReason();
    if (readOnlyReason != null) {
      throw new IdentitySyncException.ReadOnly(readOnlyReason);
    }
    submit(new Apply(batches, stamp));
  }

  /** Runs something while nothing changes the store. */
  void run(Runnable body) {
    submit(new Task(body::run, "the call failed", false));
  }

  /** Moves what the journal holds into the base file, closes the files and ends the thread. */
  void close() {
    Request mine = new Task(this::closeStore, STAYS_IN_THE_JOURNAL, true);
    Request last = inbox.putLast(mine);
    try {
      last.await();
    } catch (IdentitySyncException e) {
      if (last == mine) {
        throw e;
      }
    }
  }

  private void submit(Request request) {
    if (!inbox.put(request)) {
      throw new IdentitySyncException.Closed();
    }
    request.await();
  }

  /**
   * Serves requests until the store is closed. Should memory run out while it does, the same
   * requests are served again, which then refuses those that were not: nobody waits for ever.
   */
  private void serve() {
    List<Request> taken = inbox.take();
    while (!taken.isEmpty()) {
      try {
        serve(taken);
        taken = inbox.take();
      } catch (Throwable e) {
        vitals.fail(e);
      }
    }
  }

  /** Serves requests in order, the ones to apply in groups. */
  private void serve(List<Request> taken) {
    List<Apply> group = new ArrayList<>();
    long bytes = 0;
    for (Request request : taken) {
      if (request instanceof Apply apply && bytes + apply.bytes <= MAX_GROUP_BYTES) {
        group.add(apply);
        bytes += apply.bytes;
        continue;
      }
      commit(group);
      group.clear();
      bytes = 0;
      if (request instanceof Apply apply) {
        group.add(apply);
        bytes = apply.bytes;
      } else if (request instanceof Task task) {
        run(task);
      }
    }
    commit(group);
  }

  private void run(Task task) {
    try {
      if (!task.isLast) {
        refuseAfterFailure();
      }
      task.body.run();
      task.succeed();
    } catch (Throwable e) {
      task.fail(e, task.meaning);
    }
  }

  private void commit(List<Apply> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      refuseAfterFailure();
      Collection<FolderWriter> writers = stage(group);
      if (!writers.isEmpty()) {
        writeFacts(writers, group.stream().mapToLong(apply -> apply.stamp).max().orElseThrow());
        publish(writers);
      }
    } catch (Throwable e) {
      vitals.fail(e);
      for (Apply apply : group) {
        apply.fail(e, MAY_NOT_BE_DURABLE);
      }
      return;
    }
    for (Apply apply : group) {
      apply.succeed();
    }
    if (store().isCheckpointDue()) {
      try {
        checkpoint(false);
      } catch (Throwable e) {
        vitals.fail(e);
      }
    }
  }

  /** Stages the batches folder by folder; each of several first calls may have made a folder. */
  private Collection<FolderWriter> stage(List<Apply> group) {
    Map<String, FolderWriter> writers = new LinkedHashMap<>();
    for (Apply apply : group) {
      for (IdentityBatch batch : apply.batches) {
        writers
            .computeIfAbsent(
                batch.folder().id(), id -> new FolderWriter(folders().latest(batch.folder())))
            .stage(batch);
      }
    }
    writers.values().removeIf(writer -> !writer.hasFacts());
    return writers.values();
  }

  private void writeFacts(Collection<FolderWriter> writers, long stamp) throws IOException {
    try {
      for (FolderWriter writer : writers) {
        if (writer.needsNumber()) {
          writer.number(folders().add(writer.folder()));
        }
        blocksBefore.putIfAbsent(writer.folder(), writer.folder().blockCount());
        writer.writeFacts();
      }
      store().stamp(stamp);
      store().commit();
    } catch (Throwable e) {
      folders().forgetUnpublished();
      throw e;
    }
  }

  /** Shows a commit to readers of all its folders at one instant. */
  private void publish(Collection<FolderWriter> writers) {
    List<FolderWriter> locked = new ArrayList<>(writers.size());
    try {
      for (FolderWriter writer : writers) {
        writer.lock();
        locked.add(writer);
      }
      locked.forEach(FolderWriter::publish);
      folders().publishCatalog();
    } finally {
      locked.forEach(FolderWriter::unlock);
    }
  }

  private void checkpoint(boolean last) throws IOException {
    Map<FolderState, Integer> unfinished = new LinkedHashMap<>();
    blocksBefore.forEach(
        (folder, blocks) -> {
          new BlockJoiner(folder).join(blocks);
          if (new FieldCompactor(folder).compact()) {
            unfinished.put(folder, folder.blockCount());
          }
        });
    blocksBefore.clear();
    blocksBefore.putAll(unfinished);
    store().commit();
    store().checkpoint(last);
  }

  private void closeStore() throws IOException {
    Opened open = opened;
    if (open == null) {
      return;
    }
    try (open) {
      if (vitals.failure() == null && vitals.readOnlyReason() == null) {
        checkpoint(true);
      }
    } finally {
      blocksBefore.clear();
      opened = null;
    }
  }

  private void refuseAfterFailure() {
    Throwable failure = vitals.failure();
    if (failure instanceof IdentitySyncException.Displaced) {
      throw new IdentitySyncException.Displaced();
    }
    if (failure != null) {
      throw new IdentitySyncException.StorageFailed(
          "an earlier change failed; open the store again", failure);
    }
  }
}
