package io.github.identitysync;

import static io.github.identitysync.model.FieldValue.decimal;
import static io.github.identitysync.model.FieldValue.removed;
import static io.github.identitysync.model.FieldValue.text;
import static io.github.identitysync.model.FieldValue.texts;
import static io.github.identitysync.model.FieldValue.truth;
import static io.github.identitysync.model.FieldValue.wholeNumber;
import static io.github.identitysync.model.Identity.browser;
import static io.github.identitysync.model.Identity.external;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Deliveries;
import io.github.identitysync.testing.Stores;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What updates do to profiles, and what profiles show. */
class UpdateTest {

  private static final Identity BROWSER = browser("b");
  private static final Identity OTHER_BROWSER = browser("c");
  private static final Identity USER = external("crm", "u");

  private static final StoreOptions OPTIONS =
      Stores.anyTime(Stores.options())
          .withRule("first", FieldRule.EARLIEST)
          .withRule("least", FieldRule.SMALLEST)
          .withRule("most", FieldRule.LARGEST)
          .withRule("all", FieldRule.UNION)
          .withRule("sum", FieldRule.TOTAL);

  @RegisterExtension final Stores stores = new Stores();

  private IdentitySync sync;
  private Folder folder;

  @BeforeEach
  void open() {
    sync = stores.inMemory(OPTIONS);
    folder = sync.folder("f");
  }

  private static Instant at(long milli) {
    return Instant.ofEpochMilli(milli);
  }

  private static ProfileUpdate update(
      Identity identity, long milli, String name, FieldValue value) {
    return new ProfileUpdate("f", identity, Map.of(name, value), at(milli));
  }

  private void write(Identity identity, long milli, String name, FieldValue value) {
    sync.update(List.of(update(identity, milli, name, value)));
  }

  private static SyncRecord record(String browser, String user, long milli) {
    return new SyncRecord("f", browser, "crm", user, at(milli));
  }

  private SyncReport link(String browser, String user, long milli) {
    return sync.apply(List.of(record(browser, user, milli)));
  }

  private Profile profileOf(Identity identity) {
    return folder.profile(identity).orElseThrow();
  }

  private Field shown(Identity identity, String name) {
    Field field = folder.field(identity, name).orElseThrow();
    assertThat(profileOf(identity).fields()).containsEntry(name, field);
    return field;
  }

  private FieldValue value(Identity identity, String name) {
    return shown(identity, name).value();
  }

  private void assertAbsent(Identity identity, String name) {
    assertThat(folder.field(identity, name)).isEmpty();
    assertThat(profileOf(identity).fields()).doesNotContainKey(name);
  }

  @Test
  void anUnknownIdentityBecomesAProfileOfItsOwn() {
    write(BROWSER, 7, "n", text("v"));

    Profile profile = profileOf(BROWSER);
    assertThat(profile.folderId()).isEqualTo("f");
    assertThat(profile.identities()).containsExactly(BROWSER);
    assertThat(profile.canonical()).isEqualTo(BROWSER);
    assertThat(profile.fields())
        .containsExactly(Map.entry("n", new Field(text("v"), at(7), BROWSER)));
    assertThat(folder.profile(profile.id())).contains(profile);
    assertThat(folder.profiles()).containsExactly(profile);
    assertThat(folder.stats()).isEqualTo(new FolderStats(1, 0, 1, 1));
    assertThat(sync.folderIds()).containsExactly("f");
  }

  @Test
  void anUpdateWithoutValuesIsASighting() {
    sync.update(List.of(new ProfileUpdate("f", USER, Map.of(), at(7))));
    assertThat(profileOf(USER).fields()).isEmpty();
    String digest = folder.digest();
    sync.update(List.of(new ProfileUpdate("f", USER, Map.of(), at(8))));
    assertThat(folder.digest()).isEqualTo(digest);
    sync.update(List.of(new ProfileUpdate("f", USER, Map.of(), at(6))));
    assertThat(folder.digest()).isNotEqualTo(digest);
  }

