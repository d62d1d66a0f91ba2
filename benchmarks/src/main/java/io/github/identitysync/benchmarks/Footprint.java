package io.github.identitysync.benchmarks;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * Prints how many bytes of heap and of disk an identity takes, links included, in each store, after
 * it was written in batches of 1,000 records, closed, opened again and asked once; stores that are
 * not durable are measured as they are after writing. What a store has outside of the heap is not
 * seen.
 */
public final class Footprint {

  private static final String USAGE =
      """
      usage: Footprint RECORDS DIRECTORY FILE [STORE...]
             Footprint RECORDS DIRECTORY fields
             Footprint RECORDS DIRECTORY folders IDENTITIES
      DIRECTORY is where stores are made; a line of JSON for each is appended to FILE.""";

  private static final int UPDATE_BATCH_SIZE = 1_000;

  private final int records;
  private final Path parent;
  private final long identities;

  private Footprint(int records, Path parent) {
    this.records = records;
    this.parent = parent;
    this.identities = Workload.identityCount(records);
  }

  /** Runs the measurement. */
  public static void main(String[] args) throws IOException {
    if (args.length < 3) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Footprint footprint = new Footprint(Integer.parseInt(args[0]), Path.of(args[1]));
    if (args[2].equals("fields")) {
      footprint.measureFields();
      return;
    }
    if (args[2].equals("folders") && args.length == 4) {
      footprint.measureFolders(Integer.parseInt(args[3]));
      return;
    }
    Path file = Path.of(args[2]);
    List<StoreKind> kinds =
        args.length == 3
            ? List.of(StoreKind.values())
            : Arrays.stream(args).skip(3).map(StoreKind::valueOf).toList();
    for (StoreKind kind : kinds) {
      footprint.measure(kind, file);
    }
  }

  private void measure(StoreKind kind, Path file) throws IOException {
    ScratchDirectory directory = ScratchDirectory.create(parent.toString());
    long before = usedHeap();
    long disk = 0;
    IdentityStore store = kind.open(directory.store());
    ScratchStore.fill(store, Workload.INSERT.measured(records));
    if (kind.isDurable()) {
      store.close();
      disk = directory.bytes();
      store = kind.open(directory.store());
    }
    ask(store);
    long heap = usedHeap() - before;
    store.close();
    directory.delete();
    print(kind.displayName(), heap, disk);
    String line =
        String.format(
            "{\"store\":\"%s\",\"records\":%d,\"identities\":%d,\"heapBytes\":%d,\"diskBytes\":%d}",
            kind, records, identities, heap, disk);
    Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void ask(IdentityStore store) {
    Identity identity = Identity.browser(Workload.INSERT.record(0, records).browserId());
    if (store.profile(Workload.FOLDER, identity) == 0) {
      throw new IllegalStateException("an identity is lost");
    }
  }

  /** Measures this library with five fields of each identity as well. */
  private void measureFields() throws IOException {
    ScratchDirectory directory = ScratchDirectory.create(parent.toString());
    long before = usedHeap();
    try (IdentityStore store = StoreKind.IDENTITY_SYNC.open(directory.store())) {
      ScratchStore.fill(store, Workload.INSERT.measured(records));
    }
    try (IdentitySync sync = IdentitySync.open(directory.store())) {
      new UpdateWorkload(records).first(UPDATE_BATCH_SIZE).forEach(sync::update);
    }
    long disk = directory.bytes();
    try (IdentityStore store = StoreKind.IDENTITY_SYNC.open(directory.store())) {
      ask(store);
      print("with five fields each", usedHeap() - before, disk);
    }
    directory.delete();
  }

  /** Measures this library with all identities in small folders, each of which is used. */
  private void measureFolders(int identitiesOfEach) throws IOException {
    int persons = Math.max(1, Workload.personsOf(identitiesOfEach));
    ScratchDirectory directory = ScratchDirectory.create(parent.toString());
    long before = usedHeap();
    try (IdentityStore store = StoreKind.IDENTITY_SYNC.open(directory.store())) {
      ScratchStore.fill(store, Workload.inFolders(records, persons));
    }
    long disk = directory.bytes();
    try (IdentitySync sync = IdentitySync.open(directory.store())) {
      long found = 0;
      int folders = 0;
      for (String id : sync.folderIds()) {
        found += sync.folder(id).stats().identities();
        folders++;
      }
      if (found != identities) {
        throw new IllegalStateException("an identity is lost");
      }
      print(String.format("in %,d folders", folders), usedHeap() - before, disk);
    }
    directory.delete();
  }

  private void print(String what, long heap, long disk) {
    System.out.printf(
        "%,d identities, %s: %.1f bytes of heap and %.1f bytes of disk an identity%n",
        identities, what, (double) heap / identities, (double) disk / identities);
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}
