package io.github.identitysync.benchmarks;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Updates of five fields of the identities that {@link Workload#INSERT} has, the same ones each
 * time. Each update is a millisecond later than the one before.
 */
final class UpdateWorkload {

  /** 2026-01-01T00:00:00Z. */
  private static final long FIRST_MILLIS = 1_767_225_600_000L;

  private static final long MINUTE = 60_000;
  private static final long SEED = 42;

  private final List<Identity> identities;
  private final SplittableRandom random;

  /** How often each identity visited. */
  private final int[] visits;

  private long millis = FIRST_MILLIS;

  /** Takes the identities of the persons that so many records are about. */
  UpdateWorkload(int records) {
    this.identities = Workload.identities(records);
    this.random = new SplittableRandom(SEED);
    this.visits = new int[identities.size()];
  }

  /** Returns one update of each identity, in batches that are made as the stream is read. */
  Stream<List<ProfileUpdate>> first(int batchSize) {
    return Workload.cut(IntStream.range(0, identities.size()).boxed().toList(), batchSize).stream()
        .map(batch -> batch.stream().map(index -> update(index, true)).toList());
  }

  /**
   * Returns updates of identities that are chosen as {@link #choose} does, in batches.
   *
   * @param lifelike whether a person keeps name and address, and visits are counted; if not, all
   *     five values are new each time
   */
  List<List<ProfileUpdate>> next(int updates, int batchSize, boolean skewed, boolean lifelike) {
    List<ProfileUpdate> all = new ArrayList<>(updates);
    for (int i = 0; i < updates; i++) {
      all.add(update(chooseIndex(skewed), lifelike));
    }
    return Workload.cut(List.copyOf(all), batchSize);
  }

  /** Returns any identity; if skewed, four times of five one of a certain fifth of them. */
  Identity choose(boolean skewed) {
    return identities.get(chooseIndex(skewed));
  }

  private int chooseIndex(boolean skewed) {
    int size = identities.size();
    if (!skewed) {
      return random.nextInt(size);
    }
    int fifth = size / 5;
    return random.nextInt(5) > 0 ? random.nextInt(fifth) : random.nextInt(fifth, size);
  }

  private ProfileUpdate update(int index, boolean lifelike) {
    SplittableRandom person = lifelike ? new SplittableRandom(index) : random;
    Instant now = Instant.ofEpochMilli(millis++);
    long visit = lifelike ? visits[index]++ : random.nextInt(10_000);
    return new ProfileUpdate(
        Workload.FOLDER,
        identities.get(index),
        Map.of(
            "firstName", FieldValue.text(word(person, 8)),
            "email", FieldValue.text(word(person, 8) + "@" + word(person, 7) + ".com"),
            "visits", FieldValue.wholeNumber(visit),
            "balance", FieldValue.decimal(BigDecimal.valueOf(random.nextInt(10_000_000), 2)),
            "lastSeen", FieldValue.timestamp(now.minusMillis(random.nextLong(MINUTE)))),
        now);
  }

  private static String word(SplittableRandom random, int letters) {
    char[] word = new char[letters];
    for (int i = 0; i < letters; i++) {
      word[i] = (char) ('a' + random.nextInt('z' - 'a' + 1));
    }
    return new String(word);
  }
}
