package io.github.identitysync;

import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultyFiles;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Stores of different age, as they lie on the disk. */
final class CrashLife {

  static final String BASE = "identities.db";
  static final String JOURNAL = "journal";

  private static final int ALIGNMENT = 4096;
  private static final int HEADER = 40;
  private static final int FRAME_MAGIC = 0x4652_414D;

  static final List<CrashLife> ALL =
      List.of(
          new CrashLife("never checkpointed, killed", List.of(), 3),
          new CrashLife("closed once", List.of(4), 0),
          new CrashLife("closed twice", List.of(3, 2), 0),
          new CrashLife("closed twice, opened and killed", List.of(3, 3), 1),
          new CrashLife("closed three times, opened and killed", List.of(3, 4, 8), 2));

  private final String name;
  private final FaultDisk disk;
  private final int batches;
  private final List<FaultDisk> earlier = new ArrayList<>();

  /**
   * Lives.
   *
   * @param closed how many batches come before each close
   * @param killed how many batches come between the last close and the kill
   */
  private CrashLife(String name, List<Integer> closed, int killed) {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    FaultDisk last = files.disk();
    int done = 0;
    List<Integer> counts = new ArrayList<>(closed);
    counts.add(killed);
    for (int i = 0; i < counts.size() && counts.get(i) > 0; i++) {
      try (IdentitySync sync = IdentitySync.open(files, CrashWorkload.options())) {
        for (int end = done + counts.get(i); done < end; done++) {
          earlier.add(files.disk());
          CrashWorkload.BATCHES.get(done).applyTo(sync);
        }
        sync.verify();
        last = files.disk();
      }
      last = i < closed.size() ? files.disk() : last;
    }
    this.name = name;
    this.disk = last;
    this.batches = done;
  }

  FaultDisk disk() {
    return disk;
  }

  /** What lay on the disk before each batch. */
  List<FaultDisk> earlier() {
    return List.copyOf(earlier);
  }

  /** How many batches the store has. */
  int batches() {
    return batches;
  }

  /** Returns where the commits of the last epoch begin, which stand at the front of the journal. */
  List<Integer> frames() {
    ByteBuffer journal = ByteBuffer.wrap(disk.bytes(JOURNAL).toArray());
    List<Integer> frames = new ArrayList<>();
    int at = ALIGNMENT;
    while (at + HEADER <= journal.capacity()
        && journal.getInt(at) == FRAME_MAGIC
        && journal.getInt(at + 4) > 0
        && journal.getLong(at + 8) == journal.getLong(ALIGNMENT + 8)) {
      frames.add(at);
      at += (journal.getInt(at + 4) + HEADER + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    return frames;
  }

  @Override
  public String toString() {
    return name;
  }
}
