package io.github.identitysync.internal.storage;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.IdentitySyncException.Locked;
import io.github.identitysync.model.IdentitySyncException.StorageFailed;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Descriptors;
import io.github.identitysync.testing.FaultJvm;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFilesTest {

  private static final List<SyncRecord> BATCH = List.of(SyncRecord.of("folder", "b", "crm", "u"));

  @TempDir private Path temporary;

  private static String probe(Path directory) throws IOException {
    try (FaultJvm jvm = FaultJvm.start(LockProbe.class, directory.toString())) {
      return jvm.line().orElse("nothing");
    }
  }

  @Test
  void aSecondOpenInTheProcessIsLockedOut() throws IOException {
    Path directory = temporary.resolve("store");
    Path alias = Files.createSymbolicLink(temporary.resolve("alias"), directory);
    Path roundabout = temporary.resolve("store/../store");
    Path parent = Files.createSymbolicLink(temporary.resolve("parent"), temporary);
    Path relative = Path.of("").toAbsolutePath().relativize(directory);
    try (IdentitySync sync = IdentitySync.open(directory)) {
      for (Path path :
          List.of(
              directory,
              alias,
              roundabout,
              relative,
              parent.resolve("store"),
              parent.resolve("alias"))) {
        assertThatThrownBy(() -> IdentitySync.open(path)).isInstanceOf(Locked.class);
      }
      assertThat(probe(directory)).isEqualTo(LockProbe.LOCKED);
      assertThat(probe(alias)).isEqualTo(LockProbe.LOCKED);
      assertThat(probe(parent.resolve("alias"))).isEqualTo(LockProbe.LOCKED);
      sync.apply(BATCH);
      sync.verify();
    }
    assertThat(probe(directory)).isEqualTo(LockProbe.TAKEN);
    try (IdentitySync sync = IdentitySync.open(alias)) {
      assertThat(sync.folder("folder").stats().links()).isEqualTo(1);
      sync.verify();
    }
  }

  @Test
  void anotherProcessLocksOutUntilItDies() throws IOException {
    Path directory = temporary.resolve("store");
    try (FaultJvm jvm = FaultJvm.start(LockProbe.class, directory.toString())) {
      assertThat(jvm.line()).contains(LockProbe.TAKEN);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> IdentitySync.open(directory)).isInstanceOf(Locked.class);
      }
      assertThat(probe(directory)).isEqualTo(LockProbe.LOCKED);
    }
    try (IdentitySync sync = IdentitySync.open(directory)) {
      sync.apply(BATCH);
      sync.verify();
    }
  }

  @Test
  void anOpenerThatIsLockedOutLeavesNoDescriptor() throws IOException {
    assumeTrue(Descriptors.areListed());
    try (FileChannel other = FileChannel.open(temporary.resolve("lock"), CREATE_NEW, WRITE)) {
      assertThat(other.tryLock()).isNotNull();
      assertThatThrownBy(() -> DiskFiles.lock(temporary)).isInstanceOf(Locked.class);
      assertThat(Descriptors.under(temporary)).containsExactly("lock");
    }
    try (DiskFiles files = DiskFiles.lock(temporary)) {
      files.sync();
      assertThatThrownBy(() -> DiskFiles.lock(temporary)).isInstanceOf(Locked.class);
      assertThat(Descriptors.under(temporary)).containsOnly("lock");
    }
    assertThat(Descriptors.under(temporary)).isEmpty();
  }

  @Test
  void anOpenThatFailsGivesTheDirectoryUp() throws IOException {
    Path directory = Files.createDirectory(temporary.resolve("store"));
    Path base = Files.writeString(directory.resolve("identities.db"), "not a store");
    assertThatThrownBy(() -> IdentitySync.open(directory)).isNotInstanceOf(Locked.class);
    assertThat(probe(directory)).isEqualTo(LockProbe.TAKEN);
    Files.delete(base);
    try (IdentitySync sync = IdentitySync.open(directory)) {
      sync.verify();
    }
  }

  @Test
  void aDirectoryThatIsRenamedStaysLocked() throws IOException {
    Path directory = temporary.resolve("store");
    Path renamed = temporary.resolve("renamed");
    try (IdentitySync sync = IdentitySync.open(directory)) {
      sync.apply(BATCH);
      Files.move(directory, renamed);
      assertThatThrownBy(() -> IdentitySync.open(renamed)).isInstanceOf(Locked.class);
      assertThat(probe(renamed)).isEqualTo(LockProbe.LOCKED);
      try (IdentitySync another = IdentitySync.open(directory)) {
        assertThat(another.folderIds()).isEmpty();
        another.verify();
      }
      sync.apply(List.of(SyncRecord.of("folder", "b2", "crm", "u")));
      sync.verify();
    }
    try (IdentitySync sync = IdentitySync.open(renamed)) {
      assertThat(sync.folder("folder").stats().links()).isEqualTo(2);
      sync.verify();
    }
  }

  @Test
  void aProcessKeepsItselfOutAlsoWithoutTheLockFile() throws IOException {
    Path directory = temporary.resolve("store");
    try (IdentitySync sync = IdentitySync.open(directory)) {
      Files.delete(directory.resolve("lock"));
      assertThatThrownBy(() -> IdentitySync.open(directory)).isInstanceOf(Locked.class);
      sync.apply(BATCH);
      sync.verify();
    }
    try (IdentitySync sync = IdentitySync.open(directory)) {
      assertThat(sync.folder("folder").stats().links()).isEqualTo(1);
      sync.verify();
    }
  }

  @Test
  void oneOfManyOpenersWins() {
    Path directory = temporary.resolve("store");
    AtomicInteger locked = new AtomicInteger();
    List<IdentitySync> winners =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    return Stream.of(IdentitySync.open(directory));
                  } catch (Locked e) {
                    locked.incrementAndGet();
                    return Stream.<IdentitySync>empty();
                  }
                })
            .flatMap(stream -> stream)
            .toList();
    assertThat(winners).hasSize(1);
    assertThat(locked).hasValue(15);
    winners.get(0).verify();
    winners.get(0).close();
  }

  @Test
  void whatIsNoDirectoryCannotBeOpened() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "text");
    Path dangling = Files.createSymbolicLink(temporary.resolve("dangling"), Path.of("nowhere"));
    for (Path path : List.of(file, file.resolve("store"), dangling)) {
      assertThatThrownBy(() -> IdentitySync.open(path)).isInstanceOf(StorageFailed.class);
    }
    assertThat(file).hasContent("text");
  }

  @Test
  void aFileHoldsWhatWasWritten() throws IOException {
    try (DiskFiles files = DiskFiles.lock(temporary);
        StoreFile file = files.open("file")) {
      assertThat(files.exists("file")).isTrue();
      assertThat(files.exists("another")).isFalse();
      file.write(3, ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 9}, 1, 3));
      assertThat(file.size()).isEqualTo(6);
      byte[] read = new byte[8];
      file.read(2, read, 1, 4);
      assertThat(read).containsExactly(0, 0, 1, 2, 3, 0, 0, 0);
      assertThatThrownBy(() -> file.read(3, read, 0, 4)).isInstanceOf(EOFException.class);
      file.truncate(100);
      assertThat(file.size()).isEqualTo(6);
      file.truncate(4);
      assertThat(file.size()).isEqualTo(4);
      file.sync();
      files.sync();
    }
  }
}
