package io.github.identitysync;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Canary;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts that a file system, a terminal, a query or a comparison would not take as they are. */
class HostileIdsTest {

  private static final List<String> HOSTILE =
      List.of(
          "../x",
          "..\\x",
          "..",
          "/etc/passwd",
          "C:\\x",
          "a/b",
          "a\0b",
          "a\0",
          "CON",
          "con",
          "NUL.txt",
          "lock",
          "journal",
          "identities.db",
          "x".repeat(300),
          "x".repeat(299),
          "caf\u00e9",
          "cafe\u0301",
          "K",
          "k",
          "\u212a",
          "i",
          "I",
          "\u0130",
          "\u0131",
          "\u017f",
          "s",
          "\ufb01",
          "fi",
          "a",
          "a.",
          "a..",
          "a ",
          " a",
          "a\u00a0",
          "a\t",
          "\ud83d\ude00",
          "\u200fa",
          "\u202ea",
          "a\u200b",
          "\ufeffa",
          "\uffff",
          "\udbff\udfff",
          "a\nb",
          "a\r\nb",
          "\u001b[31ma",
          "'; DROP TABLE x; --",
          "<script>",
          Canary.TEXT);

  private static final Instant TIME = Instant.parse("2024-01-01T00:00:00Z");

  @RegisterExtension final Stores stores = new Stores();

  private static List<SyncRecord> each(IntFunction<SyncRecord> record) {
    return IntStream.range(0, HOSTILE.size()).mapToObj(record).toList();
  }

  @Test
  void foldersStayApartAndAreNoPaths() throws IOException {
    IdentitySync sync = stores.onDisk();
    sync.apply(each(i -> SyncRecord.of(HOSTILE.get(i), "b" + i, "crm", "u" + i)));
    checkFolders(sync);
    Path directory = stores.directory(sync);
    IdentitySync reopened = stores.reopen(sync);
    checkFolders(reopened);
    assertThat(names(directory)).containsExactlyInAnyOrder("lock", "identities.db", "journal");
    assertThat(names(directory.getParent())).hasSize(1);
  }

  private static void checkFolders(IdentitySync sync) {
    assertThat(sync.folderIds()).containsExactlyInAnyOrderElementsOf(HOSTILE);
    for (int i = 0; i < HOSTILE.size(); i++) {
      Folder folder = sync.folder(HOSTILE.get(i));
      assertThat(folder.stats()).isEqualTo(new FolderStats(2, 1, 1, 2));
      assertThat(folder.profile(Identity.browser("b" + i)).orElseThrow().identities())
          .containsExactly(Identity.external("crm", "u" + i), Identity.browser("b" + i));
    }
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      Set<String> names = new HashSet<>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    }
  }

  @Test
  void identitiesStayApart() {
    IdentitySync sync = stores.onDisk();
    sync.apply(each(i -> SyncRecord.of("ids", HOSTILE.get(i), "t", HOSTILE.get(i))));
    sync.apply(each(i -> SyncRecord.of("types", "b" + i, HOSTILE.get(i), "u")));
    IdentitySync reopened = stores.reopen(sync);
    int count = HOSTILE.size();
    for (String folder : List.of("ids", "types")) {
      assertThat(reopened.folder(folder).stats())
          .isEqualTo(new FolderStats(2L * count, count, count, 2));
    }
    for (int i = 0; i < count; i++) {
      String text = HOSTILE.get(i);
      assertIdentities(
          reopened.folder("ids"), Identity.browser(text), Identity.external("t", text));
      assertIdentities(
          reopened.folder("types"), Identity.browser("b" + i), Identity.external(text, "u"));
    }
  }

  private static void assertIdentities(Folder folder, Identity browser, Identity external) {
    assertThat(folder.profile(browser).orElseThrow().identities())
        .containsExactly(external, browser);
    assertThat(folder.profile(external)).isEqualTo(folder.profile(browser));
  }

  @Test
  void namesAndValuesOfFieldsStayApart() {
    IdentitySync sync = stores.onDisk();
    Map<String, FieldValue> values =
        HOSTILE.stream()
            .filter(text -> text.length() < ProfileUpdate.MAX_NAME_BYTES)
            .collect(toMap(text -> text, FieldValue::text));
    sync.update(List.of(new ProfileUpdate("f", Identity.browser("b"), values, TIME)));
    IdentitySync reopened = stores.reopen(sync);
    Map<String, Field> fields =
        reopened.folder("f").profile(Identity.browser("b")).orElseThrow().fields();
    assertThat(fields).hasSameSizeAs(values);
    values.forEach((name, value) -> assertThat(fields.get(name).value()).isEqualTo(value));
  }
}
