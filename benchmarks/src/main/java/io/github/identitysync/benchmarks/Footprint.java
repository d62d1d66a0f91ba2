package io.github.identitysync.benchmarks;

import io.github.identitysync.FolderStats;
import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints how many bytes of heap and of disk an identity takes, links included, after a store was
 * written in batches of 1,000 records, closed and opened again; and with a third argument, {@code
 * fields}, once more after each identity got five fields. The other arguments: how many records,
 * and the directory for the store, which must not exist.
 */
public final class Footprint {

  private static final long SEED = 42;
  private static final int BATCH_SIZE = 1_000;

  private Footprint() {}

  /** Runs the measurement. */
  public static void main(String[] args) throws IOException {
    boolean fields = args.length == 3 && args[2].equals("fields");
    if (args.length != 2 && !fields) {
      System.err.println("usage: Footprint RECORDS DIRECTORY [fields]");
      System.exit(2);
    }
    int records = Integer.parseInt(args[0]);
    Path directory = Path.of(args[1]);
    long before = usedHeap();
    fill(directory, records);
    print("links", directory, before);
    if (fields) {
      fillFields(directory, records);
      print("links and five fields each", directory, before);
    }
  }

  private static void fill(Path directory, int records) {
    try (IdentitySync sync = IdentitySync.open(directory)) {
      for (List<SyncRecord> batch : Workload.batches(SEED, records, BATCH_SIZE)) {
        sync.apply(batch);
      }
    }
  }

  private static void fillFields(Path directory, int records) {
    try (IdentitySync sync = IdentitySync.open(directory)) {
      new UpdateWorkload(SEED, records).first(BATCH_SIZE).forEach(sync::update);
    }
  }

  private static void print(String what, Path directory, long heapBefore) throws IOException {
    long disk = bytesOn(directory);
    try (IdentitySync sync = IdentitySync.open(directory)) {
      FolderStats stats = sync.folder(Workload.FOLDER).stats();
      double identities = stats.identities();
      System.out.printf(
          "%,d identities, %,d %s: %.1f bytes of heap and %.1f bytes of disk an identity%n",
          stats.identities(),
          stats.links(),
          what,
          (usedHeap() - heapBefore) / identities,
          disk / identities);
    }
  }

  private static long bytesOn(Path directory) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
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
