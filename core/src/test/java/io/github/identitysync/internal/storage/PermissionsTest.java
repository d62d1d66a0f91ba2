package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.StoreOptions;
import io.github.identitysync.cli.Main;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.FaultJvm;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the store creates is for its owner alone; what it finds keeps its permissions. */
class PermissionsTest {

  private static final Map<String, String> OWNER_ALONE =
      Map.of("identities.db", "rw-------", "journal", "rw-------", "lock", "rw-------");

  @RegisterExtension final Stores stores = new Stores();

  @BeforeEach
  void needPosix() {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Map<String, String> permissionsIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      Map<String, String> all = new TreeMap<>();
      for (Path file : files.toList()) {
        all.put(file.getFileName().toString(), permissions(file));
      }
      return all;
    }
  }

  /** Applies so much that there are checkpoints. */
  private static void fill(IdentitySync sync, String prefix) {
    for (int i = 0; i < 20; i++) {
      String id = prefix + i + "x".repeat(900);
      sync.apply(List.of(SyncRecord.of("f", id, "crm", id)));
    }
  }

  @Test
  void aNewStoreStaysItsOwners() throws IOException {
    Path directory = stores.newDirectory().resolve("deeper");
    IdentitySync sync = stores.open(directory, Stores.smallJournal());
    fill(sync, "a");
    assertThat(permissions(directory)).isEqualTo("rwx------");
    assertThat(permissions(directory.getParent())).isEqualTo("rwx------");
    assertThat(permissionsIn(directory)).isEqualTo(OWNER_ALONE);
    IdentitySync reopened = stores.reopen(sync);
    fill(reopened, "b");
    reopened.close();
    assertThat(permissionsIn(directory)).isEqualTo(OWNER_ALONE);
  }

  @Test
  void noMaskOpensIt() throws IOException {
    Path directory = stores.newDirectory();
    List<String> unmasked = List.of("sh", "-c", "umask 0; exec \"$@\"", "sh");
    try (FaultJvm jvm =
        FaultJvm.start(unmasked, List.of(), Main.class, "demo", directory.toString())) {
      while (jvm.line().isPresent()) {
        // The demonstration runs to its end.
      }
    }
    assertThat(permissions(directory)).isEqualTo("rwx------");
    assertThat(permissionsIn(directory)).isEqualTo(OWNER_ALONE);
    stores.open(directory, StoreOptions.defaults()).verify();
  }

  @Test
  void whatWasThereKeepsItsPermissions() throws IOException {
    Path directory = stores.newDirectory();
    Files.createDirectory(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
    IdentitySync sync = stores.open(directory, Stores.smallJournal());
    assertThat(permissions(directory)).isEqualTo("rwxr-x---");
    assertThat(permissionsIn(directory)).isEqualTo(OWNER_ALONE);
    Path base = directory.resolve("identities.db");
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rw-r-----"));
    fill(sync, "a");
    stores.reopen(sync);
    assertThat(permissions(base)).isEqualTo("rw-r-----");
    assertThat(permissions(directory)).isEqualTo("rwxr-x---");
  }
}