  @Test
  void valuesWrittenBeforeTheLinkSurviveIt() {
    write(BROWSER, 100, "seen by the browser", text("page"));
    write(USER, 50, "known to the crm", text("name"));
    ProfileId ofBrowser = profileOf(BROWSER).id();

    SyncReport report = link("b", "u", 200);
    assertThat(report.newIdentities()).isZero();
    assertThat(report.merges())
        .containsExactly(new ProfileMerge("f", profileOf(USER).id(), ofBrowser));
    for (Identity identity : List.of(BROWSER, USER)) {
      assertThat(profileOf(identity).fields())
          .isEqualTo(
              Map.of(
                  "seen by the browser", new Field(text("page"), at(100), BROWSER),
                  "known to the crm", new Field(text("name"), at(50), USER)));
    }
    assertThat(folder.profile(ofBrowser)).contains(profileOf(USER));
  }

  @Test
  void anImportOfOldValuesDoesNotReplaceNewerOnes() {
    for (Identity source : List.of(BROWSER, USER)) {
      write(source, 200, "n", text("v1"));
      write(source, 100, "n", text("v0"));
      assertThat(shown(source, "n")).isEqualTo(new Field(text("v1"), at(200), source));
    }
    link("b", "u", 300);
    write(USER, 199, "n", text("v9"));
    assertThat(value(BROWSER, "n")).isEqualTo(text("v1"));
  }

  @Test
  void theNanosecondDecides() {
    Instant time = Instant.ofEpochSecond(1, 999_999_998);
    for (int nano : new int[] {1, 0, -1}) {
      Map<String, FieldValue> value = Map.of("n", wholeNumber(nano));
      sync.update(List.of(new ProfileUpdate("f", USER, value, time.plusNanos(nano))));
    }
    assertThat(shown(USER, "n")).isEqualTo(new Field(wholeNumber(1), time.plusNanos(1), USER));
  }

  @Test
  void equalTimesGiveOneAnswerInEveryOrder() {
    List<ProfileUpdate> updates =
        List.of(
            update(BROWSER, 5, "n", text("a")),
            update(USER, 5, "n", text("b")),
            update(OTHER_BROWSER, 5, "n", text("b")),
            update(USER, 5, "n", wholeNumber(9)));
    List<SyncRecord> links = List.of(record("b", "u", 9), record("c", "u", 9));
    Set<Field> answers = new HashSet<>();
    Set<String> digests = new HashSet<>();
    for (List<ProfileUpdate> order : Deliveries.permutations(updates)) {
      IdentitySync one = stores.inMemory(OPTIONS);
      one.update(order.subList(0, 2));
      one.apply(links);
      one.update(order.subList(2, 4));
      answers.add(one.folder("f").field(BROWSER, "n").orElseThrow());
      digests.add(one.folder("f").digest());
    }
    assertThat(answers).containsExactly(new Field(text("b"), at(5), USER));
    assertThat(digests).hasSize(1);
  }

  @Test
  void removingTakesAFieldAwayAndALaterWriteBringsItBack() {
    write(USER, 1, "n", text("v"));
    write(USER, 2, "n", removed());
    assertAbsent(USER, "n");
    write(USER, 1, "n", text("w"));
    assertAbsent(USER, "n");
    write(USER, 3, "n", text("x"));
    assertThat(value(USER, "n")).isEqualTo(text("x"));
    write(USER, 4, "n", removed());
    write(USER, 4, "n", text("y"));
    assertThat(value(USER, "n")).isEqualTo(text("y"));
  }

  @Test
  void whatOneIdentityRemovesIsGoneForTheProfile() {
    link("b", "u", 0);
    write(BROWSER, 1, "n", text("v"));
    write(USER, 2, "n", removed());
    assertAbsent(BROWSER, "n");
    write(BROWSER, 3, "n", text("w"));
    assertThat(shown(USER, "n")).isEqualTo(new Field(text("w"), at(3), BROWSER));
  }

