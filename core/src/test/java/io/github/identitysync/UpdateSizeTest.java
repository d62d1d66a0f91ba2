package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large values, many fields, large profiles, and values that are written over and over. */
class UpdateSizeTest {

  private static final Identity USER = Identity.external("crm", "u");

  @RegisterExtension final Stores stores = new Stores();

  private static StoreOptions options() {
    return Stores.smallJournal()
        .withRule("all", FieldRule.UNION)
        .withRule("sum", FieldRule.TOTAL)
        .withRule("first", FieldRule.EARLIEST);
  }

  private IdentitySync onDisk() {
    return stores.open(stores.newDirectory(), options());
  }

  private static ProfileUpdate update(
      Identity identity, long milli, Map<String, FieldValue> values) {
    return new ProfileUpdate("f", identity, values, Instant.ofEpochMilli(milli));
  }

  private static Identity browser(int number) {
    return Identity.browser("b" + number);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLongestTextsSurvive(boolean inOneBatch) {
    int count = 40;
    List<ProfileUpdate> updates = new ArrayList<>();
    Map<Identity, FieldValue> expected = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String text = String.valueOf((char) ('\u0100' + i)).repeat(ProfileUpdate.MAX_VALUE_BYTES / 2);
      FieldValue value = i % 4 == 0 ? FieldValue.texts(List.of(text)) : FieldValue.text(text);
      expected.put(browser(i), value);
      updates.add(update(browser(i), 1, Map.of("n", value)));
    }
    IdentitySync sync = onDisk();
    if (inOneBatch) {
      sync.update(updates);
    } else {
      updates.forEach(update -> sync.update(List.of(update)));
    }
    Snapshot before = Snapshot.of(sync);

    Folder reopened = stores.reopen(sync).folder("f");
    expected.forEach(
        (identity, value) ->
            assertThat(reopened.field(identity, "n").orElseThrow().value()).isEqualTo(value));
    assertThat(Snapshot.of(reopened)).isEqualTo(before.folders().get("f"));
  }

  @Test
  void aFieldMayKeepFourLongTexts() {
    String rest = "-".repeat(ProfileUpdate.MAX_VALUE_BYTES - 1);
    IdentitySync sync = onDisk();
    int time = 0;
    for (String first : List.of("m", "a", "z", "n", "o")) {
      FieldValue text = FieldValue.text(first + rest);
      sync.update(List.of(update(USER, time++, Map.of("n", text, "first", text, "all", text))));
    }
    Snapshot before = Snapshot.of(sync);
    IdentitySync reopened = stores.reopen(sync);
    assertThat(Snapshot.of(reopened)).isEqualTo(before);
    Map<String, Field> fields = reopened.folder("f").profile(USER).orElseThrow().fields();
    assertThat(fields.get("n").value()).isEqualTo(FieldValue.text("o" + rest));
    assertThat(fields.get("first").value()).isEqualTo(FieldValue.text("m" + rest));
    assertThat(((FieldValue.Texts) fields.get("all").value()).values()).hasSize(5);
    for (FieldRule rule : List.of(FieldRule.SMALLEST, FieldRule.LARGEST)) {
      reopened = stores.reopen(reopened, Stores.smallJournal().withRule("n", rule));
      assertThat(reopened.folder("f").field(USER, "n").orElseThrow().value())
          .isEqualTo(FieldValue.text((rule == FieldRule.SMALLEST ? "a" : "z") + rest));
    }
  }

  @Test
  void anIdentityMayHaveManyFields() {
    Map<String, FieldValue> all = new HashMap<>();
    List<ProfileUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String name = "field number " + i;
      FieldValue value =
          i % 2 == 0 ? FieldValue.wholeNumber(i) : FieldValue.text("value number " + i);
      all.put(name, value);
      if (i >= 1_000) {
        updates.add(update(USER, i, Map.of(name, value)));
      }
    }
    IdentitySync sync = onDisk();
    Map<String, FieldValue> firstHalf = new HashMap<>(all);
    updates.forEach(update -> firstHalf.keySet().removeAll(update.values().keySet()));
    sync.update(List.of(update(USER, 0, firstHalf)));
    for (int at = 0; at < updates.size(); at += 100) {
      sync.update(updates.subList(at, at + 100));
    }
    sync.apply(List.of(new SyncRecord("f", "b", "crm", "u", Instant.EPOCH)));

