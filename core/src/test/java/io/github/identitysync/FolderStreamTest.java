package io.github.identitysync;

import static io.github.identitysync.model.Identity.browser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream of profiles while the folder changes. */
class FolderStreamTest {

  @RegisterExtension final Stores stores = new Stores();

  private IdentitySync sync;
  private Folder folder;

  /** Three profiles, in the order in which the stream gives them. */
  @BeforeEach
  void open() {
    sync = stores.inMemory();
    folder = sync.folder("f");
    link("b0", "u0", 10);
    link("b1", "u1", 20);
    link("b2", "u2", 30);
  }

  private void link(String browser, String user, long time) {
    sync.apply(List.of(new SyncRecord("f", browser, "crm", user, Instant.ofEpochMilli(time))));
  }

  private List<Profile> readWith(Runnable afterTheFirst) {
    List<Profile> read = new ArrayList<>();
    try (Stream<Profile> stream = folder.profiles()) {
      Iterator<Profile> profiles = stream.iterator();
      read.add(profiles.next());
      afterTheFirst.run();
      profiles.forEachRemaining(read::add);
    }
    return read;
  }

  @ParameterizedTest
  @CsvSource({"b9,u2,40", "b1,u2,40", "b0,u2,40", "b1,u0,1", "b2,u9,1", "b9,u9,1"})
  void theProfilesAreThoseOfTheCallWhateverIsLinkedMeanwhile(
      String browser, String user, long time) {
    List<Profile> before;
    try (Stream<Profile> profiles = folder.profiles()) {
      before = profiles.toList();
    }
    assertThat(before).hasSize(3);
    assertThat(readWith(() -> link(browser, user, time))).isEqualTo(before);
  }

  @Test
  void aParallelReaderGetsTheSame() {
    for (int i = 10; i < 2_000; i++) {
      link("b" + i, "u" + i / 3, i);
    }
    try (Stream<Profile> inOrder = folder.profiles();
        Stream<Profile> parallel = folder.profiles().parallel()) {
      assertThat(parallel.toList()).isEqualTo(inOrder.toList());
    }
  }

  @Test
  void theStreamOfAClosedStoreEnds() {
    Stream<Profile> stream = folder.profiles();
    Iterator<Profile> profiles = stream.iterator();
    profiles.next();
    sync.close();
    assertThatExceptionOfType(IdentitySyncException.Closed.class).isThrownBy(profiles::next);
    stream.close();
  }
}
