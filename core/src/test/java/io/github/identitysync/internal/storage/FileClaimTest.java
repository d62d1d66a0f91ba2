package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.model.IdentitySyncException.Locked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileClaimTest {

  @TempDir private Path temporary;

  @Test
  void aFileIsTakenOnceAtATimeUnderWhateverName() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    Path hard = Files.createLink(temporary.resolve("hard"), file);
    Path symbolic = Files.createSymbolicLink(temporary.resolve("symbolic"), file);
    FileClaim claim = FileClaim.take(file);
    try (claim) {
      for (Path path : new Path[] {file, hard, symbolic, file}) {
        assertThatThrownBy(() -> FileClaim.take(path)).isInstanceOf(Locked.class);
      }
      FileClaim.take(Files.createFile(temporary.resolve("another"))).close();
    }
    FileClaim.take(hard).close();
  }

  /** A file system may give the number of a deleted file to the next new one. */
  @Test
  void aDeletedFileLocksNoNewOneOut() throws IOException {
    for (int i = 0; i < 20; i++) {
      Path deleted = Files.createFile(temporary.resolve("deleted"));
      try (DiskFile open = DiskFile.open(deleted, false)) {
        open.sync();
        Files.delete(deleted);
        DiskFile.open(Files.createFile(temporary.resolve("new" + i)), false).close();
      }
    }
  }
}