  @Test
  void removingAFieldThatIsNotThereIsAWrite() {
    write(USER, 5, "n", removed());
    assertAbsent(USER, "n");
    write(USER, 4, "n", text("v"));
    assertAbsent(USER, "n");
  }

  @Test
  void removingChangesNothingButTheLatestAndTheTotal() {
    link("b", "u", 0);
    for (String name : List.of("first", "least", "most")) {
      write(BROWSER, 5, name, wholeNumber(7));
      write(BROWSER, 4, name, removed());
      write(USER, 1, name, removed());
      write(USER, 9, name, removed());
      assertThat(shown(USER, name)).isEqualTo(new Field(wholeNumber(7), at(5), BROWSER));
    }
    write(BROWSER, 5, "all", text("v"));
    write(BROWSER, 9, "all", removed());
    assertThat(value(USER, "all")).isEqualTo(texts(List.of("v")));
  }

  @Test
  void theFirstWrite() {
    write(BROWSER, 5, "first", text("a"));
    write(BROWSER, 6, "first", text("b"));
    assertThat(value(BROWSER, "first")).isEqualTo(text("a"));
    write(USER, 4, "first", text("z"));
    link("b", "u", 9);
    assertThat(shown(BROWSER, "first")).isEqualTo(new Field(text("z"), at(4), USER));
    write(BROWSER, 4, "first", text("y"));
    assertThat(shown(BROWSER, "first")).isEqualTo(new Field(text("y"), at(4), BROWSER));
    write(USER, 4, "first", text("y"));
    assertThat(shown(BROWSER, "first")).isEqualTo(new Field(text("y"), at(4), USER));
  }

  @Test
  void theSmallestAndTheLargestValueAtTheirEarliest() {
    link("b", "u", 0);
    for (String name : List.of("least", "most")) {
      write(BROWSER, 9, name, wholeNumber(5));
      write(BROWSER, 7, name, wholeNumber(5));
      write(BROWSER, 8, name, wholeNumber(5));
      write(USER, 8, name, wholeNumber(5));
      assertThat(shown(USER, name)).isEqualTo(new Field(wholeNumber(5), at(7), BROWSER));
      write(USER, 7, name, wholeNumber(5));
      assertThat(shown(USER, name)).isEqualTo(new Field(wholeNumber(5), at(7), USER));
      write(USER, 20, name, wholeNumber(4));
      write(BROWSER, 20, name, wholeNumber(6));
    }
    assertThat(shown(USER, "least")).isEqualTo(new Field(wholeNumber(4), at(20), USER));
    assertThat(shown(USER, "most")).isEqualTo(new Field(wholeNumber(6), at(20), BROWSER));
  }

  @Test
  void wholeNumbersAndDecimalsAreComparedByMagnitude() {
    for (String name : List.of("least", "most", "n")) {
      write(USER, 1, name, wholeNumber(1));
      write(USER, 1, name, decimal(new BigDecimal("1.00")));
    }
    assertThat(value(USER, "least")).isEqualTo(wholeNumber(1));
    assertThat(value(USER, "most")).isEqualTo(decimal(BigDecimal.ONE));
    assertThat(value(USER, "n")).isEqualTo(decimal(BigDecimal.ONE));
    for (String name : List.of("least", "most", "n")) {
      write(USER, 1, name, decimal(new BigDecimal("0.5")));
      write(USER, 1, name, decimal(new BigDecimal("1.5")));
    }
    assertThat(value(USER, "least")).isEqualTo(decimal(new BigDecimal("0.5")));
    assertThat(value(USER, "most")).isEqualTo(decimal(new BigDecimal("1.5")));
    assertThat(value(USER, "n")).isEqualTo(decimal(new BigDecimal("1.5")));
  }