    Folder reopened = stores.reopen(sync).folder("f");
    Profile profile = reopened.profile(Identity.browser("b")).orElseThrow();
    Map<String, FieldValue> shown = new HashMap<>();
    profile.fields().forEach((name, field) -> shown.put(name, field.value()));
    assertThat(shown).isEqualTo(all);
    assertThat(new ArrayList<>(profile.fields().keySet())).isSorted();
    assertThat(reopened.field(USER, "field number 1999").orElseThrow().value())
        .isEqualTo(FieldValue.text("value number 1999"));
  }

  @Test
  void aUnionGrows() {
    IdentitySync sync = onDisk();
    TreeSet<String> expected = new TreeSet<>();
    for (int i = 0; i < 150; i++) {
      List<ProfileUpdate> updates = new ArrayList<>();
      for (int j = 0; j < 10; j++) {
        String text = "element " + (i * 10 + j);
        expected.add(text);
        FieldValue value =
            j % 2 == 0 ? FieldValue.text(text) : FieldValue.texts(List.of(text, "element 0"));
        updates.add(update(j % 3 == 0 ? browser(0) : USER, i, Map.of("all", value)));
      }
      sync.update(updates);
    }
    sync.apply(List.of(new SyncRecord("f", "b0", "crm", "u", Instant.EPOCH)));
    FieldValue all = new FieldValue.Texts(expected);
    assertThat(sync.folder("f").field(USER, "all").orElseThrow().value()).isEqualTo(all);
    IdentitySync reopened = stores.reopen(sync);
    assertThat(reopened.folder("f").field(USER, "all").orElseThrow().value()).isEqualTo(all);
  }

  @Test
  void aUnionMayBeLargerThanAnyValue() {
    IdentitySync sync = onDisk();
    TreeSet<String> expected = new TreeSet<>();
    for (int i = 0; i < 20; i++) {
      List<String> texts = new ArrayList<>();
      for (int j = 0; j < 60; j++) {
        texts.add("element " + i + " " + j + "-".repeat(1_000));
      }
      expected.addAll(texts);
      sync.update(List.of(update(USER, i, Map.of("all", FieldValue.texts(texts)))));
    }
    IdentitySync reopened = stores.reopen(sync);
    assertThat(reopened.folder("f").field(USER, "all").orElseThrow().value())
        .isEqualTo(new FieldValue.Texts(expected));
  }

  @Test
  void aProfileMayHaveManyIdentitiesWithFields() {
    int browsers = 999;
    List<SyncRecord> links = new ArrayList<>();
    List<ProfileUpdate> updates = new ArrayList<>();
    updates.add(update(USER, 1, Map.of("sum", FieldValue.wholeNumber(1))));
    for (int i = 0; i < browsers; i++) {
      links.add(new SyncRecord("f", "b" + i, "crm", "u", Instant.EPOCH));
      updates.add(
          update(
              browser(i),
              1 + i,
              Map.of(
                  "sum",
                  FieldValue.wholeNumber(i),
                  "n",
                  FieldValue.text("v" + i),
                  "first",
                  FieldValue.text("v" + i),
                  "all",
                  FieldValue.text("v" + i % 100),
                  "only of " + i % 10,
                  FieldValue.truth(true))));
    }
    IdentitySync sync = onDisk();
    sync.update(updates.subList(0, 500));
    sync.apply(links);
    sync.update(updates.subList(500, updates.size()));
    Snapshot before = Snapshot.of(sync);

    IdentitySync reopened = stores.reopen(sync);
    assertThat(Snapshot.of(reopened)).isEqualTo(before);
    Profile profile = reopened.folder("f").profile(USER).orElseThrow();
    assertThat(profile.identities()).hasSize(browsers + 1);
    assertThat(profile.fields()).hasSize(4 + 10);
    assertThat(profile.fields().get("sum").value())
        .isEqualTo(FieldValue.wholeNumber(1 + browsers * (browsers - 1) / 2));
    assertThat(profile.fields().get("n"))
        .isEqualTo(
            new Field(
                FieldValue.text("v998"), Instant.ofEpochMilli(browsers), browser(browsers - 1)));
    assertThat(profile.fields().get("first").source()).isEqualTo(browser(0));
    assertThat(((FieldValue.Texts) profile.fields().get("all").value()).values()).hasSize(100);
  }

  @Test
  void aStoreThatIsWrittenOverDoesNotGrowWithoutBound() {
    int rounds = 200;
    int identities = 200;
    IdentitySync sync = onDisk();
    for (int round = 1; round <= rounds; round++) {
      List<ProfileUpdate> updates = new ArrayList<>();
      for (int i = 0; i < identities; i++) {
        updates.add(
            update(
                browser(i),
                round,
                Map.of(
                    "page", FieldValue.text("https://example.org/" + round + "/" + i),
                    "visits", FieldValue.wholeNumber(round))));
      }
      sync.update(updates);
    }
    Path directory = stores.directory(sync);
    assertThat(size(directory)).isLessThan(12L << 20);

    Folder reopened = stores.reopen(sync).folder("f");
    assertThat(size(directory)).isLessThan(12L << 20);
    for (int i = 0; i < identities; i++) {
      Map<String, Field> fields = reopened.profile(browser(i)).orElseThrow().fields();
      Instant last = Instant.ofEpochMilli(rounds);
      assertThat(fields)
          .containsOnly(
              Map.entry(
                  "page",
                  new Field(
                      FieldValue.text("https://example.org/" + rounds + "/" + i),
                      last,
                      browser(i))),
              Map.entry("visits", new Field(FieldValue.wholeNumber(rounds), last, browser(i))));
    }
  }

  /** Ten identities with one number each, over and over. */
  @Test
  void aStoreOfTheSameContentGrowsByAlmostNothing() {
    IdentitySync sync = stores.open(stores.newDirectory(), Stores.smallJournal());
    long early = 0;
    for (int i = 0; i < 8_000; i++) {
      sync.update(
          List.of(
              new ProfileUpdate(
                  "f",
                  Identity.browser("b" + i % 10),
                  Map.of("x", FieldValue.wholeNumber(i)),
                  Instant.ofEpochMilli(i))));
      if (i == 2_000) {
        early = size(stores.directory(sync));
      }
    }
    assertThat(size(stores.directory(sync)) - early).isLessThan(200 << 10);
  }

  /** What is read again to be written again counts, lest a small call need much memory. */
  @Test
  void aCallThatWouldWriteTooMuchAgainIsRefused() {
    IdentitySync sync = stores.inMemory();
    String text = "x".repeat(ProfileUpdate.MAX_VALUE_BYTES);
    List<ProfileUpdate> small = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      Identity identity = Identity.browser("b" + i);
      Map<String, FieldValue> large = new HashMap<>();
      for (int field = 0; field < 64; field++) {
        large.put("f" + field, FieldValue.text(text));
      }
      sync.update(List.of(new ProfileUpdate("f", identity, large, Instant.EPOCH)));
      small.add(
          new ProfileUpdate(
              "f", identity, Map.of("n", FieldValue.truth(true)), Instant.ofEpochMilli(1)));
    }
    String digest = sync.folder("f").digest();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sync.update(small))
        .withMessage("the identities of the batch have more than 268435456 bytes of fields");
    assertThat(sync.folder("f").digest()).isEqualTo(digest);
    assertThat(sync.update(small.subList(0, 10)).applied()).isEqualTo(10);
  }

  private static long size(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
