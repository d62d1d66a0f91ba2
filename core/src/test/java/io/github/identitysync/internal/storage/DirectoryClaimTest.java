package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.model.IdentitySyncException.Locked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryClaimTest {

  @TempDir private Path temporary;

  @Test
  void aDirectoryIsTakenOnceAtATime() throws IOException {
    DirectoryClaim claim = DirectoryClaim.take(temporary);
    try (claim) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> DirectoryClaim.take(temporary)).isInstanceOf(Locked.class);
      }
    }
    DirectoryClaim.take(temporary).close();
  }

  /** A file system may give the number of a deleted directory to the next new one. */
  @Test
  void aDeletedDirectoryLocksNoNewOneOut() throws IOException {
    for (int i = 0; i < 20; i++) {
      Path deleted = Files.createDirectory(temporary.resolve("deleted"));
      DirectoryClaim claim = DirectoryClaim.take(deleted);
      try (claim) {
        Files.delete(deleted);
        DirectoryClaim.take(Files.createDirectory(temporary.resolve("new" + i))).close();
      }
    }
  }
}
