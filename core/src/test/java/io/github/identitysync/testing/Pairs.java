package io.github.identitysync.testing;

import io.github.identitysync.model.SyncRecord;
import java.util.List;
import java.util.stream.IntStream;

/** Numbered browsers, each with a user of its own. */
public final class Pairs {

  private Pairs() {}

  /** Returns records of browser {@code b<n>} and user {@code u<n>} of the system {@code t}. */
  public static List<SyncRecord> of(String folder, int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> SyncRecord.of(folder, "b" + i, "t", "u" + i))
        .toList();
  }
}
