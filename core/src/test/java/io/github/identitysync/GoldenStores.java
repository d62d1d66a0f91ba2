package io.github.identitysync;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Batch;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultyFiles;
import io.github.identitysync.testing.Updates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The golden stores of the current format version. Running it writes them anew, which is right only
 * for a version that was never released: of a released one they stay as they are, and a new version
 * gets a new directory.
 */
final class GoldenStores {

  /** The format version that is written. */
  static final String VERSION = "1";

  private static final String FOLDER = "00000000000aaaaa";
  private static final String OTHER = "00000000000bbbbb";
  private static final int LONGEST = 1_024;

  private GoldenStores() {}

  /** What a store lives through: the batches before each close, and those before a kill, if any. */
  private record Life(List<List<Batch>> closed, List<Batch> killed) {}

  private static final Map<String, Life> LIVES =
      Map.of(
          "closed", new Life(List.of(links()), List.of()),
          "killed", new Life(List.of(links()), updates(3)),
          "fields", new Life(List.of(links(), updates(0), updates(1), updates(2)), List.of()),
          "names", new Life(List.of(names(), earlier()), List.of()));

  /** Writes the golden stores into the directory of the current version. */
  public static void main(String[] arguments) throws IOException {
    Path directory = GoldenStore.ALL.resolve(VERSION);
    for (String name : LIVES.keySet()) {
      Lived lived = live(name);
      SortedMap<String, byte[]> files = new TreeMap<>();
      for (String file : List.of(CrashLife.BASE, CrashLife.JOURNAL)) {
        files.put(file, lived.disk().bytes(file).toArray());
      }
      new GoldenStore(directory, name).write(files, lived.text());
    }
  }

  /** What is left of a life: the files, and what the store held. */
  record Lived(FaultDisk disk, String text) {}

  /** Lives through what the golden store of a name has lived through. */
  static Lived live(String name) {
    Life life = LIVES.get(name);
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    Lived lived = new Lived(files.disk(), "");
    for (List<Batch> batches : life.closed()) {
      String text = live(files, batches).text();
      lived = new Lived(files.disk(), text);
    }
    return life.killed().isEmpty() ? lived : live(files, life.killed());
  }

  /** Opens, applies and closes, and returns what was there before it was closed. */
  private static Lived live(FaultyFiles files, List<Batch> batches) {
    try (IdentitySync sync = IdentitySync.open(files, GoldenStore.options())) {
      batches.forEach(batch -> batch.applyTo(sync));
      sync.verify();
      return new Lived(files.disk(), GoldenStore.describe(sync));
    }
  }

  private static SyncRecord record(
      String folder, String browser, String type, String user, int at) {
    return new SyncRecord(folder, browser, type, user, Instant.ofEpochMilli(at));
  }

  private static List<Batch> links() {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      batches.add(
          Batch.of(
              record(FOLDER, "browser" + i, "crm", "user" + i / 3, 1_000 + i),
              record(FOLDER, "browser" + i, "shop", "user" + i / 5, 2_000 - i),
              record(OTHER, "browser" + i % 4, "crm", "user" + i, 3_000 + i)));
    }
    return batches;
  }

  /** Updates of every kind of value under every rule, through identities of merged profiles. */
  private static List<Batch> updates(int round) {
    List<Batch> batches = new ArrayList<>();
    List<FieldValue> values = Updates.VALUES;
    for (int i = 0; i < values.size(); i++) {
      List<ProfileUpdate> updates = new ArrayList<>();
      for (String folder : List.of(FOLDER, OTHER)) {
        for (int field = 0; field < Updates.NAMES.size(); field++) {
          Identity identity =
              field % 2 == 0
                  ? Identity.browser("browser" + i % 7)
                  : Identity.external("crm", "user" + i % 5);
          FieldValue value = values.get((i * 5 + field * 11 + round) % values.size());
          Instant time = Instant.ofEpochSecond(i * 3 % 7 - 3, i + round);
          updates.add(
              new ProfileUpdate(folder, identity, Map.of(Updates.NAMES.get(field), value), time));
        }
      }
      batches.add(new Batch.OfUpdates(List.copyOf(updates)));
    }
    return batches;
  }

  /** Identifiers of several scripts, of all lengths of UTF-8, as long as may be, and odd ones. */
  private static List<Batch> names() {
    List<String> ids =
        List.of(
            "Zoë",
            "Zoe\u0308",
            "Łódź",
            "Ελένη",
            "Наташа",
            "שָׁלוֹם",
            "مرحبا",
            "नमस्ते",
            "สวัสดี",
            "東京",
            "서울",
            "\ud83d\ude00",
            "a\0b",
            " padded ",
            "line\nbreak",
            "\"quoted\\\"",
            "x".repeat(LONGEST),
            "é".repeat(LONGEST / 2),
            "\ud83d\ude00".repeat(LONGEST / 4));
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      String next = ids.get((i + 1) % ids.size());
      batches.add(
          Batch.of(
              record(FOLDER, id, id, id, 500 + i),
              record(id, id, "crm", next, 500 - i),
              record(OTHER, id, next, id, i % 2 == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE)));
    }
    return batches;
  }

  /** The first records of {@link #names} again, and earlier. */
  private static List<Batch> earlier() {
    List<Batch> batches = new ArrayList<>();
    for (Batch batch : names().subList(0, 8)) {
      List<SyncRecord> records = new ArrayList<>();
      for (SyncRecord record : ((Batch.OfRecords) batch).records()) {
        records.add(
            new SyncRecord(
                record.folderId(),
                record.browserId(),
                record.externalSystemType(),
                record.externalSystemUserId(),
                record.occurredAt().minusSeconds(1_000_000_000)));
      }
      batches.add(new Batch.OfRecords(List.copyOf(records)));
    }
    return batches;
  }
}
