package io.github.identitysync.internal.folder;

import io.github.identitysync.FolderStats;
import io.github.identitysync.Profile;
import io.github.identitysync.internal.storage.FactStore;
import io.github.identitysync.internal.storage.MemoryFiles;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Folders of a store in memory without the floors above: what the store's thread does for a commit,
 * done by the test. All folders have the same id, so the same facts give them the same digest.
 */
final class FolderFixture implements AutoCloseable {

  static final String ID = "f";
  static final byte[] SECRET = Stores.options().secret();

  final MemoryFiles files = new MemoryFiles();
  final FactStore store;
  private int folders;

  FolderFixture() {
    try {
      store = FactStore.open(files, SECRET, 1 << 20);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static SyncRecord record(int browser, int external, long time) {
    return new SyncRecord(ID, "b" + browser, "t", "u" + external, Instant.ofEpochMilli(time));
  }

  static byte[] name(Identity identity) {
    ByteSink sink = new ByteSink(8);
    Names.put(sink, identity);
    return Arrays.copyOf(sink.bytes(), sink.size());
  }

  /** Returns a new folder without facts. */
  FolderState folder() {
    return new FolderState(store, new BlockCaches(1 << 20), ID, FolderState.UNNUMBERED);
  }

  /** Returns a new folder that has applied each list as a batch. */
  FolderState folder(List<List<SyncRecord>> batches) {
    FolderState folder = folder();
    batches.forEach(batch -> apply(folder, batch));
    return folder;
  }

  /** Returns a new folder that has applied a batch. */
  FolderState folder(SyncRecord... records) {
    return folder(List.of(List.of(records)));
  }

  /** Applies a batch, unless it says nothing new. */
  SyncBatch apply(FolderState folder, List<SyncRecord> records) {
    SyncBatch batch = links(folder, records);
    if (!folder.resolve(batch)) {
      commit(folder, batch);
    }
    return batch;
  }

  /** Returns a batch of records that is not applied yet. */
  static SyncBatch links(FolderState folder, List<SyncRecord> records) {
    SyncBatch batch = new SyncBatch(folder, 1);
    records.forEach(record -> batch.add(record, record.occurredAt().toEpochMilli()));
    return batch;
  }

  /** Returns an update of a browser's field {@code x}. */
  static ProfileUpdate update(int browser, FieldValue value, long time) {
    return new ProfileUpdate(
        ID, Identity.browser("b" + browser), Map.of("x", value), Instant.ofEpochMilli(time));
  }

  /** Returns a batch of updates that is not applied yet. */
  static UpdateBatch batch(FolderState folder, List<ProfileUpdate> updates) {
    UpdateBatch batch = new UpdateBatch(folder, 1, "union"::equals);
    updates.forEach(update -> batch.add(update, update.occurredAt()));
    return batch;
  }

  /** Applies updates, unless they say nothing new. */
  UpdateBatch update(FolderState folder, List<ProfileUpdate> updates) {
    UpdateBatch batch = batch(folder, updates);
    if (!folder.resolve(batch)) {
      commit(folder, batch);
    }
    return batch;
  }

  /** Applies batches in one commit. */
  void commit(FolderState folder, IdentityBatch... batches) {
    FolderWriter writer = new FolderWriter(folder);
    for (IdentityBatch batch : batches) {
      writer.stage(batch);
    }
    if (writer.needsNumber()) {
      writer.number(folders);
      store.addFolder((ID + folders++).getBytes(StandardCharsets.US_ASCII), folder.number());
    }
    publish(writer);
  }

  /** Writes what was staged and shows it. */
  static void publish(FolderWriter writer) {
    writer.writeFacts();
    writer.lock();
    writer.publish();
    writer.unlock();
  }

  /** Returns a folder with the same facts, read from the store. */
  FolderState reload(FolderState folder) {
    return new FolderState(store, new BlockCaches(1 << 20), ID, folder.number()).load();
  }

  /** Verifies a folder. */
  void verify(FolderState folder) {
    FolderVerifier.verify(store, ID, folder.number(), folder);
  }

  /** Returns everything that a folder says. */
  static Snapshot.OfFolder snapshot(FolderState folder) {
    FolderNames names = folder.names();
    Set<Profile> profiles = new HashSet<>();
    Partition partition = folder.profiles().partition();
    partition
        .starts()
        .forEach(
            start -> {
              ProfileReading.Members members = folder.profiles().read(partition, start).members();
              List<Identity> identities = new ArrayList<>();
              for (int member : members.nodes()) {
                identities.add(names.name(member));
              }
              identities.sort(null);
              profiles.add(
                  new Profile(
                      ID,
                      members.id(),
                      names.name(members.canonical()),
                      identities,
                      Collections.emptySortedMap()));
            });
    FolderState.Size size = folder.size();
    return new Snapshot.OfFolder(
        new FolderStats(size.nodes(), size.edges(), size.sets(), size.largest()),
        profiles,
        folder.digest().toHex());
  }

  @Override
  public void close() {
    try {
      store.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
