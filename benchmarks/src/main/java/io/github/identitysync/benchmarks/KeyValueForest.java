package io.github.identitysync.benchmarks;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A forest in a store of keys and values: each identity leads to a number, each number to its
 * parent, the size of its set and the next member of it; each link is a key.
 *
 * <p>Reading and changing a forest is not for two threads at a time, so there is one lock for those
 * who apply. Calls that wait for it are committed together by the one that gets it, with one sync:
 * this is what makes commits of many threads cheap in a store that has a single writer. Those who
 * read do not wait for it.
 */
abstract class KeyValueForest implements IdentityStore {

  private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
  private final Lock writing = new ReentrantLock();

  /** Returns what is committed. */
  abstract KeyValueView view();

  /** Returns what is committed, as the thread that writes sees it best. */
  KeyValueView writerView() {
    return view();
  }

  /** Writes all or nothing, and syncs; the entries are sorted by their keys. */
  abstract void write(List<Map.Entry<byte[], byte[]>> entries);

  @Override
  public final void apply(List<SyncRecord> batch) {
    Call call = new Call(batch);
    waiting.add(call);
    writing.lock();
    try {
      if (!call.done) {
        commit(takeWaiting());
      }
      if (!call.done) {
        throw new IllegalStateException("an earlier write failed");
      }
    } finally {
      writing.unlock();
    }
  }

  private List<Call> takeWaiting() {
    List<Call> calls = new ArrayList<>();
    for (Call call = waiting.poll(); call != null; call = waiting.poll()) {
      calls.add(call);
    }
    return calls;
  }

  private void commit(List<Call> calls) {
    List<SyncRecord> records = new ArrayList<>();
    calls.forEach(call -> records.addAll(call.batch));
    List<Map.Entry<byte[], byte[]>> entries;
    try (KeyValueView view = writerView()) {
      entries = new KeyValueBatch(view).apply(records);
    }
    if (!entries.isEmpty()) {
      write(entries);
    }
    calls.forEach(call -> call.done = true);
  }

  @Override
  public final boolean sameProfile(String folderId, Identity one, Identity other) {
    try (KeyValueView view = view()) {
      byte[] first = view.get(Keys.name(Keys.text(folderId, one)));
      byte[] second = view.get(Keys.name(Keys.text(folderId, other)));
      return first != null && second != null && root(view, first) == root(view, second);
    }
  }

  private static int root(KeyValueView view, byte[] number) {
    int at = ByteBuffer.wrap(number).getInt();
    while (true) {
      int parent = KeyValueNode.parent(view.get(Keys.node(at)));
      if (parent == at) {
        return at;
      }
      at = parent;
    }
  }

  @Override
  public final int profile(String folderId, Identity identity) {
    try (KeyValueView view = view()) {
      byte[] number = view.get(Keys.name(Keys.text(folderId, identity)));
      if (number == null) {
        return 0;
      }
      int start = ByteBuffer.wrap(number).getInt();
      List<Identity> members = new ArrayList<>();
      int at = start;
      do {
        byte[] node = view.get(Keys.node(at));
        members.add(KeyValueNode.identity(node));
        at = KeyValueNode.next(node);
      } while (at != start);
      return members.size();
    }
  }

  /** Records whose caller waits. Guarded by the lock. */
  private static final class Call {
    private final List<SyncRecord> batch;
    private boolean done;

    Call(List<SyncRecord> batch) {
      this.batch = batch;
    }
  }
}
