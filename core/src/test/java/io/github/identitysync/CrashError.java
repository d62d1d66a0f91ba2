package io.github.identitysync;

import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultPlan;
import java.util.random.RandomGenerator;

/** What a disk can do instead of what it was asked for. */
enum CrashError {
  /** An operation fails, a write in the middle of it. */
  ONCE {
    @Override
    FaultPlan draw(RandomGenerator random, FaultDisk disk) {
      return FaultPlan.failOnce(random.nextInt(OPERATIONS));
    }
  },

  /** An operation says that it failed, but did not. */
  ONCE_DONE {
    @Override
    FaultPlan draw(RandomGenerator random, FaultDisk disk) {
      return FaultPlan.failOnceDone(random.nextInt(OPERATIONS));
    }
  },

  /** Everything fails from some operation on. */
  LASTING {
    @Override
    FaultPlan draw(RandomGenerator random, FaultDisk disk) {
      return FaultPlan.failFrom(random.nextInt(OPERATIONS));
    }
  },

  /** A sync fails and loses some of what it should have made durable. */
  LOSSY_SYNC {
    @Override
    FaultPlan draw(RandomGenerator random, FaultDisk disk) {
      return FaultPlan.loseAtSync(random.nextInt(OPERATIONS / 3), random.nextLong());
    }
  },

  /** There is no room for more than some bytes. */
  NO_ROOM {
    @Override
    FaultPlan draw(RandomGenerator random, FaultDisk disk) {
      return FaultPlan.noRoomBeyond(disk.size() + random.nextInt(MOST_ROOM));
    }
  };

  private static final int OPERATIONS = 30;
  private static final int MOST_ROOM = 200_000;

  /**
   * Draws a plan.
   *
   * @param disk what there is to begin with
   */
  abstract FaultPlan draw(RandomGenerator random, FaultDisk disk);
}
