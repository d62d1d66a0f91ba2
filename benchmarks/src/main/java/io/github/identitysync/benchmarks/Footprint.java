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
 * written in batches of 1,000 records, closed and opened again. Arguments: how many records, and
 * the directory for the store, which must not exist.
 */
public final class Footprint {

  private static final long SEED = 42;
  private static final int BATCH_SIZE = 1_000;

  private Footprint() {}

  /** Runs the measurement. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: Footprint RECORDS DIRECTORY");
      System.exit(2);
    }
    Path directory = Path.of(args[1]);
    long before = usedHeap();
    fill(directory, Integer.parseInt(args[0]));
    long disk = bytesOn(directory);
    try (IdentitySync sync = IdentitySync.open(directory)) {
      FolderStats stats = sync.folder(Workload.FOLDER).stats();
      double identities = stats.identities();
      System.out.printf(
          "%,d identities, %,d links: %.1f bytes of heap and %.1f bytes of disk an identity%n",
          stats.identities(), stats.links(), (usedHeap() - before) / identities, disk / identities);
    }
  }

  private static void fill(Path directory, int records) {
    try (IdentitySync sync = IdentitySync.open(directory)) {
      for (List<SyncRecord> batch : Workload.batches(SEED, records, BATCH_SIZE)) {
        sync.apply(batch);
      }
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
