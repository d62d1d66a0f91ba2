package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.identitysync.json.ParsedBatch;
import io.github.identitysync.json.SyncJson;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Keys;
import io.github.identitysync.testing.Oracle;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The identities of the authors of real commits, from a file beside the checkout. */
class RealGraphTest {

  private static final String FILE = "shared/data/commit-identities.ndjson.gz";

  private static List<SyncRecord> records;

  @RegisterExtension final Stores stores = new Stores();

  private Oracle oracle;

  @BeforeAll
  static void read() throws IOException {
    Path file = besideTheCheckout();
    boolean isThere = file != null && Files.isReadable(file);
    if (!isThere) {
      System.out.println("RealGraphTest is skipped: there is no ../" + FILE);
    }
    assumeTrue(isThere, "there is no ../" + FILE);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      ParsedBatch batch = SyncJson.read(in);
      assertThat(batch.rejected()).isEmpty();
      records = batch.records();
    }
  }

  private static Path besideTheCheckout() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null) {
      if (Files.isDirectory(at.resolve("core")) && Files.exists(at.resolve("pom.xml"))) {
        return at.resolveSibling(FILE);
      }
      at = at.getParent();
    }
    return null;
  }

  @BeforeEach
  void askTheOracle() {
    oracle = Oracle.of(new Keys(stores.inMemory()), records);
  }

  private Snapshot apply(IdentitySync sync, List<SyncRecord> order, int batchSize) {
    for (int at = 0; at < order.size(); at += batchSize) {
      sync.apply(order.subList(at, Math.min(at + batchSize, order.size())));
    }
    return Snapshot.check(sync, oracle);
  }

  private Snapshot appliedAtOnce() {
    return apply(stores.inMemory(), records, records.size());
  }

  @Test
  void hasTheKnownSize() {
    Snapshot snapshot = appliedAtOnce();
    List<FolderStats> stats =
        snapshot.folders().values().stream().map(Snapshot.OfFolder::stats).toList();
    assertThat(records).hasSize(43_746);
    assertThat(stats.stream().mapToLong(FolderStats::identities).sum()).isEqualTo(724);
    assertThat(stats.stream().mapToLong(FolderStats::links).sum()).isEqualTo(410);
    assertThat(stats.stream().mapToLong(FolderStats::profiles).sum()).isEqualTo(315);
    assertThat(stats.stream().mapToLong(FolderStats::largestProfile).max()).hasValue(8);
  }

  @Test
  void theSizeOfBatchesMakesNoDifference() {
    Snapshot expected = appliedAtOnce();
    for (int batchSize : new int[] {1, 7, 1_000}) {
      assertThat(apply(stores.inMemory(), records, batchSize))
          .as("batches of %d", batchSize)
          .isEqualTo(expected);
    }
  }

  @Test
  void orderMakesNoDifference() {
    Snapshot expected = appliedAtOnce();
    for (long seed : LongStream.range(0, 3).toArray()) {
      List<SyncRecord> shuffled = new ArrayList<>(records);
      Collections.shuffle(shuffled, new Random(seed));
      for (int batchSize : new int[] {7, 1_000}) {
        assertThat(apply(stores.inMemory(), shuffled, batchSize))
            .as("seed %d, batches of %d", seed, batchSize)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void onDiskItIsTheSameBeforeAndAfterReopening() {
    Snapshot expected = appliedAtOnce();
    List<SyncRecord> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(4));
    IdentitySync sync = stores.open(stores.newDirectory(), Stores.smallJournal());
    assertThat(apply(sync, shuffled, 7)).isEqualTo(expected);
    assertThat(Snapshot.check(stores.reopen(sync), oracle)).isEqualTo(expected);
  }
}
