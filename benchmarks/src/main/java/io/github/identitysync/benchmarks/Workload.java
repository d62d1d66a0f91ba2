package io.github.identitysync.benchmarks;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The sign-ins of a made-up set of persons, the same ones for the same seed.
 *
 * <p>There are six records for each person and three browsers, so that most records repeat a link
 * that an earlier one made.
 */
final class Workload {
  static final String FOLDER = "00000000000aaaaa";

  private static final String SYSTEM = "crm";
  private static final int RECORDS_PER_PERSON = 6;
  private static final int BROWSERS_PER_PERSON = 3;
  private static final long USERS = 1_000_000_000;

  /** Has no factor in common with {@link #USERS}, so that no two persons share a number. */
  private static final long STRIDE = 618_033_989;

  private Workload() {}

  /** Returns the records, cut into batches of the given size; the last one may be shorter. */
  static List<List<SyncRecord>> batches(long seed, int records, int batchSize) {
    return cut(records(seed, records), batchSize);
  }

  /** Returns every identity of the persons that so many records are about, in random order. */
  static List<Identity> identities(long seed, int records) {
    Persons persons = Persons.of(new SplittableRandom(seed), records);
    List<Identity> all = new ArrayList<>();
    for (String user : persons.users) {
      all.add(Identity.external(SYSTEM, user));
    }
    for (String browser : persons.browsers) {
      all.add(Identity.browser(browser));
    }
    Collections.shuffle(all, new Random(seed));
    return List.copyOf(all);
  }

  /** Returns about how many records are about persons with so many identities. */
  static int recordsFor(int identities) {
    return identities / (1 + BROWSERS_PER_PERSON) * RECORDS_PER_PERSON;
  }

  /** Cuts a list into batches of the given size; the last one may be shorter. */
  static <T> List<List<T>> cut(List<T> all, int batchSize) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += batchSize) {
      batches.add(all.subList(from, Math.min(all.size(), from + batchSize)));
    }
    return List.copyOf(batches);
  }

  private static List<SyncRecord> records(long seed, int records) {
    SplittableRandom random = new SplittableRandom(seed);
    Persons persons = Persons.of(random, records);
    List<SyncRecord> all = new ArrayList<>(records);
    for (int i = 0; i < records; i++) {
      int browser = random.nextInt(persons.browsers.length);
      all.add(
          SyncRecord.of(
              FOLDER,
              persons.browsers[browser],
              SYSTEM,
              persons.users[browser / BROWSERS_PER_PERSON]));
    }
    return List.copyOf(all);
  }

  private record Persons(String[] users, String[] browsers) {

    static Persons of(SplittableRandom random, int records) {
      int persons = Math.max(1, records / RECORDS_PER_PERSON);
      String[] users = new String[persons];
      String[] browsers = new String[persons * BROWSERS_PER_PERSON];
      for (int i = 0; i < users.length; i++) {
        users[i] = String.format("user%09d", i * STRIDE % USERS);
      }
      for (int i = 0; i < browsers.length; i++) {
        browsers[i] = new UUID(random.nextLong(), random.nextLong()).toString();
      }
      return new Persons(users, browsers);
    }
  }
}
