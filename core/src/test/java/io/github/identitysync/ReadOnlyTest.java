package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException.Locked;
import io.github.identitysync.model.IdentitySyncException.ReadOnly;
import io.github.identitysync.model.IdentitySyncException.StorageFailed;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.FaultJvm;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Opening a store of which nothing may be changed. */
class ReadOnlyTest {

  private static final Identity BROWSER = Identity.browser("b");
  private static final Identity USER = Identity.external("crm", "u");

  @RegisterExtension final Stores stores = new Stores();

  private static List<SyncRecord> batch(String browser) {
    return List.of(SyncRecord.of("folder", browser, "crm", "u"));
  }

  /** Returns a copy of the files of an open store, as a snapshot would have them. */
  private Path killed(String... without) throws IOException {
    IdentitySync sync = stores.onDisk();
    sync.apply(batch("b"));
    Path copy = Files.createDirectory(stores.newDirectory());
    try (Stream<Path> files = Files.list(stores.directory(sync))) {
      for (Path file : files.toList()) {
        if (!List.of(without).contains(file.getFileName().toString())) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    sync.apply(batch("b")); // copying has dropped the lock, and nobody else came
    return copy;
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        contents.put(file + " " + Files.getLastModifiedTime(file), bytes);
      }
    }
    return contents;
  }

  @Test
  void everythingIsReadAndNothingWritten() throws IOException {
    for (Path directory : List.of(killed(), killed("lock"))) {
      Map<String, String> before = contents(directory);
      try (IdentitySync sync = IdentitySync.openReadOnly(directory, Stores.options())) {
        Folder folder = sync.folder("folder");
        assertThat(folder.sameProfile(BROWSER, USER)).isTrue();
        assertThat(folder.profile(BROWSER).orElseThrow().identities())
            .containsExactly(USER, BROWSER);
        assertThat(sync.folderIds()).containsExactly("folder");
        sync.verify();
        assertThat(sync.apply(batch("b")).alreadyLinked()).isEqualTo(1);
        assertThatThrownBy(() -> sync.apply(batch("b2")))
            .isInstanceOf(ReadOnly.class)
            .hasMessage("the store can only be read: it was opened so");
        assertThat(folder.profile(Identity.browser("b2"))).isEmpty();
        assertThat(sync.health().state()).isEqualTo(Health.State.READ_ONLY);
        assertThat(sync.health().reason()).contains("it was opened so");
        sync.verify();
      }
      assertThat(contents(directory)).isEqualTo(before);
      stores.open(directory, Stores.options()).apply(batch("b2"));
    }
  }

  @Test
  void nothingIsCreated() throws IOException {
    Path nowhere = stores.newDirectory();
    assertThatThrownBy(() -> IdentitySync.openReadOnly(nowhere))
        .isInstanceOf(StorageFailed.class)
        .hasMessage("the store cannot be opened: no such file or directory");
    assertThat(nowhere).doesNotExist();
    Files.createDirectory(nowhere);
    assertThatThrownBy(() -> IdentitySync.openReadOnly(nowhere))
        .isInstanceOf(StorageFailed.class)
        .hasMessage("the store cannot be opened: there is no store");
    assertThat(nowhere).isEmptyDirectory();
  }

  @Test
  void readersShareAStoreAndKeepWritersOut() throws IOException {
    IdentitySync sync = stores.onDisk();
    Path directory = stores.directory(sync);
    sync.apply(batch("b"));
    assertThatThrownBy(() -> IdentitySync.openReadOnly(directory)).isInstanceOf(Locked.class);
    sync.close();
    try (FaultJvm reader = FaultJvm.start(ReadOnlyProbe.class, directory.toString());
        FaultJvm another = FaultJvm.start(ReadOnlyProbe.class, directory.toString())) {
      assertThat(reader.line()).contains("links 1");
      assertThat(another.line()).contains("links 1");
      assertThatThrownBy(() -> IdentitySync.open(directory)).isInstanceOf(Locked.class);
      try (IdentitySync here = IdentitySync.openReadOnly(directory)) {
        assertThat(here.folder("folder").stats().links()).isEqualTo(1);
        assertThatThrownBy(() -> IdentitySync.openReadOnly(directory)).isInstanceOf(Locked.class);
      }
    }
  }

  private static final String POWER = "-dac_override,-dac_read_search";

  /** Even root is refused if it has not the capabilities to override permissions. */
  private static List<String> withoutPower() {
    boolean isRoot = System.getProperty("user.name").equals("root");
    assumeTrue(!isRoot || Files.exists(Path.of("/usr/bin/setpriv")), "setpriv is needed by root");
    return isRoot
        ? List.of("setpriv", "--inh-caps=" + POWER, "--bounding-set=" + POWER)
        : List.of();
  }

  private static void permit(Path directory, String forDirectory, String forFiles)
      throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(forFiles));
      }
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(forDirectory));
  }

  @Test
  void whatMayNotBeWrittenIsOpenedForReading() throws IOException {
    List<String> words = withoutPower();
    for (Path directory : List.of(killed(), killed("lock"))) {
      permit(directory, "r-x------", "r--------");
      Map<String, String> before = contents(directory);
      try (FaultJvm jvm =
          FaultJvm.start(words, List.of(), ReadOnlyProbe.class, "--open", directory.toString())) {
        assertThat(jvm.line()).contains("links 1");
        assertThat(jvm.line())
            .contains(ReadOnly.class.getName() + ": the store can only be read: permission denied");
      }
      assertThat(contents(directory)).isEqualTo(before);
      permit(directory, "rwx------", "rw-------");
      stores.open(directory, Stores.options());
    }
  }

  @Test
  void whatMayNotBeReadSaysSo() throws IOException {
    List<String> words = withoutPower();
    Path directory = killed();
    for (String[] permissions :
        new String[][] {{"rwx------", "---------"}, {"---------", "rw-------"}}) {
      permit(directory, permissions[0], permissions[1]);
      for (String how : List.of("--open", "--read-only")) {
        try (FaultJvm jvm =
            FaultJvm.start(words, List.of(), ReadOnlyProbe.class, how, directory.toString())) {
          assertThat(jvm.line())
              .contains(
                  StorageFailed.class.getName()
                      + ": the store cannot be opened: permission denied");
        }
      }
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
    permit(directory, "rwx------", "rw-------");
  }
}
