package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.cli.Main;
import io.github.identitysync.model.IdentitySyncException.Displaced;
import io.github.identitysync.model.IdentitySyncException.Locked;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.FaultJvm;
import io.github.identitysync.testing.OtherClassLoader;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What drops the lock of a process on a file, and what leads to the same files by other ways. */
class LostLockTest {

  @RegisterExtension final Stores stores = new Stores();

  private static List<SyncRecord> batch(String browser) {
    return List.of(SyncRecord.of("folder", browser, "crm", "u"));
  }

  private static String probe(Path directory) throws IOException {
    try (FaultJvm jvm = FaultJvm.start(LockProbe.class, directory.toString())) {
      return jvm.line().orElse("nothing");
    }
  }

  @Test
  void anotherClassLoaderIsLockedOutAndTakesNoLockAlong() throws IOException {
    IdentitySync sync = stores.onDisk();
    Path directory = stores.directory(sync);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> OtherClassLoader.open(directory, "no such jar"))
          .hasToString(Locked.class.getName() + ": the store is open in this process");
      assertThat(probe(directory)).isEqualTo(LockProbe.LOCKED);
    }
    sync.apply(batch("b"));
  }

  @Test
  void directoriesThatLeadToTheSameFilesAreLockedWithThem() throws IOException {
    IdentitySync sync = stores.onDisk();
    Path directory = stores.directory(sync);
    sync.apply(batch("b"));
    List<Path> links = new ArrayList<>();
    for (String kind : List.of("hard", "symbolic", "without lock")) {
      Path other = Files.createDirectory(directory.resolveSibling(kind));
      links.add(other);
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Path link = other.resolve(file.getFileName());
          if (kind.equals("symbolic")) {
            Files.createSymbolicLink(link, file);
          } else if (kind.equals("hard") || !file.endsWith("lock")) {
            Files.createLink(link, file);
          }
        }
      }
    }
    for (Path other : links) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> IdentitySync.open(other)).isInstanceOf(Locked.class);
        assertThatThrownBy(() -> IdentitySync.openReadOnly(other)).isInstanceOf(Locked.class);
        assertThat(probe(other)).isEqualTo(LockProbe.LOCKED);
        assertThat(probe(directory)).isEqualTo(LockProbe.LOCKED);
      }
    }
    sync.apply(batch("b2"));
  }

  /** A backup that copies every file of the directory does this, too. */
  @Test
  void whoseLockIsDroppedIsDisplacedByTheNextOpener() throws IOException {
    IdentitySync sync = stores.onDisk();
    Path directory = stores.directory(sync);
    sync.apply(batch("before"));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.readAllBytes(file);
      }
    }
    sync.apply(batch("meanwhile"));
    Path input =
        Files.writeString(
            directory.resolveSibling("input"),
            """
            {"folderId":"other","browserId":"b","externalSystemType":"crm","externalSystemUserId":"u"}
            """);
    try (FaultJvm jvm =
        FaultJvm.start(Main.class, "apply", directory.toString(), input.toString())) {
      assertThat(jvm.line()).isPresent();
      while (jvm.line().isPresent()) {
        // The other process applies its record, and ends.
      }
    }
    assertThatThrownBy(() -> sync.apply(batch("after"))).isInstanceOf(Displaced.class);
    assertThatThrownBy(() -> sync.apply(batch("after"))).isInstanceOf(Displaced.class);
    stores.disown(sync);
    IdentitySync reopened = stores.open(directory, Stores.options());
    assertThat(reopened.folder("folder").stats().links()).isEqualTo(2);
    assertThat(reopened.folder("other").stats().links()).isEqualTo(1);
  }
}
