package io.github.identitysync;

import io.github.identitysync.internal.folder.BlockJoiner;
import io.github.identitysync.internal.folder.FieldCompactor;
import io.github.identitysync.internal.folder.FolderState;
import io.github.identitysync.internal.folder.FolderWriter;
import io.github.identitysync.internal.folder.IdentityBatch;
import io.github.identitysync.internal.storage.FactStore;
import io.github.identitysync.model.IdentitySyncException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
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

  /** Room that is there before a request is taken, so that none is lost for want of it. */
  private static final int FIRST_REQUESTS = 16;

  private static final String MAY_NOT_BE_DURABLE =
      "a change may not have become durable; open the store again";

  private final FactStore store;
  private final Folders folders;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  /**
   * For each folder that was changed since the last checkpoint, or that has a rest to compact, how
   * many blocks it had then.
   */
  private final Map<FolderState, Integer> blocksBefore = new LinkedHashMap<>();

  /** The request that ends the thread, once there is one; guarded by {@link #requests}. */
  private @Nullable Task closing;

  private final Vitals vitals;

  /** What a caller waits for. */
  private abstract static class Request {
    final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    /** Waits, whatever interrupts there are, and leaves them noted. */
    void await() {
      try {
        done.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof IdentitySyncException cause) {
          throw cause;
        }
        throw new IdentitySyncException.StorageFailed("the call failed", e.getCause());
      }
    }
  }

  private static final class Apply extends Request {
    final List<? extends IdentityBatch> batches;
    final long bytes;
    final long stamp;

    Apply(List<? extends IdentityBatch> batches, long stamp) {
      this.batches = batches;
      this.stamp = stamp;
      this.bytes = batches.stream().mapToLong(IdentityBatch::bytes).sum();
    }
  }

  private static final class Task extends Request {
    final Runnable body;
    final boolean isLast;

    Task(Runnable body, boolean isLast) {
      this.body = body;
      this.isLast = isLast;
    }
  }

  private CommitThread(FactStore store, Folders folders, Vitals vitals) {
    this.store = store;
    this.folders = folders;
    this.vitals = vitals;
  }

  /**
   * Opens a store on a new thread, which serves it from then on.
   *
   * @param vitals where the first error while changing the store is noted
   */
  static CommitThread start(Supplier<FactStore> opening, long cacheBytes, Vitals vitals) {
    CompletableFuture<CommitThread> opened = new CompletableFuture<>();
    Thread thread =
        new Thread(
            /* group= */ null,
            () -> {
              CommitThread commits;
              try {
                commits = open(opening.get(), cacheBytes, vitals);
              } catch (Throwable e) {
                tell(opened, e);
                return;
              }
              opened.complete(commits);
              commits.serve();
            },
            "identity-sync",
            /* stackSize= */ 0,
            /* inheritThreadLocals= */ false);
    thread.setDaemon(true);
    thread.start();
    try {
      return opened.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof LinkageError cause) {
        throw cause;
      }
      throw new IdentitySyncException.StorageFailed("the store cannot be opened", e.getCause());
    }
  }

  /** Tells who waits what has failed, as soon as there is memory for that. */
  private static void tell(CompletableFuture<?> waiting, Throwable failure) {
    while (!waiting.isDone()) {
      try {
        waiting.completeExceptionally(failure);
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait();
      }
    }
  }

  private static CommitThread open(FactStore store, long cacheBytes, Vitals vitals)
      throws IOException {
    try {
      return new CommitThread(store, new Folders(store, cacheBytes), vitals);
    } catch (Throwable e) {
      store.close();
      throw e;
    }
  }

  FactStore store() {
    return store;
  }

  Folders folders() {
    return folders;
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
    submit(new Task(body, false));
  }

  /** Moves what the journal holds into the base file, closes the files and ends the thread. */
  void close() {
    Task last = new Task(this::closeStore, true);
    boolean isFirst = true;
    synchronized (requests) {
      if (closing != null) {
        last = closing;
        isFirst = false;
      } else {
        closing = last;
        requests.add(last);
      }
    }
    try {
      last.await();
    } catch (IdentitySyncException e) {
      if (isFirst) {
        throw e;
      }
    }
  }

  private void submit(Request request) {
    synchronized (requests) {
      if (closing != null) {
        throw new IdentitySyncException.Closed();
      }
      requests.add(request);
    }
    request.await();
  }

  /**
   * Serves requests until the store is closed. Should memory run out, even that for telling so, the
   * same requests are served again, which then refuses them: nobody waits for ever.
   */
  private void serve() {
    List<Request> taken = new ArrayList<>(FIRST_REQUESTS);
    boolean isOpen = true;
    while (isOpen) {
      try {
        if (taken.isEmpty()) {
          taken.add(takeUninterruptibly());
          requests.drainTo(taken);
        }
        isOpen = serve(taken);
        taken.clear();
      } catch (Throwable e) {
        vitals.fail(e);
      }
    }
  }

  /** Serves requests in order, the ones to apply in groups, and returns whether more may come. */
  private boolean serve(List<Request> taken) {
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
        if (task.isLast) {
          return false;
        }
      }
    }
    commit(group);
    return true;
  }

  private Request takeUninterruptibly() {
    while (true) {
      try {
        return requests.take();
      } catch (InterruptedException e) {
        // Nobody has a reason to interrupt this thread; it ends when the store is closed.
      }
    }
  }

  private void run(Task task) {
    try {
      if (!task.isLast) {
        refuseAfterFailure();
      }
      task.body.run();
      task.done.complete(null);
    } catch (Throwable e) {
      task.done.completeExceptionally(e);
    }
  }

  private void commit(List<Apply> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      refuseAfterFailure();
      Map<FolderState, FolderWriter> writers = stage(group);
      if (!writers.isEmpty()) {
        writeFacts(writers);
        store.stamp(group.stream().mapToLong(apply -> apply.stamp).max().orElseThrow());
        store.commit();
        publish(writers);
      }
    } catch (Throwable e) {
      vitals.fail(e);
      for (Apply apply : group) {
        apply.done.completeExceptionally(toException(e, MAY_NOT_BE_DURABLE));
      }
      return;
    }
    for (Apply apply : group) {
      apply.done.complete(null);
    }
    if (store.isCheckpointDue()) {
      try {
        checkpoint(false);
      } catch (Throwable e) {
        vitals.fail(e);
      }
    }
  }

  private static Map<FolderState, FolderWriter> stage(List<Apply> group) {
    Map<FolderState, FolderWriter> writers = new LinkedHashMap<>();
    for (Apply apply : group) {
      for (IdentityBatch batch : apply.batches) {
        writers.computeIfAbsent(batch.folder(), FolderWriter::new).stage(batch);
      }
    }
    writers.values().removeIf(writer -> !writer.hasFacts());
    return writers;
  }

  private void writeFacts(Map<FolderState, FolderWriter> writers) {
    for (Map.Entry<FolderState, FolderWriter> entry : writers.entrySet()) {
      FolderWriter writer = entry.getValue();
      if (writer.needsNumber()) {
        writer.number(folders.addToCatalog(entry.getKey()));
      }
      blocksBefore.putIfAbsent(entry.getKey(), entry.getKey().blockCount());
      writer.writeFacts();
    }
  }

  /** Shows a commit to readers of all its folders at one instant. */
  private void publish(Map<FolderState, FolderWriter> writers) {
    List<FolderWriter> locked = new ArrayList<>(writers.size());
    try {
      for (FolderWriter writer : writers.values()) {
        writer.lock();
        locked.add(writer);
      }
      locked.forEach(FolderWriter::publish);
      folders.publishCatalog();
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
    store.commit();
    store.checkpoint(last);
  }

  private void closeStore() {
    Throwable failed = null;
    if (vitals.failure() == null && vitals.readOnlyReason() == null) {
      try {
        checkpoint(true);
      } catch (Throwable e) {
        failed = e;
      }
    }
    try {
      store.close();
    } catch (IOException e) {
      failed = failed == null ? e : failed;
    }
    if (failed != null) {
      throw toException(
          failed, "the journal stays as it is, to be replayed; no applied record is lost");
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

  private static IdentitySyncException toException(Throwable e, String meaning) {
    return e instanceof IdentitySyncException known
        ? known
        : new IdentitySyncException.StorageFailed(meaning, e);
  }
}
