package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Opening, closing and verifying a store. */
class IdentitySyncTest {

  private static final SyncRecord RECORD = SyncRecord.of("f", "b", "crm", "u");
  private static final ProfileUpdate UPDATE =
      new ProfileUpdate(
          "f", Identity.browser("b"), Map.of("n", FieldValue.wholeNumber(1)), Instant.EPOCH);

  @RegisterExtension final Stores stores = new Stores();

  @Test
  void anEmptyStoreVerifies() {
    assertThatCode(stores.inMemory()::verify).doesNotThrowAnyException();
    IdentitySync onDisk = stores.onDisk();
    assertThatCode(onDisk::verify).doesNotThrowAnyException();
    IdentitySync reopened = stores.reopen(onDisk);
    assertThatCode(reopened::verify).doesNotThrowAnyException();
    assertThat(reopened.folderIds()).isEmpty();
  }

  @Test
  void openingCreatesTheDirectoryWithItsParents() {
    Path directory = stores.newDirectory().resolve("a").resolve("b");
    IdentitySync sync = stores.open(directory, Stores.options());
    sync.apply(List.of(RECORD));
    assertThat(directory).isDirectoryContaining("glob:**/identities.db");
  }

  @Test
  void whatWasAppliedIsThereAfterReopening() {
    IdentitySync sync = stores.onDisk();
    sync.apply(List.of(RECORD, SyncRecord.of("g", "b", "crm", "u")));
    Snapshot before = Snapshot.of(sync);
    assertThat(before.folders()).hasSize(2);
    assertThat(Snapshot.of(stores.reopen(stores.reopen(sync)))).isEqualTo(before);
  }

  @Test
  void aStoreDrawsItsOwnSecretAndKeepsIt() {
    Path directory = stores.newDirectory();
    IdentitySync sync = stores.open(directory, StoreOptions.defaults());
    sync.apply(List.of(RECORD));
    String digest = sync.folder("f").digest();
    ProfileId id = sync.folder("f").profile(Identity.browser("b")).orElseThrow().id();
    assertThat(stores.reopen(sync).folder("f").digest()).isEqualTo(digest);

    IdentitySync other = stores.inMemory(StoreOptions.defaults());
    other.apply(List.of(RECORD));
    assertThat(other.folder("f").digest()).isNotEqualTo(digest);
    assertThat(other.folder("f").profile(Identity.browser("b")).orElseThrow().id())
        .isNotEqualTo(id);
  }

  @Test
  void storesWithOneSecretAgree() {
    IdentitySync one = stores.inMemory();
    IdentitySync other = stores.onDisk();
    one.apply(List.of(RECORD));
    other.apply(List.of(RECORD));
    assertThat(Snapshot.of(one)).isEqualTo(Snapshot.of(other));
  }

  @Test
  void aWrongSecretIsRefusedAndTheStoreStaysUsable() {
    Path directory = stores.newDirectory();
    IdentitySync sync = stores.open(directory, Stores.options());
    sync.apply(List.of(RECORD));
    sync.close();

    StoreOptions wrong = Stores.options().withSecret(new byte[16]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdentitySync.open(directory, wrong))
        .withMessage("the secret is not the one that the store was created with");
    assertThat(stores.open(directory, Stores.options()).folder("f").stats().links()).isEqualTo(1);
  }

  @Test
  void aDirectoryIsOpenOnce() {
    IdentitySync sync = stores.onDisk();
    Path directory = stores.directory(sync);
    assertThatExceptionOfType(IdentitySyncException.Locked.class)
        .isThrownBy(() -> IdentitySync.open(directory, Stores.options()));
    sync.apply(List.of(RECORD));
    sync.close();
    assertThat(stores.open(directory, Stores.options()).folderIds()).containsExactly("f");
  }

  @Test
  void folderIdsAreSortedAndACopy() {
    IdentitySync sync = stores.inMemory();
    List<String> ids = List.of("b", "a", "\ud83d\ude00", "B", "aa", "\uffff", "10", "9");
    for (String id : ids) {
      sync.apply(List.of(SyncRecord.of(id, "b", "crm", "u")));
    }
    assertThat(sync.folderIds()).containsExactlyElementsOf(ids.stream().sorted().toList());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> sync.folderIds().remove("a"));
    SortedSet<String> before = sync.folderIds();
    sync.apply(List.of(SyncRecord.of("later", "b", "crm", "u")));
    assertThat(before).doesNotContain("later");
  }

  @Test
  void nullIsRefused() {
    Path directory = stores.newDirectory();
    assertThatNullPointerException().isThrownBy(() -> IdentitySync.open((Path) null));
    assertThatNullPointerException().isThrownBy(() -> IdentitySync.open(directory, null));
    assertThatNullPointerException().isThrownBy(() -> IdentitySync.inMemory(null));
    assertThat(directory).doesNotExist();
  }

  @Test
  void everyCallOnAClosedStoreSaysSo() {
    IdentitySync sync = stores.onDisk();
    sync.apply(List.of(RECORD));
    Folder folder = sync.folder("f");
    Folder unused = sync.folder("g");
    Profile profile = folder.profile(Identity.browser("b")).orElseThrow();
    sync.close();
    sync.close();

    assertClosed(() -> sync.apply(List.of(RECORD)));
    assertClosed(() -> sync.apply(List.of()));
    assertClosed(() -> sync.update(List.of(UPDATE)));
    assertClosed(() -> sync.update(List.of()));
    assertClosed(sync::folderIds);
    assertClosed(sync::verify);
    for (Folder view : List.of(folder, unused, sync.folder("h"))) {
      assertClosed(() -> view.profile(Identity.browser("b")));
      assertClosed(() -> view.profile(profile.id()));
      assertClosed(() -> view.field(Identity.browser("b"), "n"));
      assertClosed(() -> view.sameProfile(Identity.browser("b"), Identity.browser("b")));
      assertClosed(() -> view.profileId(Identity.browser("b")));
      assertClosed(() -> view.profiles(List.of()));
      assertClosed(() -> view.profiles(List.of(Identity.browser("b"))));
      assertClosed(() -> view.page(1));
      assertClosed(() -> view.page(profile.id().toString(), 1));
      assertClosed(() -> view.profiles());
      assertClosed(view::stats);
      assertClosed(view::digest);
    }
    assertThat(folder.id()).isEqualTo("f");
    assertThat(profile.identities()).hasSize(2);
  }

  private static void assertClosed(Runnable call) {
    assertThatExceptionOfType(IdentitySyncException.Closed.class)
        .isThrownBy(call::run)
        .withMessage("the store is closed");
  }

  @Test
  void anInterruptedThreadAppliesAndStaysInterrupted() {
    IdentitySync sync = stores.onDisk();
    Thread.currentThread().interrupt();
    sync.apply(List.of(RECORD));
    sync.verify();
    assertThat(sync.folder("f").profile(Identity.browser("b"))).isPresent();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(stores.reopen(sync).folder("f").stats().links()).isEqualTo(1);
  }

  @Test
  void whatIsPrintedHasNoIdentifierAndNoSecret() {
    IdentitySync sync = stores.inMemory();
    sync.apply(List.of(SyncRecord.of("marker-f", "marker-b", "marker-t", "marker-u")));
    Folder folder = sync.folder("marker-f");
    for (Object printed : List.of(sync, folder, folder.stats(), Stores.options())) {
      assertThat(printed.toString()).doesNotContain("marker", "sixteen", "115");
    }
  }
}
