package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Deliveries;
import io.github.identitysync.testing.Facts;
import io.github.identitysync.testing.Input;
import io.github.identitysync.testing.Records;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import io.github.identitysync.testing.StoresHook;
import io.github.identitysync.testing.Updates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Folders never meet. */
@AddLifecycleHook(StoresHook.class)
class IsolationProperties {

  @Property(tries = 100)
  void aFolderIsAsItWouldBeAlone(@ForAll("records") List<SyncRecord> records, Stores stores) {
    IdentitySync together = stores.inMemory(Stores.anyTime(Stores.options()));
    records.forEach(record -> together.apply(List.of(record)));

    Map<String, List<SyncRecord>> byFolder = new HashMap<>();
    for (SyncRecord record : records) {
      byFolder.computeIfAbsent(record.folderId(), id -> new ArrayList<>()).add(record);
    }
    Map<String, Snapshot.OfFolder> alone = new HashMap<>();
    byFolder.forEach(
        (id, own) -> {
          IdentitySync sync = stores.inMemory(Stores.anyTime(Stores.options()));
          sync.apply(own);
          assertThat(sync.folderIds()).containsExactly(id);
          alone.put(id, Snapshot.of(sync.folder(id)));
        });
    assertThat(Snapshot.of(together).folders()).isEqualTo(alone);
  }

  @Property(tries = 50)
  void whatIsAppliedToOneFolderChangesNoOther(
      @ForAll("records") List<SyncRecord> records, Stores stores) {
    IdentitySync sync = stores.inMemory(Stores.anyTime(Stores.options()));
    for (SyncRecord record : records) {
      Map<String, Snapshot.OfFolder> before = new HashMap<>(Snapshot.of(sync).folders());
      sync.apply(List.of(record));
      Map<String, Snapshot.OfFolder> after = new HashMap<>(Snapshot.of(sync).folders());
      before.remove(record.folderId());
      assertThat(after.remove(record.folderId())).isNotNull();
      assertThat(after).isEqualTo(before);
    }
  }

  @Property(tries = 100)
  void aFolderShowsTheFieldsThatItWouldShowAlone(
      @ForAll("inputs") List<Input> inputs, @ForAll long seed, Stores stores) {
    StoreOptions options = Updates.withRules(Stores.anyTime(Stores.options()));
    IdentitySync together = stores.inMemory(options);
    Deliveries.mixed(inputs, 8, new Random(seed)).forEach(batch -> batch.applyTo(together));

    Map<String, List<Input>> byFolder = new HashMap<>();
    for (Input input : inputs) {
      byFolder.computeIfAbsent(input.folderId(), id -> new ArrayList<>()).add(input);
    }
    Map<String, Snapshot.OfFolder> alone = new HashMap<>();
    byFolder.forEach(
        (id, own) -> {
          IdentitySync sync = stores.inMemory(options);
          Deliveries.atOnce(own).forEach(batch -> batch.applyTo(sync));
          assertThat(sync.folderIds()).containsExactly(id);
          alone.put(id, Snapshot.of(sync.folder(id)));
        });
    assertThat(Snapshot.of(together).folders()).isEqualTo(alone);
  }

  @Property(tries = 50)
  void idsAndDigestsOfTheSameFactsDifferFromFolderToFolder(
      @ForAll("records") List<SyncRecord> records, Stores stores) {
    IdentitySync sync = stores.inMemory(Stores.anyTime(Stores.options()));
    for (String folder : Records.FOLDERS) {
      sync.apply(records.stream().map(record -> in(folder, record)).toList());
    }
    Set<Object> ids = new HashSet<>();
    Set<String> digests = new HashSet<>();
    long profiles = 0;
    for (String id : Records.FOLDERS) {
      Folder folder = sync.folder(id);
      profiles += folder.stats().profiles();
      digests.add(folder.digest());
      Snapshot.of(folder).profiles().forEach(profile -> ids.add(profile.id()));
    }
    assertThat(ids).hasSize((int) profiles);
    assertThat(digests).hasSameSizeAs(Records.FOLDERS);
  }

  @Property(tries = 50)
  void anIdentityIsKnownOnlyInTheFoldersOfItsRecords(
      @ForAll("records") List<SyncRecord> records, Stores stores) {
    IdentitySync sync = stores.inMemory(Stores.anyTime(Stores.options()));
    sync.apply(records);
    Map<String, Set<Identity>> known = new HashMap<>();
    Set<Identity> all = new HashSet<>();
    for (SyncRecord record : records) {
      List<Identity> both = List.of(Facts.browser(record), Facts.external(record));
      known.computeIfAbsent(record.folderId(), id -> new HashSet<>()).addAll(both);
      all.addAll(both);
    }
    for (String id : Records.FOLDERS) {
      for (Identity identity : all) {
        assertThat(sync.folder(id).profile(identity).isPresent())
            .isEqualTo(known.getOrDefault(id, Set.of()).contains(identity));
      }
    }
  }

  @Example
  void foldersThatLookAlikeStayApartOnDisk(Stores stores) {
    IdentitySync sync = stores.open(stores.newDirectory(), Stores.anyTime(Stores.smallJournal()));
    for (int i = 0; i < Records.FOLDERS.size(); i++) {
      sync.apply(List.of(SyncRecord.of(Records.FOLDERS.get(i), "b" + i, "crm", "u")));
    }
    sync = stores.reopen(sync);

    assertThat(sync.folderIds()).containsExactlyInAnyOrderElementsOf(Records.FOLDERS);
    for (int i = 0; i < Records.FOLDERS.size(); i++) {
      Folder folder = sync.folder(Records.FOLDERS.get(i));
      assertThat(folder.stats()).isEqualTo(new FolderStats(2, 1, 1, 2));
      assertThat(folder.profile(Identity.browser("b" + i))).isPresent();
    }
    assertThat(stores.directory(sync).getParent()).isDirectoryNotContaining("glob:**/x");
    assertThat(stores.directory(sync))
        .isDirectoryContaining("glob:**/identities.db")
        .isDirectoryNotContaining("glob:**/CON");
  }

  private static SyncRecord in(String folder, SyncRecord record) {
    return new SyncRecord(
        folder,
        record.browserId(),
        record.externalSystemType(),
        record.externalSystemUserId(),
        record.occurredAt());
  }

  @Provide
  Arbitrary<List<Input>> inputs() {
    return Updates.mixedWith(Records.confusing(), Updates.confusing())
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<List<SyncRecord>> records() {
    return Records.confusing().list().ofMinSize(1).ofMaxSize(40);
  }
}
