package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FolderFixture.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a batch writes. */
class FolderWriterTest {

  private final FolderFixture fixture = new FolderFixture();
  private final FolderState folder = fixture.folder(record(0, 0, 10));

  @AfterEach
  void close() {
    fixture.verify(folder);
    fixture.close();
  }

  private CollectedFacts written(List<SyncRecord> records) {
    int before = folder.blockCount();
    fixture.apply(folder, records);
    CollectedFacts facts = new CollectedFacts();
    for (int key = before; key < folder.blockCount(); key++) {
      new BlockReader(folder.number(), key, folder.block(key)).read(facts);
    }
    return facts;
  }

  @Test
  void recordsThatSayNothingNewWriteNoBlock() {
    fixture.apply(folder, Collections.nCopies(100, record(0, 0, 10)));
    fixture.apply(folder, List.of(record(0, 0, 11)));
    assertThat(folder.blockCount()).isEqualTo(1);
  }

  @Test
  void aKnownRecordBesideANewOneWritesNothing() {
    CollectedFacts facts =
        written(List.of(record(0, 0, 10), record(1, 0, 12), record(0, 0, 11), record(1, 0, 13)));
    assertThat(facts.nodes).containsExactly("12  b1");
    assertThat(facts.edges).containsExactly("2 1 12");
    assertThat(facts.nodeTimes).isEmpty();
    assertThat(facts.edgeTimes).isEmpty();
  }

  @Test
  void newIdentitiesAndLinksAreWrittenOnceWithTheirEarliestTime() {
    CollectedFacts facts = written(List.of(record(5, 5, 9), record(5, 5, 7), record(5, 5, 8)));
    assertThat(facts.nodes).containsExactly("7  b5", "7 t u5");
    assertThat(facts.edges).containsExactly("2 3 7");
    assertThat(facts.nodeTimes).isEmpty();
    assertThat(facts.edgeTimes).isEmpty();
  }

  @Test
  void anEarlierTimeIsWrittenForWhatItIsEarlierFor() {
    fixture.apply(folder, List.of(record(0, 1, 20)));
    CollectedFacts facts = written(List.of(record(0, 1, 15)));
    assertThat(facts.nodes).isEmpty();
    assertThat(facts.edges).isEmpty();
    assertThat(facts.nodeTimes).containsExactly("2 15");
    assertThat(facts.edgeTimes).containsExactly("1 15");
  }

  @Test
  void anEarlierTimeThatABatchRepeatsIsWrittenOnce() {
    CollectedFacts facts = written(Collections.nCopies(50, record(0, 0, 5)));
    assertThat(facts.nodeTimes).containsExactly("0 5", "1 5");
    assertThat(facts.edgeTimes).containsExactly("0 5");
  }

  /** What a publication would need and not get would leave half of it visible. */
  @Test
  void publishingTimesThatAreFarEarlierTakesNoMemoryForThem() throws IOException {
    int count = 5_000;
    fixture.apply(folder, records(count, 1_800_000_000_000L));
    SyncBatch batch = new SyncBatch(folder, count);
    records(count, 0).forEach(record -> batch.add(record, 0));
    folder.resolve(batch);
    FolderWriter writer = new FolderWriter(folder);
    writer.stage(batch);
    writer.writeFacts();
    fixture.store.commit();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    writer.lock();
    long before = threads.getCurrentThreadAllocatedBytes();
    writer.publish();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    writer.unlock();
    assertThat(folder.nodes().rank(2)).isEqualTo(Rank.of(0, true));
    assertThat(allocated).isLessThan(count);
  }

  private static List<SyncRecord> records(int count, long time) {
    return IntStream.range(1, count + 1).mapToObj(i -> record(i, i, time)).toList();
  }
}
