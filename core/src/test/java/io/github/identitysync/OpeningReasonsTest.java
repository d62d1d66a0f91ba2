package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.internal.storage.IoReason;
import io.github.identitysync.model.IdentitySyncException.Locked;
import io.github.identitysync.model.IdentitySyncException.StorageFailed;
import io.github.identitysync.testing.Stores;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who cannot open a store is told why. */
class OpeningReasonsTest {

  @RegisterExtension final Stores stores = new Stores();

  private static void isRefused(Path path, String reason) {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> IdentitySync.open(path))
          .isInstanceOf(StorageFailed.class)
          .hasMessage("the store cannot be opened: " + reason);
    }
    assertThatThrownBy(() -> IdentitySync.openReadOnly(path))
        .isInstanceOf(StorageFailed.class)
        .hasMessageStartingWith("the store cannot be opened: ");
  }

  @Test
  void whatIsInTheWayIsNamed() throws IOException {
    Path parent = Files.createDirectory(stores.newDirectory());
    Path file = Files.writeString(parent.resolve("file"), "text");
    Path dangling = Files.createSymbolicLink(parent.resolve("dangling"), Path.of("nowhere"));
    isRefused(file, "not a directory");
    isRefused(file.resolve("store"), "not a directory");
    isRefused(dangling, "a symbolic link leads nowhere");
    isRefused(dangling.resolve("store"), "a symbolic link leads nowhere");
    assertThat(file).hasContent("text");
    assertThat(parent.resolve("nowhere")).doesNotExist();
  }

  @Test
  void aFileOfTheStoreThatIsADirectoryIsNamed() throws IOException {
    for (String name : new String[] {"lock", "identities.db"}) {
      Path directory = Files.createDirectory(stores.newDirectory());
      Files.createDirectory(directory.resolve(name));
      isRefused(directory, "is a directory");
    }
  }

  @Test
  void errorsOfTheSystemAreToldInWords() {
    assertThat(IoReason.of(new AccessDeniedException("/secret/path")))
        .isEqualTo("permission denied");
    assertThat(IoReason.of(new NoSuchFileException("/secret/path")))
        .isEqualTo("no such file or directory");
    assertThat(IoReason.of(new FileSystemException("/secret/path", null, "Too many open files")))
        .isEqualTo("too many open files");
    assertThat(IoReason.of(new FileSystemException("/secret/path")))
        .isEqualTo("FileSystemException");
    assertThat(IoReason.of(new FileNotFoundException("/secret (path) (Permission denied)")))
        .isEqualTo("permission denied");
    assertThat(IoReason.of(new IOException("No space left on device")))
        .isEqualTo("no space left on device");
    assertThat(IoReason.of(new IOException())).isEqualTo("IOException");
  }

  @Test
  void whatIsReadableAllTheSameIsToldFromAFailingDisk() {
    assertThat(IoReason.isUnwritable(new AccessDeniedException("path"))).isTrue();
    assertThat(IoReason.isUnwritable(new IOException("No space left on device"))).isTrue();
    assertThat(IoReason.isUnwritable(new IOException("Disk quota exceeded"))).isTrue();
    assertThat(
            IoReason.isUnwritable(new FileSystemException("path", null, "Read-only file system")))
        .isTrue();
    assertThat(IoReason.isUnwritable(new IOException("Input/output error"))).isFalse();
    assertThat(IoReason.isUnwritable(new NoSuchFileException("path"))).isFalse();
  }

  @Test
  void openingWaitsForTheLockAsLongAsItIsTold() throws InterruptedException {
    IdentitySync sync = stores.onDisk();
    Path directory = stores.directory(sync);
    StoreOptions patient = Stores.options().withLockWait(Duration.ofDays(365_000));
    assertThatThrownBy(
            () -> IdentitySync.open(directory, Stores.options().withLockWait(Duration.ofMillis(1))))
        .isInstanceOf(Locked.class);
    CountDownLatch opened = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              try (IdentitySync next = IdentitySync.open(directory, patient)) {
                next.verify();
                opened.countDown();
              }
            });
    waiting.start();
    sync.close();
    opened.await();
    waiting.join();
  }
}