  @Test
  void aTotalIsTheSumOfTheLastNumberOfEachIdentity() {
    link("b", "u", 0);
    link("c", "u", 0);
    write(BROWSER, 1, "sum", wholeNumber(100));
    write(BROWSER, 5, "sum", wholeNumber(3));
    write(OTHER_BROWSER, 4, "sum", wholeNumber(4));
    assertThat(shown(USER, "sum")).isEqualTo(new Field(wholeNumber(7), at(5), BROWSER));
    write(USER, 5, "sum", wholeNumber(-1));
    assertThat(shown(BROWSER, "sum")).isEqualTo(new Field(wholeNumber(6), at(5), USER));
    write(USER, 4, "sum", wholeNumber(1_000));
    assertThat(value(BROWSER, "sum")).isEqualTo(wholeNumber(6));
    write(OTHER_BROWSER, 2, "sum", removed());
    assertThat(value(BROWSER, "sum")).isEqualTo(wholeNumber(6));
  }

  @Test
  void whatIsRemovedOrNoNumberDoesNotCountInATotal() {
    link("b", "u", 0);
    write(BROWSER, 1, "sum", wholeNumber(1));
    write(USER, 1, "sum", wholeNumber(2));
    write(USER, 9, "sum", removed());
    assertThat(shown(USER, "sum")).isEqualTo(new Field(wholeNumber(1), at(1), BROWSER));
    write(BROWSER, 2, "sum", text("3"));
    assertAbsent(USER, "sum");
    write(USER, 10, "sum", wholeNumber(0));
    assertThat(shown(BROWSER, "sum")).isEqualTo(new Field(wholeNumber(0), at(10), USER));
  }

  @Test
  void aTotalIsWholeIfItsNumbersAreAndItFits() {
    link("b", "u", 0);
    link("c", "u", 0);
    write(BROWSER, 1, "sum", wholeNumber(Long.MAX_VALUE));
    write(USER, 1, "sum", wholeNumber(1));
    assertThat(value(USER, "sum")).isEqualTo(decimal(new BigDecimal("9223372036854775808")));
    write(OTHER_BROWSER, 1, "sum", wholeNumber(-1));
    assertThat(value(USER, "sum")).isEqualTo(wholeNumber(Long.MAX_VALUE));
    write(BROWSER, 2, "sum", decimal(new BigDecimal("0.5")));
    write(USER, 2, "sum", decimal(new BigDecimal("1.5")));
    write(OTHER_BROWSER, 2, "sum", removed());
    assertThat(value(USER, "sum")).isEqualTo(decimal(BigDecimal.valueOf(2)));
    write(BROWSER, 3, "sum", decimal(new BigDecimal("1E+400")));
    write(USER, 3, "sum", decimal(new BigDecimal("1E-400")));
    assertThat(value(USER, "sum"))
        .isEqualTo(decimal(new BigDecimal("1E+400").add(new BigDecimal("1E-400"))));
  }

  @Test
  void aUnionIsOfAllTextsEverWritten() {
    write(BROWSER, 1, "all", text("b"));
    write(BROWSER, 2, "all", texts(List.of("a", "c")));
    write(BROWSER, 3, "all", text("b"));
    write(BROWSER, 4, "all", texts(List.of()));
    write(BROWSER, 5, "all", wholeNumber(1));
    assertThat(value(BROWSER, "all")).isEqualTo(texts(List.of("a", "b", "c")));
    write(USER, 9, "all", text(""));
    write(USER, 8, "all", text("d"));
    write(USER, 7, "all", text("e"));
    assertThat(value(USER, "all")).isEqualTo(texts(List.of("", "d", "e")));
    link("b", "u", 9);
    assertThat(value(USER, "all")).isEqualTo(texts(List.of("", "a", "b", "c", "d", "e")));
    assertThat(shown(USER, "all").source()).isIn(USER, BROWSER);
  }

