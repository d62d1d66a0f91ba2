package io.github.identitysync.testing;

import io.github.identitysync.model.Ids;
import io.github.identitysync.model.SyncRecord;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Sync records for properties. All of them have a time. */
public final class Records {

  /** Folders that something less careful than the store would confuse. */
  public static final List<String> FOLDERS =
      List.of(
          "folder",
          "Folder",
          "../x",
          "..\\x",
          "/",
          "CON",
          "a\0b",
          "a",
          "\u00e9",
          "e\u0301",
          "\ud83d\ude00",
          "f".repeat(300));

  /** Few enough to be drawn again; some look alike, and ids of one kind occur in the other. */
  private static final List<String> BROWSERS =
      List.of("1", "2", "3", "crm:1", "\u00001", "1\0", " 1", "\u00e9", "e\u0301", "\ud83d\ude00");

  private static final List<String> TYPES = List.of("crm", "c", "CRM", "\0c");
  private static final List<String> USERS = List.of("1", "2", "rm1", "\ud83d\ude00", "1\0");

  private static final long FIRST_MILLI = -4_611_686_018_427_386_000L;
  private static final long LAST_MILLI = 4_611_686_018_427_386_999L;
  private static final List<Long> TIMES =
      List.of(0L, 1L, 2L, 2L, -1L, 1_700_000_000_000L, FIRST_MILLI, LAST_MILLI);

  private Records() {}

  /** Returns records of few folders, identities and times, so that profiles merge. */
  public static Arbitrary<SyncRecord> tangled() {
    return ofPools(FOLDERS.subList(0, 2));
  }

  /** Returns records that link the identities of {@link Updates#few}, at the same times. */
  public static Arbitrary<SyncRecord> few() {
    return records(
        Arbitraries.of(Updates.FOLDERS),
        Arbitraries.of(Updates.BROWSERS),
        Arbitraries.just(Updates.TYPE),
        Arbitraries.of(Updates.USERS),
        Arbitraries.of(Updates.TIMES).map(Instant::toEpochMilli));
  }

  /** Returns records of few identities and times, in every folder of {@link #FOLDERS}. */
  public static Arbitrary<SyncRecord> confusing() {
    return ofPools(FOLDERS);
  }

  private static Arbitrary<SyncRecord> ofPools(List<String> folders) {
    return records(
        Arbitraries.of(folders),
        Arbitraries.of(BROWSERS),
        Arbitraries.of(TYPES),
        Arbitraries.of(USERS),
        Arbitraries.of(TIMES));
  }

  /** Returns records of many identities, of which some are drawn more often than others. */
  public static Arbitrary<SyncRecord> spread() {
    Arbitrary<String> number =
        Arbitraries.oneOf(Arbitraries.integers().between(0, 30), Arbitraries.integers())
            .map(i -> "n" + i);
    return records(
        Arbitraries.of("north", "south", "east"),
        number,
        Arbitraries.of("crm", "shop"),
        number,
        Arbitraries.longs().between(-1_000, 1_000));
  }

  /** Returns records with any text and any time that a record may have. */
  public static Arbitrary<SyncRecord> any() {
    return records(
        text(), text(), text(), text(), Arbitraries.longs().between(FIRST_MILLI, LAST_MILLI));
  }

  /** Returns text that an identifier may be, also a placeholder, of at most 100 characters. */
  public static Arbitrary<String> text() {
    return Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.strings().ascii().ofLength(6)),
            Tuple.of(2, Arbitraries.strings().all().ofMinLength(1).ofMaxLength(100)),
            Tuple.of(1, codePoints()))
        .filter(Records::isIdentifier);
  }

  private static Arbitrary<String> codePoints() {
    return Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(Records::string);
  }

  private static Arbitrary<SyncRecord> records(
      Arbitrary<String> folder,
      Arbitrary<String> browser,
      Arbitrary<String> type,
      Arbitrary<String> user,
      Arbitrary<Long> time) {
    return Combinators.combine(folder, browser, type, user, time.map(Instant::ofEpochMilli))
        .as(SyncRecord::new);
  }

  private static boolean isIdentifier(String text) {
    return !Ids.isBlank(text)
        && text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
  }

  private static String string(List<Integer> codePoints) {
    StringBuilder text = new StringBuilder();
    codePoints.forEach(text::appendCodePoint);
    return text.toString();
  }
}
