package io.github.identitysync;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Batch;
import io.github.identitysync.testing.Records;
import io.github.identitysync.testing.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Draws lives of few identities, fields and times, so that profiles merge, values are written over
 * and records say nothing new, in a long life less often; now and then a batch is large, or larger
 * than the journal.
 */
public final class RandomScript {

  private static final List<String> FOLDERS = Records.FOLDERS.subList(0, 3);
  private static final int JOURNAL_BYTES = 64 << 10;
  private static final int MOST_BATCHES = 12;
  private static final int MANY_BATCHES = 150;
  private static final int MOST_ELEMENTS = 5;
  private static final int LONG_ID = 900;

  private final RandomGenerator random;
  private final int identities;
  private final int millis;

  private RandomScript(RandomGenerator random, int identities, int millis) {
    this.random = random;
    this.identities = identities;
    this.millis = millis;
  }

  static CrashScript draw(RandomGenerator random) {
    return new RandomScript(random, 6, 30).script(1, MOST_BATCHES);
  }

  /** Draws a long life. */
  public static CrashScript drawLong(RandomGenerator random) {
    return new RandomScript(random, 30, 1_000).script(MANY_BATCHES, MANY_BATCHES);
  }

  private CrashScript script(int least, int most) {
    byte[] secret = new byte[16];
    random.nextBytes(secret);
    StoreOptions options =
        Updates.withRules(StoreOptions.defaults())
            .withSecret(secret)
            .withJournalBytes(JOURNAL_BYTES)
            .withCacheBytes(oneIn(2) ? 0 : JOURNAL_BYTES);
    List<Batch> batches = listOf(random.nextInt(least, most + 1), this::batch);
    Set<Integer> closes = new HashSet<>();
    for (int i = 1; i < batches.size(); i++) {
      if (oneIn(6)) {
        closes.add(i);
      }
    }
    return new CrashScript(options, batches, closes);
  }

  private Batch batch() {
    if (oneIn(60)) {
      return Batch.of(update(Map.of("largest", text(ProfileUpdate.MAX_VALUE_BYTES))));
    }
    if (oneIn(12)) {
      return new Batch.OfRecords(listOf(2 * MOST_ELEMENTS, () -> record("-".repeat(LONG_ID))));
    }
    int count = random.nextInt(1, MOST_ELEMENTS + 1);
    return oneIn(2)
        ? new Batch.OfRecords(listOf(count, () -> record("")))
        : new Batch.OfUpdates(listOf(count, () -> update(values())));
  }

  private SyncRecord record(String suffix) {
    String browser = number() + suffix;
    return new SyncRecord(draw(FOLDERS), browser, "crm", number() + suffix, time());
  }

  private ProfileUpdate update(Map<String, FieldValue> values) {
    Identity identity = oneIn(2) ? Identity.browser(number()) : Identity.external("crm", number());
    return new ProfileUpdate(draw(FOLDERS), identity, values, time().plusNanos(random.nextInt(3)));
  }

  private Map<String, FieldValue> values() {
    Map<String, FieldValue> values = new HashMap<>();
    for (int i = random.nextInt(MOST_ELEMENTS); i > 0; i--) {
      FieldValue value = oneIn(8) ? text(random.nextInt(2_000)) : draw(Updates.VALUES);
      values.put(draw(Updates.NAMES), value);
    }
    return values;
  }

  private FieldValue text(int length) {
    return FieldValue.text(String.valueOf((char) ('a' + random.nextInt(26))).repeat(length));
  }

  private String number() {
    return "n" + random.nextInt(identities);
  }

  private Instant time() {
    return Instant.ofEpochMilli(random.nextInt(millis));
  }

  private boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  private <T> T draw(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static <T> List<T> listOf(int count, Supplier<T> supplier) {
    List<T> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(supplier.get());
    }
    return List.copyOf(list);
  }
}