  @Test
  void ofEqualWritesTheFirstIdentityIsTheSource() {
    link("b", "x", 1);
    link("b", "w", 2);
    link("c", "y", 1);
    link("c", "z", 2);
    for (Identity identity : List.of(BROWSER, OTHER_BROWSER)) {
      for (Identity each : profileOf(identity).identities()) {
        write(each, 5, "n", text("t"));
        write(each, 5, "least", text("t"));
      }
    }
    for (String name : List.of("n", "least")) {
      assertThat(shown(BROWSER, name).source()).isEqualTo(external("crm", "w"));
      assertThat(shown(OTHER_BROWSER, name).source()).isEqualTo(external("crm", "y"));
    }
  }

  @Test
  void aUnionIsThereOnceTextsWereWritten() {
    write(USER, 1, "all", removed());
    write(USER, 2, "all", wholeNumber(1));
    write(USER, 3, "all", truth(true));
    write(USER, 4, "all", FieldValue.date(LocalDate.EPOCH));
    assertAbsent(USER, "all");
    write(USER, 2, "all", texts(List.of()));
    assertThat(value(USER, "all")).isEqualTo(texts(List.of()));
  }

  @Test
  void aUnionHasTheTimeOfTheLastTextInIt() {
    write(BROWSER, 1, "all", text("a"));
    write(BROWSER, 2, "all", text("z"));
    write(BROWSER, 5, "all", text("m"));
    write(BROWSER, 6, "all", wholeNumber(1));
    write(USER, 4, "all", text("n"));
    link("b", "u", 9);
    assertThat(shown(USER, "all"))
        .isEqualTo(new Field(texts(List.of("a", "m", "n", "z")), at(5), BROWSER));
    write(USER, 7, "all", text("a"));
    assertThat(shown(BROWSER, "all").occurredAt()).isEqualTo(at(7));
    assertThat(shown(BROWSER, "all").source()).isEqualTo(USER);
  }

  @Test
  void aUnionThatIsDeclaredLateHasWhatWasKept() {
    IdentitySync before = stores.open(stores.newDirectory(), Stores.options());
    int time = 0;
    for (String text : List.of("m first", "n", "a smallest", "z largest", "o", "p last")) {
      before.update(List.of(update(USER, time++, "n", text(text))));
    }
    IdentitySync after = stores.reopen(before, Stores.options().withRule("n", FieldRule.UNION));
    after.update(List.of(update(USER, time++, "n", text("q")), update(USER, 0, "n", text("r"))));
    after.update(List.of(update(USER, time, "n", text("s"))));
    assertThat(after.folder("f").field(USER, "n").orElseThrow().value())
        .isEqualTo(texts(List.of("a smallest", "m first", "p last", "q", "r", "s", "z largest")));
  }

  @Test
  void aRuleIsAWayOfReading() {
    IdentitySync latest = stores.open(stores.newDirectory(), Stores.options());
    latest.update(
        List.of(
            update(USER, 1, "n", wholeNumber(5)),
            update(USER, 2, "n", wholeNumber(9)),
            update(USER, 3, "n", wholeNumber(1)),
            update(USER, 4, "n", wholeNumber(6)),
            update(BROWSER, 2, "n", wholeNumber(7))));
    latest.apply(List.of(record("b", "u", 9)));
    String digest = latest.folder("f").digest();
    IdentitySync reopened = latest;
    for (Map.Entry<FieldRule, Long> expected :
        Map.of(
                FieldRule.LATEST, 6L,
                FieldRule.EARLIEST, 5L,
                FieldRule.SMALLEST, 1L,
                FieldRule.LARGEST, 9L,
                FieldRule.TOTAL, 13L)
            .entrySet()) {
      reopened = stores.reopen(reopened, Stores.options().withRule("n", expected.getKey()));
      assertThat(reopened.folder("f").field(BROWSER, "n").orElseThrow().value())
          .as("%s", expected.getKey())
          .isEqualTo(wholeNumber(expected.getValue()));
      assertThat(reopened.folder("f").digest()).isEqualTo(digest);
    }
  }

