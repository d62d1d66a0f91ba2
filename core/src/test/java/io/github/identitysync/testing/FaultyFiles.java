package io.github.identitysync.testing;

import io.github.identitysync.internal.storage.StoreFile;
import io.github.identitysync.internal.storage.StoreFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory in memory that knows what a loss of power would leave of it, remembers every
 * operation, and fails where it is told to.
 */
public final class FaultyFiles implements StoreFiles {

  private final List<Step> history = new ArrayList<>();
  private final FaultPlan plan;
  private final boolean remembering;
  private FaultDisk disk;
  private int operations;
  private int readsBeforeFailure = -1;
  private boolean isMemoryShort;
  private boolean stopped;

  /**
   * An operation and the directory before it.
   *
   * @param number how many operations there were before
   */
  public record Step(int number, FaultDisk before, FaultOperation operation) {}

  private FaultyFiles(FaultDisk disk, FaultPlan plan, boolean remembering) {
    this.disk = disk;
    this.plan = plan;
    this.remembering = remembering;
  }

  /** Goes on from a directory. */
  public static FaultyFiles of(FaultDisk disk) {
    return new FaultyFiles(disk, FaultPlan.NONE, false);
  }

  /** Goes on from a directory until something fails. */
  public static FaultyFiles of(FaultDisk disk, FaultPlan plan) {
    return new FaultyFiles(disk, plan, false);
  }

  /** Goes on from a directory and remembers every step. */
  public static FaultyFiles remembering(FaultDisk disk) {
    return new FaultyFiles(disk, FaultPlan.NONE, true);
  }

  /** Returns the directory as it is now. */
  public synchronized FaultDisk disk() {
    return disk;
  }

  /** Returns how many operations there were. */
  public synchronized int operations() {
    return operations;
  }

  /** Returns every operation so far; empty unless they are remembered. */
  public synchronized List<Step> history() {
    return List.copyOf(history);
  }

  /** Lets everything fail from now on, as if the process were dead. */
  public synchronized void stop() {
    stopped = true;
  }

  /** Lets one read fail, after some more, and the ones after it succeed. */
  public synchronized void failRead(int after) {
    readsBeforeFailure = after;
    isMemoryShort = false;
  }

  /** Does the same, and lets it fail for want of memory. */
  public synchronized void failReadForMemory(int after) {
    readsBeforeFailure = after;
    isMemoryShort = true;
  }

  /** Lets every read succeed. */
  public synchronized void failNoRead() {
    readsBeforeFailure = -1;
  }

  /** The plan is asked outside the lock, so that it may wait while others read. */
  private void perform(FaultOperation operation) throws IOException {
    int number;
    FaultDisk before;
    synchronized (this) {
      requireRunning();
      number = operations++;
      before = disk;
    }
    try {
      plan.before(number, operation, before);
    } catch (FaultPlan.Fault fault) {
      end(fault);
      throw fault;
    }
    carryOut(number, operation);
  }

  private synchronized void end(FaultPlan.Fault fault) {
    stopped = fault.isLast();
    disk = fault.done() == null ? disk : disk.after(fault.done());
  }

  private synchronized void carryOut(int number, FaultOperation operation) {
    if (remembering) {
      history.add(new Step(number, disk, operation));
    }
    disk = disk.after(operation);
  }

  private void requireRunning() throws IOException {
    if (stopped) {
      throw new IOException("stopped before");
    }
  }

  private synchronized void countRead() throws IOException {
    if (readsBeforeFailure >= 0 && readsBeforeFailure-- == 0) {
      if (isMemoryShort) {
        throw new OutOfMemoryError("planned failure of a read");
      }
      throw new IOException("planned failure of a read");
    }
  }

  @Override
  public synchronized boolean exists(String name) throws IOException {
    requireRunning();
    return disk.exists(name);
  }

  @Override
  public synchronized StoreFile open(String name) throws IOException {
    if (!exists(name)) {
      perform(new FaultOperation.Create(name));
    }
    return new OpenFile(name);
  }

  @Override
  public void sync() throws IOException {
    perform(new FaultOperation.SyncDirectory(""));
  }

  @Override
  public void close() {}

  private final class OpenFile implements StoreFile {

    private final String name;

    OpenFile(String name) {
      this.name = name;
    }

    private FaultBytes bytes() throws IOException {
      synchronized (FaultyFiles.this) {
        requireRunning();
        return disk.bytes(name);
      }
    }

    @Override
    public long size() throws IOException {
      return bytes().size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
      countRead();
      FaultBytes bytes = bytes();
      if (position + length > bytes.size()) {
        throw new EOFException();
      }
      bytes.read(position, target, offset, length);
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
      byte[] copy = new byte[source.remaining()];
      source.get(copy);
      perform(new FaultOperation.Write(name, position, copy));
    }

    @Override
    public void sync() throws IOException {
      perform(new FaultOperation.Sync(name));
    }

    @Override
    public void truncate(long size) throws IOException {
      perform(new FaultOperation.Truncate(name, size));
    }

    @Override
    public void close() {}
  }
}
