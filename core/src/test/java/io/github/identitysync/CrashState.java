package io.github.identitysync;

import io.github.identitysync.testing.Batch;
import io.github.identitysync.testing.Keys;
import io.github.identitysync.testing.Oracle;
import io.github.identitysync.testing.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything that readers of a store can see. */
record CrashState(SortedMap<String, Contents> folders) {

  private static final int COMPARED = 20;

  /** What a folder has; the profiles are in the order of their ids. */
  record Contents(FolderStats stats, String digest, List<Profile> profiles) {}

  static CrashState of(IdentitySync sync) {
    SortedMap<String, Contents> folders = new TreeMap<>();
    for (String id : sync.folderIds()) {
      Folder folder = sync.folder(id);
      try (Stream<Profile> profiles = folder.profiles()) {
        List<Profile> sorted =
            profiles.sorted(Comparator.comparing(profile -> profile.id().value())).toList();
        folders.put(id, new Contents(folder.stats(), folder.digest(), sorted));
      }
    }
    return new CrashState(folders);
  }

  /**
   * Returns the state before the first batch and after each of them, as of a store on the heap,
   * which must say what the oracle says; that is asked after each of a few batches, and of many now
   * and then.
   */
  static List<CrashState> afterEach(List<Batch> batches, StoreOptions options) {
    List<CrashState> states = new ArrayList<>();
    try (IdentitySync sync = IdentitySync.inMemory(options);
        IdentitySync keys = IdentitySync.inMemory(options)) {
      Oracle oracle = new Oracle(new Keys(keys), options.rules());
      states.add(of(sync));
      int stride = 1 + batches.size() / COMPARED;
      for (Batch batch : batches) {
        batch.applyTo(sync);
        batch.tell(oracle);
        if (states.size() % stride == 0 || states.size() == batches.size()) {
          Snapshot.check(sync, oracle);
        }
        states.add(of(sync));
      }
      sync.verify();
    }
    return states;
  }

  /** Names the folders and their sizes, which is enough to tell where two states part. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    folders.forEach(
        (id, contents) ->
            text.append(id + ": " + contents.stats() + " " + contents.digest() + "; "));
    return text.toString();
  }
}
