package io.github.identitysync.testing;

import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.Ids;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Updates for properties. All of them have a time. */
public final class Updates {

  /** A rule for each of some fields, so that every rule has one; other fields have none. */
  public static final Map<String, FieldRule> RULES =
      Map.of(
          "latest", FieldRule.LATEST,
          "earliest", FieldRule.EARLIEST,
          "smallest", FieldRule.SMALLEST,
          "largest", FieldRule.LARGEST,
          "union", FieldRule.UNION,
          "total", FieldRule.TOTAL);

  /** Fields of which each has a rule or none; one looks like another. */
  public static final List<String> NAMES =
      List.of("latest", "earliest", "smallest", "largest", "union", "total", "other", "Total");

  /** Values of all kinds, of which many are next to each other, in no order. */
  public static final List<FieldValue> VALUES =
      List.of(
          FieldValue.removed(),
          FieldValue.text("a"),
          FieldValue.text("b"),
          FieldValue.text(""),
          FieldValue.text("a\0"),
          FieldValue.text("\ud83d\ude00"),
          FieldValue.text("\uffff"),
          FieldValue.wholeNumber(0),
          FieldValue.wholeNumber(1),
          FieldValue.wholeNumber(-1),
          FieldValue.wholeNumber(Long.MAX_VALUE),
          FieldValue.wholeNumber(Long.MIN_VALUE),
          FieldValue.decimal(new BigDecimal("1.00")),
          FieldValue.decimal(new BigDecimal("-0.5")),
          FieldValue.decimal(new BigDecimal("0.000")),
          FieldValue.decimal(new BigDecimal("9223372036854775807")),
          FieldValue.decimal(new BigDecimal("9223372036854775807.5")),
          FieldValue.decimal(new BigDecimal("1E+400")),
          FieldValue.decimal(new BigDecimal("-1E-400")),
          FieldValue.truth(false),
          FieldValue.truth(true),
          FieldValue.date(LocalDate.of(2024, 2, 29)),
          FieldValue.date(LocalDate.EPOCH),
          FieldValue.date(LocalDate.MIN),
          FieldValue.timestamp(Instant.EPOCH),
          FieldValue.timestamp(Instant.EPOCH.minusNanos(1)),
          FieldValue.timestamp(Instant.MAX),
          FieldValue.timestamp(Instant.MIN),
          FieldValue.texts(List.of()),
          FieldValue.texts(List.of("a")),
          FieldValue.texts(List.of("a", "c")),
          FieldValue.texts(List.of("", "b", "\ud83d\ude00", "\uffff")));

  static final List<String> FOLDERS = List.of("folder", "Folder");
  static final List<String> BROWSERS = List.of("1", "2", "crm:1");
  static final String TYPE = "crm";
  static final List<String> USERS = List.of("1", "2", "3");

  private static final Instant FIRST = Instant.ofEpochSecond(1 - SyncRecord.MAX_EPOCH_SECONDS, 0);
  private static final Instant LAST =
      Instant.ofEpochSecond(SyncRecord.MAX_EPOCH_SECONDS - 1, 999_999_999);

  /** Times that are equal to the second, to the millisecond, or altogether if drawn twice. */
  static final List<Instant> TIMES =
      List.of(
          Instant.EPOCH,
          Instant.EPOCH.minusNanos(1),
          Instant.EPOCH.plusNanos(1),
          Instant.EPOCH.plusNanos(2),
          Instant.EPOCH.plusMillis(1),
          Instant.EPOCH.plusMillis(2),
          FIRST,
          LAST);

  private Updates() {}

  /** Returns options with {@link #RULES}. */
  public static StoreOptions withRules(StoreOptions options) {
    return withRules(options, RULES);
  }

  /** Returns options with rules in place of {@link #RULES}. */
  public static StoreOptions withRules(StoreOptions options, Map<String, FieldRule> rules) {
    StoreOptions changed = options;
    for (Map.Entry<String, FieldRule> rule : rules.entrySet()) {
      changed = changed.withRule(rule.getKey(), rule.getValue());
    }
    return changed;
  }

  /** Returns a rule for each of {@link #NAMES}, of which none is the union. */
  public static Arbitrary<Map<String, FieldRule>> rulesButUnion() {
    Arbitrary<FieldRule> rule =
        Arbitraries.of(FieldRule.class).filter(any -> any != FieldRule.UNION);
    return Combinators.combine(NAMES.stream().map(name -> rule).toList())
        .as(
            rules -> {
              Map<String, FieldRule> map = new HashMap<>();
              for (int i = 0; i < rules.size(); i++) {
                map.put(NAMES.get(i), rules.get(i));
              }
              return map;
            });
  }

  /** Returns updates of few identities, fields, times and values, so that many are equal. */
  public static Arbitrary<ProfileUpdate> few() {
    return few(VALUES);
  }

  /** Returns updates as {@link #few}, of certain values. */
  public static Arbitrary<ProfileUpdate> few(List<FieldValue> values) {
    return updates(FOLDERS, values);
  }

