package io.github.identitysync.benchmarks;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a store is filled with and what is then measured, the same records each time. Every record
 * has strings of its own, as if it had just been read from JSON.
 */
public enum Workload {
  /**
   * Sign-ins of a sixth as many persons as records, with three browsers each, so that most records
   * repeat a link that an earlier one made.
   */
  INSERT {
    @Override
    SyncRecord record(int index, int records) {
      return signIn(FOLDER, index, records);
    }
  },

  /** All the records of {@link #INSERT} once more. */
  RESYNC {
    @Override
    Stream<SyncRecord> first(int records) {
      return INSERT.measured(records);
    }

    @Override
    SyncRecord record(int index, int records) {
      return signIn(FOLDER, index, records);
    }
  },

  /**
   * After {@link #INSERT}, nine of its records at random, then one with a browser never seen, of a
   * known or a new person in turns.
   */
  MIXED {
    @Override
    Stream<SyncRecord> first(int records) {
      return INSERT.measured(records);
    }

    @Override
    SyncRecord record(int index, int records) {
      SplittableRandom random = random(index);
      if (index % 10 < 9) {
        return signIn(FOLDER, random.nextInt(records), records);
      }
      int persons = persons(records);
      int person = index % 20 < 10 ? random.nextInt(persons) : persons + index;
      return link(FOLDER, BROWSERS_PER_PERSON * persons + index, person);
    }
  },

  /** One user with a new browser in each record. */
  HUB_USER {
    @Override
    SyncRecord record(int index, int records) {
      return link(FOLDER, index, 0);
    }
  },

  /** One browser with a new user in each record. */
  HUB_BROWSER {
    @Override
    SyncRecord record(int index, int records) {
      return link(FOLDER, 0, index);
    }
  },

  /**
   * After as many pairs of a browser and a user, each record joins the two largest profiles: a
   * browser at random of the one that has grown so far, and the user of the next pair.
   */
  CHAIN {
    @Override
    Stream<SyncRecord> first(int records) {
      return IntStream.rangeClosed(0, records).mapToObj(pair -> link(FOLDER, pair, pair));
    }

    @Override
    SyncRecord record(int index, int records) {
      return link(FOLDER, random(index).nextInt(index + 1), index + 1);
    }
  },

  /** {@link #INSERT}, but with each person in one of 10,000 folders at random. */
  FOLDERS {
    @Override
    SyncRecord record(int index, int records) {
      int folder = random(browser(index, records) / BROWSERS_PER_PERSON).nextInt(FOLDER_COUNT);
      return signIn("00000000000" + (FOLDER_COUNT + folder), index, records);
    }
  };

  /** The folder of all workloads but {@link #FOLDERS}. */
  static final String FOLDER = "00000000000aaaaa";

  private static final long SEED = 42;
  private static final int FOLDER_COUNT = 10_000;
  private static final String SYSTEM = "crm";
  private static final int RECORDS_PER_PERSON = 6;
  private static final int BROWSERS_PER_PERSON = 3;
  private static final long USERS = 1_000_000_000;

  /** Has no factor in common with {@link #USERS}, so that no two persons share a number. */
  private static final long STRIDE = 618_033_989;

  /** Returns what the store has before anything is measured. */
  Stream<SyncRecord> first(int records) {
    return Stream.empty();
  }

  /** Returns so many records to be measured, made as the stream is read. */
  final Stream<SyncRecord> measured(int records) {
    return IntStream.range(0, records).mapToObj(index -> record(index, records));
  }

  /** Returns the measured record with an index. */
  abstract SyncRecord record(int index, int records);

  /**
   * Returns the records of {@link #INSERT} in folders of a few persons each, made as the stream is
   * read.
   */
  static Stream<SyncRecord> inFolders(int records, int persons) {
    return IntStream.range(0, records)
        .mapToObj(
            index -> {
              int person = browser(index, records) / BROWSERS_PER_PERSON;
              return signIn(String.format("%016d", person / persons), index, records);
            });
  }

  /** Returns every identity of the persons of {@link #INSERT}, in random order. */
  static List<Identity> identities(int records) {
    List<Identity> all = new ArrayList<>();
    for (int person = 0; person < persons(records); person++) {
      all.add(Identity.external(SYSTEM, userId(person)));
    }
    for (int browser = 0; browser < BROWSERS_PER_PERSON * persons(records); browser++) {
      all.add(Identity.browser(browserId(browser)));
    }
    Collections.shuffle(all, new Random(SEED));
    return List.copyOf(all);
  }

  /** Returns how many identities the records of {@link #INSERT} name. */
  static int identityCount(int records) {
    BitSet browsers = new BitSet();
    BitSet users = new BitSet();
    for (int index = 0; index < records; index++) {
      int browser = browser(index, records);
      browsers.set(browser);
      users.set(browser / BROWSERS_PER_PERSON);
    }
    return browsers.cardinality() + users.cardinality();
  }

  /** Returns about how many records are about persons with so many identities. */
  static int recordsFor(int identities) {
    return personsOf(identities) * RECORDS_PER_PERSON;
  }

  /** Returns of how many persons so many identities are. */
  static int personsOf(int identities) {
    return identities / (1 + BROWSERS_PER_PERSON);
  }

  /** Cuts a list into batches of the given size; the last one may be shorter. */
  static <T> List<List<T>> cut(List<T> all, int batchSize) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += batchSize) {
      batches.add(all.subList(from, Math.min(all.size(), from + batchSize)));
    }
    return List.copyOf(batches);
  }

  /** Returns a record with a browser and a user, each given by a number. */
  static SyncRecord link(String folderId, int browser, int user) {
    return SyncRecord.of(copy(folderId), browserId(browser), copy(SYSTEM), userId(user));
  }

  private static SyncRecord signIn(String folderId, int index, int records) {
    int browser = browser(index, records);
    return link(folderId, browser, browser / BROWSERS_PER_PERSON);
  }

  private static int browser(int index, int records) {
    return random(index).nextInt(BROWSERS_PER_PERSON * persons(records));
  }

  private static int persons(int records) {
    return Math.max(1, records / RECORDS_PER_PERSON);
  }

  private static String browserId(int browser) {
    SplittableRandom random = new SplittableRandom(~(SEED + browser));
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static String userId(int user) {
    return "user" + Long.toString(USERS + user * STRIDE % USERS).substring(1);
  }

  private static SplittableRandom random(int index) {
    return new SplittableRandom(SEED + index);
  }

  private static String copy(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
