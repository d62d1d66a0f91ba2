package io.github.identitysync.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoresTest {

  private static final List<SyncRecord> RECORDS =
      IntStream.range(0, 2_000).mapToObj(i -> SyncRecord.of("f", "b" + i, "t", "u" + i)).toList();

  /** What is tested; its end is the test's own. */
  private final Stores subject = new Stores();

  @RegisterExtension final Stores around = new Stores();

  @Test
  void aDamagedStoreFailsTheTest() throws IOException {
    IdentitySync sync = subject.onDisk();
    sync.apply(RECORDS);
    sync = subject.reopen(sync);
    damage(subject.directory(sync));

    assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
        .isThrownBy(() -> subject.afterEach(null));
  }

  @Test
  void aDamagedStoreFailsTheTestThatHasClosedIt() throws IOException {
    IdentitySync sync = subject.onDisk();
    sync.apply(RECORDS);
    Path directory = subject.directory(sync);
    sync.close();
    damage(directory);

    assertThatExceptionOfType(IdentitySyncException.Corrupt.class)
        .isThrownBy(() -> subject.afterEach(null));
  }

  @Test
  void aDamagedStoreThatTheTestDisownsIsLeftAlone() throws IOException {
    IdentitySync sync = subject.onDisk();
    sync.apply(RECORDS);
    sync = subject.reopen(sync);
    damage(subject.directory(sync));
    subject.disown(sync);

    subject.afterEach(null);
  }

  @Test
  void everyStoreIsClosedAndEveryDirectoryDeleted() {
    IdentitySync onDisk = subject.onDisk();
    IdentitySync inMemory = subject.inMemory();
    Path directory = subject.directory(onDisk);
    subject.afterEach(null);

    assertThatThrownBy(onDisk::verify).isInstanceOf(IdentitySyncException.Closed.class);
    assertThatThrownBy(inMemory::verify).isInstanceOf(IdentitySyncException.Closed.class);
    assertThat(directory).doesNotExist();
    assertThat(directory.getParent()).doesNotExist();
  }

  @Test
  void aStoreOpenedAgainKeepsItsRecords() {
    IdentitySync sync = around.onDisk();
    sync.apply(RECORDS);

    assertThat(around.reopen(sync).folder("f").stats().links()).isEqualTo(2_000);
  }

  /** Changes every byte of the second half of the base file. */
  static void damage(Path directory) throws IOException {
    Path file = directory.resolve("identities.db");
    byte[] bytes = Files.readAllBytes(file);
    for (int at = bytes.length / 2; at < bytes.length; at++) {
      bytes[at] ^= 0x55;
    }
    Files.write(file, bytes);
  }
}