  @Test
  void anUpdateMayChangeTheCanonicalIdentity() {
    link("b", "u", 100);
    Profile before = profileOf(USER);
    assertThat(before.canonical()).isEqualTo(USER);

    write(BROWSER, 99, "n", text("v"));
    Profile after = profileOf(USER);
    assertThat(after.canonical()).isEqualTo(BROWSER);
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(folder.profile(before.id())).contains(after);
    write(USER, 98, "n", text("w"));
    assertThat(profileOf(BROWSER).canonical()).isEqualTo(USER);
    assertThat(profileOf(BROWSER).id()).isEqualTo(before.id());
  }

  @Test
  void aSightingIsToTheMillisecond() {
    link("b", "u", 100);
    for (Instant time : List.of(at(100), at(100).plusNanos(1), at(101).minusNanos(1))) {
      String digest = folder.digest();
      sync.update(List.of(new ProfileUpdate("f", BROWSER, Map.of(), time)));
      assertThat(folder.digest()).isEqualTo(digest);
    }
    assertThat(profileOf(USER).canonical()).isEqualTo(USER);
    sync.update(List.of(new ProfileUpdate("f", BROWSER, Map.of(), at(100).minusNanos(1))));
    assertThat(profileOf(USER).canonical()).isEqualTo(BROWSER);
  }

  @Test
  void aSightingIsAsThatOfARecord() {
    link("b", "u", 50);
    sync.update(
        List.of(
            new ProfileUpdate("f", BROWSER, Map.of(), at(30)),
            new ProfileUpdate("f", USER, Map.of(), at(20))));

    IdentitySync other = stores.inMemory(OPTIONS);
    other.update(List.of(new ProfileUpdate("f", USER, Map.of(), at(20))));
    other.update(List.of(new ProfileUpdate("f", BROWSER, Map.of(), at(30))));
    other.apply(List.of(record("b", "u", 50)));
    assertThat(other.folder("f").digest()).isEqualTo(folder.digest());
    assertThat(other.folder("f").profile(USER)).contains(profileOf(USER));
  }

  @Test
  void theSameNamesAndValuesElsewhereAreOtherFields() {
    write(BROWSER, 1, "n", text("v"));
    write(BROWSER, 1, "N", text("w"));
    write(BROWSER, 1, " n", text("x"));
    write(browser("B"), 1, "n", text("y"));
    assertThat(profileOf(BROWSER).fields()).containsOnlyKeys("n", "N", " n");
    assertThat(profileOf(BROWSER).fields().keySet()).containsExactly(" n", "N", "n");
    assertThat(value(BROWSER, "n")).isEqualTo(text("v"));
    assertThat(value(browser("B"), "n")).isEqualTo(text("y"));
  }

  @Test
  void aFolderNeverShowsAnothersFields() {
    List<ProfileUpdate> updates = new ArrayList<>();
    for (String id : List.of("f", "g", "h")) {
      updates.add(new ProfileUpdate(id, BROWSER, Map.of("n", text("of " + id)), at(1)));
    }
    updates.add(new ProfileUpdate("g", USER, Map.of("m", text("only in g")), at(1)));
    sync.update(updates);
    sync.apply(List.of(new SyncRecord("g", "b", "crm", "u", at(2))));

    for (String id : List.of("f", "g", "h")) {
      assertThat(sync.folder(id).field(BROWSER, "n").orElseThrow().value())
          .isEqualTo(text("of " + id));
      assertThat(sync.folder(id).field(BROWSER, "m").isPresent()).isEqualTo(id.equals("g"));
      assertThat(sync.folder(id).profile(USER).isPresent()).isEqualTo(id.equals("g"));
    }
    assertThat(sync.folder("i").field(BROWSER, "n")).isEmpty();
    assertThat(sync.folderIds()).containsExactly("f", "g", "h");
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(folder.field(BROWSER, "n")).isEmpty();
    assertThat(sync.folderIds()).isEmpty();
    link("b", "u", 1);
    assertThat(folder.field(BROWSER, "n")).isEmpty();
    assertThat(folder.field(OTHER_BROWSER, "n")).isEmpty();
    assertThat(profileOf(BROWSER).fields()).isEmpty();
    write(BROWSER, 1, "n", text("v"));
    assertThat(folder.field(BROWSER, "m")).isEmpty();
    assertThat(folder.field(OTHER_BROWSER, "n")).isEmpty();
  }

