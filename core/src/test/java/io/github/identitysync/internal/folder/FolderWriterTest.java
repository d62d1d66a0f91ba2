package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FolderFixture.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.util.Collections;
import java.util.List;
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

  @Test
  void whatIsNewIsTold() {
    assertThat(isNew(record(0, 0, 10))).isFalse();
    assertThat(isNew(record(0, 0, 99))).isFalse();
    assertThat(isNew(record(0, 0, 9))).as("an earlier time").isTrue();
    assertThat(isNew(record(1, 1, 10))).as("identities").isTrue();
    assertThat(isNew(record(0, 1, 50))).as("a link").isTrue();
    assertThat(isNew(record(0, 1, 49))).as("an earlier time of a link").isTrue();
    assertThat(isNew(record(0, 1, 50))).isFalse();
    List<ProfileUpdate> update = List.of(FolderFixture.update(0, FieldValue.wholeNumber(1), 20));
    assertThat(isNew(FolderFixture.batch(folder, update))).as("a field").isTrue();
    assertThat(isNew(FolderFixture.batch(folder, update))).isFalse();
  }

  private boolean isNew(SyncRecord record) {
    SyncBatch batch = FolderFixture.links(folder, List.of(record));
    folder.resolve(batch);
    return isNew(batch);
  }

  /** Applies a batch if the writer says that it is new. */
  private boolean isNew(IdentityBatch batch) {
    FolderWriter writer = new FolderWriter(folder);
    writer.stage(batch);
    boolean isNew = writer.hasFacts();
    if (isNew) {
      FolderFixture.publish(writer);
    }
    return isNew;
  }
}