  /** Returns a choice of few {@link #VALUES}. */
  public static Arbitrary<List<FieldValue>> choice() {
    return Arbitraries.of(VALUES).list().uniqueElements().ofMinSize(1).ofMaxSize(5);
  }

  /** Returns updates as {@link #few}, in every folder of {@link Records#FOLDERS}. */
  public static Arbitrary<ProfileUpdate> confusing() {
    return updates(Records.FOLDERS, VALUES);
  }

  private static Arbitrary<ProfileUpdate> updates(List<String> folders, List<FieldValue> values) {
    Arbitrary<Identity> browser = Arbitraries.of(BROWSERS).map(Identity::browser);
    Arbitrary<Identity> external = Arbitraries.of(USERS).map(user -> Identity.external(TYPE, user));
    return Combinators.combine(
            Arbitraries.of(folders),
            Arbitraries.oneOf(browser, external),
            values(Arbitraries.of(NAMES), Arbitraries.of(values)),
            Arbitraries.of(TIMES))
        .as(ProfileUpdate::new);
  }

  /** Returns updates of many identities, each of several fields. */
  public static Arbitrary<ProfileUpdate> spread() {
    Arbitrary<String> number = Arbitraries.integers().between(1, 60).map(String::valueOf);
    Arbitrary<Identity> identity =
        Arbitraries.oneOf(
            number.map(Identity::browser), number.map(user -> Identity.external(TYPE, user)));
    return Combinators.combine(
            Arbitraries.of("north", "south"),
            identity,
            values(
                Arbitraries.oneOf(Arbitraries.of(NAMES), number),
                Arbitraries.oneOf(Arbitraries.of(VALUES), number.map(FieldValue::text))),
            Arbitraries.integers().between(-50, 50).map(Instant.EPOCH::plusNanos))
        .as(ProfileUpdate::new);
  }

  /** Returns updates with anything that an update may have. */
  public static Arbitrary<ProfileUpdate> any() {
    Arbitrary<Identity> identity =
        Arbitraries.oneOf(
            Records.text().map(Identity::browser),
            Combinators.combine(Records.text(), Records.text()).as(Identity::external));
    return Combinators.combine(
            Records.text(),
            identity,
            values(name(), anyValue()),
            Arbitraries.oneOf(Arbitraries.of(TIMES), instants(FIRST, LAST)))
        .as(ProfileUpdate::new);
  }

  private static Arbitrary<String> name() {
    return Arbitraries.oneOf(
            Arbitraries.of(NAMES),
            Records.text().map(text -> text.substring(0, text.offsetByCodePoints(0, 1))),
            Records.text().map(text -> text.codePointCount(0, text.length()) > 60 ? "long" : text),
            Arbitraries.just("n".repeat(ProfileUpdate.MAX_NAME_BYTES)))
        .filter(name -> !Ids.isBlank(name));
  }

  private static Arbitrary<Map<String, FieldValue>> values(
      Arbitrary<String> name, Arbitrary<FieldValue> value) {
    return Arbitraries.maps(name, value).ofMaxSize(NAMES.size());
  }

  /** Returns any value that a field may be given. */
  public static Arbitrary<FieldValue> anyValue() {
    Arbitrary<String> text = Arbitraries.oneOf(Records.text(), Arbitraries.of("", " "));
    return Arbitraries.oneOf(
        Arbitraries.of(VALUES),
        text.map(FieldValue::text),
        text.list().ofMaxSize(5).map(FieldValue::texts),
        Arbitraries.longs().map(FieldValue::wholeNumber),
        decimals().map(FieldValue::decimal),
        Arbitraries.longs()
            .between(LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay())
            .map(LocalDate::ofEpochDay)
            .map(FieldValue::date),
        instants(Instant.MIN, Instant.MAX).map(FieldValue::timestamp));
  }

  private static Arbitrary<BigDecimal> decimals() {
    BigInteger most = BigInteger.TEN.pow(ProfileUpdate.MAX_DIGITS).subtract(BigInteger.ONE);
    return Combinators.combine(
            Arbitraries.bigIntegers().between(most.negate(), most),
            Arbitraries.integers()
                .between(
                    ProfileUpdate.MAX_DIGITS - 1 - ProfileUpdate.MAX_EXPONENT,
                    ProfileUpdate.MAX_EXPONENT))
        .as(BigDecimal::new);
  }

  private static Arbitrary<Instant> instants(Instant first, Instant last) {
    return Combinators.combine(
            Arbitraries.longs().between(first.getEpochSecond(), last.getEpochSecond()),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  /** Returns records and updates, mixed. */
  public static Arbitrary<Input> mixedWith(
      Arbitrary<SyncRecord> records, Arbitrary<ProfileUpdate> updates) {
    return Arbitraries.oneOf(records.map(Input.OfRecord::new), updates.map(Input.OfUpdate::new));
  }
}
