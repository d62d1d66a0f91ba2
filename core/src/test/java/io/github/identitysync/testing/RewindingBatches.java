package io.github.identitysync.testing;

import io.github.identitysync.model.SyncRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Batches of which each is a block of facts that takes little room, and takes several times that
 * once it is joined with the ones before: one link is seen earlier and earlier, by leaps that only
 * few records of a batch make, just where joined blocks begin.
 */
public final class RewindingBatches {

  /** How many identities all batches have together. */
  public static final int IDENTITIES = 2 + 2 * 5 * 400;

  private static final long FAR = 4_000_000_000_000_000_000L;

  private RewindingBatches() {}

  /** Returns the batches, which are to be applied in this order. */
  public static List<List<SyncRecord>> all() {
    long[] rewinding = new long[1_750];
    Arrays.fill(rewinding, -FAR);
    Arrays.fill(rewinding, 1_111, 1_122, -FAR / 4);
    Arrays.fill(rewinding, 1_204, 1_215, FAR / 4);
    long[] further = new long[1_870];
    Arrays.fill(further, -FAR - 1);

    List<List<SyncRecord>> batches = new ArrayList<>();
    batches.add(List.of(seen("b", "u", FAR)));
    batches.add(Arrays.stream(rewinding).mapToObj(time -> seen("b", "u", time)).toList());
    batches.add(Arrays.stream(further).mapToObj(time -> seen("b", "u", time)).toList());
    for (int batch = 0; batch < 5; batch++) {
      List<SyncRecord> fresh = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        fresh.add(seen("browser " + batch + " " + i, "user " + batch + " " + i, 2_000));
      }
      batches.add(fresh);
    }
    return batches;
  }

  private static SyncRecord seen(String browser, String user, long time) {
    return new SyncRecord("f", browser, "crm", user, Instant.ofEpochMilli(time));
  }
}
