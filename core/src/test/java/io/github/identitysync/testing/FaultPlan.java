package io.github.identitysync.testing;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides which operations fail. */
@FunctionalInterface
public interface FaultPlan {

  /** No operation fails. */
  FaultPlan NONE = (number, operation, before) -> {};

  /**
   * Is asked before an operation.
   *
   * @param number how many operations there were before
   * @param before the directory before it
   * @throws Fault if it is to fail
   */
  void before(int number, FaultOperation operation, FaultDisk before) throws Fault;

  /** The error that an operation fails with. */
  final class Fault extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient FaultOperation done;
    private final boolean last;

    /**
     * Names the operation.
     *
     * @param done the part of it that is carried out all the same, or null
     * @param last whether everything that follows fails too, as if the process were dead
     */
    public Fault(int number, FaultOperation done, boolean last) {
      super("planned failure of operation " + number);
      this.done = done;
      this.last = last;
    }

    FaultOperation done() {
      return done;
    }

    boolean isLast() {
      return last;
    }
  }

  /** Ends the process before an operation, or, where it is a write, after some of its bytes. */
  static FaultPlan stopAt(int stop, int bytes) {
    return (number, operation, before) -> {
      if (number == stop) {
        boolean cut = bytes > 0 && operation instanceof FaultOperation.Write;
        throw new Fault(
            number, cut ? ((FaultOperation.Write) operation).prefix(bytes) : null, true);
      }
    };
  }

  /** Lets one operation fail, a write in the middle, and the ones after it succeed. */
  static FaultPlan failOnce(int failing) {
    AtomicBoolean failed = new AtomicBoolean();
    return (number, operation, before) -> {
      if (number >= failing && failed.compareAndSet(false, true)) {
        throw new Fault(number, half(operation), false);
      }
    };
  }

  /** Lets every operation fail from one on. */
  static FaultPlan failFrom(int failing) {
    return (number, operation, before) -> {
      if (number >= failing) {
        throw new Fault(number, null, false);
      }
    };
  }

  /** Lets one operation fail that is carried out all the same, and the ones after it succeed. */
  static FaultPlan failOnceDone(int failing) {
    AtomicBoolean failed = new AtomicBoolean();
    return (number, operation, before) -> {
      if (number >= failing && failed.compareAndSet(false, true)) {
        throw new Fault(number, operation, false);
      }
    };
  }

  /**
   * Lets one sync of a file fail and lose some of the changes before it.
   *
   * @param failing how many succeed before
   */
  static FaultPlan loseAtSync(int failing, long seed) {
    AtomicInteger syncs = new AtomicInteger();
    return (number, operation, before) -> {
      if (operation instanceof FaultOperation.Sync sync && syncs.getAndIncrement() == failing) {
        throw new Fault(number, new FaultOperation.LossySync(sync.name(), seed), false);
      }
    };
  }

  /** Lets writes fail, when they have filled it, on a disk that has room for so many bytes. */
  static FaultPlan noRoomBeyond(long bytes) {
    return (number, operation, before) -> {
      if (operation instanceof FaultOperation.Write write) {
        long end = before.bytes(write.name()).size() + bytes - before.size();
        long fitting = Math.max(0, end - write.position());
        if (fitting < write.bytes().length) {
          throw new Fault(number, write.prefix((int) fitting), false);
        }
      }
    };
  }

  private static FaultOperation half(FaultOperation operation) {
    return operation instanceof FaultOperation.Write write
        ? write.prefix(write.bytes().length / 2)
        : null;
  }
}
