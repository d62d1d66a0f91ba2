package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores that an earlier build wrote are read as they were, and written to. */
class GoldenStoresTest {

  private static final int SUPERBLOCK = 4096;
  private static final int VERSION_AT = 8;

  @RegisterExtension private final Stores stores = new Stores();

  static List<GoldenStore> all() throws IOException {
    return GoldenStore.all();
  }

  private Path copy(GoldenStore golden) throws IOException {
    Path directory = stores.newDirectory();
    golden.copyTo(directory);
    return directory;
  }

  @Test
  void everyFormatVersionHasSome() throws IOException {
    assertThat(all().stream().map(GoldenStore::name))
        .contains("closed", "killed", "fields", "names");
    for (int version = 1; version <= Integer.parseInt(GoldenStores.VERSION); version++) {
      assertThat(GoldenStore.ALL.resolve(String.valueOf(version))).isNotEmptyDirectory();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void isReadAsItWasWritten(GoldenStore golden) throws IOException {
    IdentitySync sync = stores.open(copy(golden), GoldenStore.options());
    assertThat(GoldenStore.describe(sync)).isEqualTo(golden.expected()).isNotEmpty();
    sync.verify();
    for (String id : sync.folderIds()) {
      Folder folder = sync.folder(id);
      try (Stream<Profile> profiles = folder.profiles()) {
        for (Profile profile : profiles.toList()) {
          assertThat(folder.profile(profile.id())).contains(profile);
          for (Identity identity : profile.identities()) {
            assertThat(folder.profile(identity)).contains(profile);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void canBeWrittenTo(GoldenStore golden) throws IOException {
    IdentitySync sync = stores.open(copy(golden), GoldenStore.options());
    SyncRecord known = aRecordOf(sync);
    SyncReport report =
        sync.apply(
            List.of(
                new SyncRecord(known.folderId(), known.browserId(), "golden", "new", Instant.EPOCH),
                new SyncRecord("golden", "new", "golden", "new", Instant.EPOCH)));
    assertThat(report.newIdentities()).isEqualTo(3);
    String written = GoldenStore.describe(sync);
    IdentitySync again = stores.reopen(sync);
    assertThat(GoldenStore.describe(again)).isEqualTo(written).isNotEqualTo(golden.expected());
    Folder folder = again.folder(known.folderId());
    assertThat(
            folder.sameProfile(
                Identity.browser(known.browserId()), Identity.external("golden", "new")))
        .isTrue();
  }

  private static SyncRecord aRecordOf(IdentitySync sync) {
    String folder = sync.folderIds().first();
    try (Stream<Profile> profiles = sync.folder(folder).profiles()) {
      Identity.Browser browser =
          profiles
              .flatMap(profile -> profile.identities().stream())
              .filter(Identity.Browser.class::isInstance)
              .map(Identity.Browser.class::cast)
              .findFirst()
              .orElseThrow();
      return SyncRecord.of(folder, browser.id(), "crm", "any");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void isRefusedWithANewerFormatVersion(GoldenStore golden) throws IOException {
    int newer = Integer.parseInt(GoldenStores.VERSION) + 1;
    for (int superblock = 0; superblock < 2; superblock++) {
      Path directory = copy(golden);
      Path base = directory.resolve(CrashLife.BASE);
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(base));
      bytes.putInt(superblock * SUPERBLOCK + VERSION_AT, newer);
      Files.write(base, bytes.array());
      assertThatExceptionOfType(IdentitySyncException.UnsupportedFormat.class)
          .isThrownBy(() -> IdentitySync.open(directory, GoldenStore.options()))
          .withMessageContaining(String.valueOf(newer));
      assertThat(Files.readAllBytes(base)).isEqualTo(bytes.array());
    }
  }

  /** A store of this build that has lived through the same holds the same. */
  @ParameterizedTest
  @MethodSource("all")
  void isWhatThisBuildWouldHold(GoldenStore golden) throws IOException {
    assertThat(GoldenStores.live(golden.name()).text()).isEqualTo(golden.expected());
  }
}
