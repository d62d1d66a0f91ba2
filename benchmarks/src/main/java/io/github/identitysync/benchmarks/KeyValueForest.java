package io.github.identitysync.benchmarks;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A forest in a store of keys and values: each identity leads to a number, each number to its
 * parent, the size of its set and the next member of it; each link is a key.
 *
 * <p>Reading and changing a forest is for one thread at a time. Calls that come while another
 * commits wait, and one of them then commits them all with one sync: this is what makes commits of
 * many threads cheap, in stores that have a single writer too. Those who read do not wait for it.
 */
abstract class KeyValueForest implements IdentityStore {

  private final List<Call> waiting = new ArrayList<>();
  private boolean committing;

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
    List<Call> group = groupToCommit(call);
    if (!group.isEmpty()) {
      try {
        commit(group);
      } finally {
        finish(group);
      }
    }
    if (!call.committed) {
      throw new IllegalStateException("the commit of another call failed");
    }
  }

  /** Waits until nobody commits and takes the calls that wait; none if the call was committed. */
  private synchronized List<Call> groupToCommit(Call call) {
    waiting.add(call);
    try {
      while (committing && !call.finished) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (call.finished) {
      return List.of();
    }
    List<Call> group = List.copyOf(waiting);
    waiting.clear();
    committing = true;
    return group;
  }

  private void commit(List<Call> group) {
    List<SyncRecord> records = group.get(0).batch;
    if (group.size() > 1) {
      records = group.stream().flatMap(call -> call.batch.stream()).toList();
    }
    List<Map.Entry<byte[], byte[]>> entries;
    try (KeyValueView view = writerView()) {
      entries = new KeyValueBatch(view).apply(records);
    }
    if (!entries.isEmpty()) {
      write(entries);
    }
    group.forEach(call -> call.committed = true);
  }

  private synchronized void finish(List<Call> group) {
    group.forEach(call -> call.finished = true);
    committing = false;
    notifyAll();
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

  /** Records whose caller waits. */
  private static final class Call {
    private final List<SyncRecord> batch;
    private boolean committed;
    private boolean finished;

    Call(List<SyncRecord> batch) {
      this.batch = batch;
    }
  }
}