  @Test
  void nullIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> folder.field(null, "n"));
    assertThatNullPointerException().isThrownBy(() -> folder.field(BROWSER, null));
  }

  @Test
  void aProfileIsASnapshot() {
    write(BROWSER, 1, "n", text("v"));
    Profile before = profileOf(BROWSER);
    write(BROWSER, 2, "n", text("w"));
    write(BROWSER, 2, "m", text("x"));
    assertThat(before.fields())
        .containsExactly(Map.entry("n", new Field(text("v"), at(1), BROWSER)));
    assertThat(before.fields()).isUnmodifiable();
  }

  @Test
  void theDigestIsOfAllThatIsKept() {
    List<String> digests = new ArrayList<>();
    for (ProfileUpdate update :
        List.of(
            update(USER, 1, "n", wholeNumber(5)),
            update(USER, 2, "n", wholeNumber(5)),
            update(USER, 3, "n", wholeNumber(4)),
            update(USER, 4, "n", wholeNumber(6)),
            update(USER, 2, "n", wholeNumber(4)),
            update(USER, 3, "n", wholeNumber(6)),
            update(USER, 9, "n", removed()),
            update(USER, 0, "n", removed()),
            update(BROWSER, 1, "n", wholeNumber(5)),
            update(BROWSER, 1, "m", wholeNumber(5)))) {
      sync.update(List.of(update));
      digests.add(folder.digest());
      sync.update(List.of(update));
      assertThat(folder.digest()).isEqualTo(digests.get(digests.size() - 1));
    }
    assertThat(digests).doesNotHaveDuplicates();
    write(USER, 3, "n", wholeNumber(5));
    write(USER, 8, "n", removed());
    write(USER, 5, "n", wholeNumber(6));
    assertThat(folder.digest()).isEqualTo(digests.get(digests.size() - 1));
  }

  @Test
  void fieldsAreThereAfterReopening() {
    Map<String, FieldValue> everyKind =
        Map.of(
            "text", text("\ud83d\ude00\0"),
            "whole", wholeNumber(Long.MIN_VALUE),
            "decimal", decimal(new BigDecimal("-123456789012345678901234567890.5E-300")),
            "truth", truth(false),
            "date", FieldValue.date(LocalDate.MAX),
            "timestamp", FieldValue.timestamp(Instant.MIN),
            "texts", texts(List.of("", "a", "\uffff")),
            "no texts", texts(List.of()));
    IdentitySync onDisk = stores.open(stores.newDirectory(), OPTIONS);
    Instant time = Instant.ofEpochSecond(-5, 123_456_789);
    onDisk.update(List.of(new ProfileUpdate("f", USER, everyKind, time)));
    Optional<Profile> before = onDisk.folder("f").profile(USER);
    assertThat(before.orElseThrow().fields())
        .hasSize(everyKind.size())
        .allSatisfy(
            (name, field) ->
                assertThat(field).isEqualTo(new Field(everyKind.get(name), time, USER)));

    Folder reopened = stores.reopen(onDisk).folder("f");
    assertThat(reopened.profile(USER)).isEqualTo(before);
    assertThat(reopened.field(USER, "whole").orElseThrow().value())
        .isEqualTo(wholeNumber(Long.MIN_VALUE));
  }
}
