package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.internal.storage.DiskFiles;
import io.github.identitysync.internal.storage.FactStore;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verifying the whole store finds, and verifying a folder does not. */
class VerifyTest {

  @TempDir private Path directory;

  private void fill() {
    try (IdentitySync sync = IdentitySync.open(directory, Stores.options())) {
      sync.update(
          List.of(ProfileUpdate.of("f", Identity.browser("b"), Map.of("n", FieldValue.text("v")))));
      sync.verify();
    }
  }

  private void change(Consumer<FactStore> change) throws IOException {
    try (FactStore store =
        FactStore.open(DiskFiles.lock(directory), Stores.options().secret(), 1 << 20)) {
      change.accept(store);
      store.commit();
    }
  }

  private void assertBlocksOfNoFolderAreFound() {
    try (IdentitySync sync = IdentitySync.open(directory, Stores.options())) {
      assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
          .isThrownBy(sync::verify)
          .withMessage("I2: there are blocks of no folder");
    }
  }

  @Test
  void aBlockOfFactsOfNoFolder() throws IOException {
    fill();
    change(store -> store.blocks().put(1, 0, store.blocks().get(0, 0)));
    assertBlocksOfNoFolderAreFound();
  }

  @Test
  void aBlockOfFieldsOfNoFolder() throws IOException {
    fill();
    change(store -> store.fieldBlocks().put(1, 1, store.fieldBlocks().get(0, 1)));
    assertBlocksOfNoFolderAreFound();
  }
}
