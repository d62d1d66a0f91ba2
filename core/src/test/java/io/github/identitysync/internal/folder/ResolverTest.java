package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FolderFixture.record;
import static io.github.identitysync.internal.folder.FolderFixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller's thread finds out, so that the store's thread need not. */
class ResolverTest {

  private static final int TIME = 10;

  /** More than two chunks. */
  private static final int COUNT = 2 * IdentityBatch.CHUNK + 20;

  private final FolderFixture fixture = new FolderFixture();
  private final FolderState folder = fixture.folder(links(COUNT).toArray(new SyncRecord[0]));

  @AfterEach
  void close() {
    fixture.verify(folder);
    fixture.close();
  }

  private static List<SyncRecord> links(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> record(i, i, TIME)).toList());
  }

  private SyncBatch batch(List<SyncRecord> records) {
    return FolderFixture.links(folder, records);
  }

  private boolean resolve(IdentityBatch batch) {
    Resolver resolver = new Resolver(folder);
    return batch instanceof SyncBatch links
        ? resolver.resolve(links)
        : resolver.resolve((UpdateBatch) batch);
  }

  private static int browser(int number) {
    return 2 * number;
  }

  private static int external(int number) {
    return 2 * number + 1;
  }

  @Test
  void aBatchIsKnownIfEveryRecordIs() {
    assertThat(resolve(batch(List.of()))).isTrue();
    assertThat(resolve(batch(links(COUNT)))).isTrue();
    for (int news : new int[] {0, 63, 64, 127, 128, COUNT - 1}) {
      List<SyncRecord> records = links(COUNT);
      records.set(news, record(news, news, TIME - 1));
      assertThat(resolve(batch(records))).as("record %d is new", news).isFalse();
    }
  }

  @Test
  void everyNodeAndEdgeIsFound() {
    SyncBatch batch = batch(links(COUNT));
    resolve(batch);
    for (int i = 0; i < COUNT; i++) {
      assertThat(batch.browser(i)).isEqualTo(browser(i));
      assertThat(batch.external(i)).isEqualTo(external(i));
      assertThat(batch.edge(i)).isEqualTo(i);
      assertThat(batch.identitiesSettled(i)).isTrue();
    }
  }

  @Test
  void linksThatAreNotTheFirstOfTheirBrowserAreFound() {
    fixture.apply(folder, List.of(record(3, 9, TIME), record(3, 8, TIME)));
    SyncBatch batch = batch(List.of(record(3, 8, TIME), record(3, 3, TIME), record(3, 9, TIME)));
    assertThat(resolve(batch)).isTrue();
    assertThat(batch.edge(0)).isEqualTo(COUNT + 1);
    assertThat(batch.edge(1)).isEqualTo(3);
    assertThat(batch.edge(2)).isEqualTo(COUNT);
    assertThat(batch.external(0)).isEqualTo(external(8));
  }

  @Test
  void whatIsNewIsNotFound() {
    SyncBatch batch =
        batch(
            List.of(
                record(5, 6, TIME),
                record(5, COUNT, TIME),
                record(COUNT, 5, TIME),
                record(COUNT, COUNT, TIME)));
    assertThat(resolve(batch)).isFalse();
    int[] nodes = IntStream.range(0, batch.sides()).map(batch::node).toArray();
    assertThat(nodes).containsExactly(10, 13, 10, -1, -1, 11, -1, -1);
    for (int i = 0; i < batch.count(); i++) {
      assertThat(batch.edge(i)).isEqualTo(SyncBatch.UNKNOWN);
      assertThat(batch.identitiesSettled(i)).isEqualTo(i == 0);
    }
  }

  @Test
  void whatIsSeenEarlierIsNotSettled() {
    SyncBatch batch =
        batch(List.of(record(1, 1, TIME - 1), record(2, 2, TIME + 1), record(3, 3, TIME)));
    assertThat(resolve(batch)).isFalse();
    assertThat(batch.identitiesSettled(0)).isFalse();
    assertThat(batch.edge(0)).isEqualTo(SyncBatch.UNKNOWN);
    assertThat(batch.identitiesSettled(1)).isTrue();
    assertThat(batch.edge(1)).isEqualTo(1 + 1);
    assertThat(batch.edge(2)).isEqualTo(3);
  }

  @Test
  void aLinkThatWasSeenLaterThanItsIdentitiesIsNotKnownEarlier() {
    fixture.apply(folder, List.of(record(4, 5, TIME + 9)));
    SyncBatch batch = batch(List.of(record(4, 5, TIME + 8), record(4, 5, TIME + 9)));
    assertThat(resolve(batch)).isFalse();
    assertThat(batch.identitiesSettled(0)).isTrue();
    assertThat(batch.edge(0)).isEqualTo(SyncBatch.UNKNOWN);
    assertThat(batch.edge(1)).isEqualTo(COUNT);
  }

  @Test
  void anotherAttemptFindsTheSame() {
    List<SyncRecord> records = links(COUNT);
    records.set(70, record(COUNT, 70, TIME));
    SyncBatch batch = batch(records);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(resolve(batch)).isFalse();
      assertThat(batch.browser(70)).isEqualTo(-1);
      assertThat(batch.external(70)).isEqualTo(external(70));
      assertThat(batch.edge(70)).isEqualTo(SyncBatch.UNKNOWN);
      assertThat(batch.edge(71)).isEqualTo(71);
    }
  }

  @Test
  void updatesAreKnownIfAllAre() {
    List<ProfileUpdate> updates =
        new ArrayList<>(
            IntStream.range(0, COUNT)
                .mapToObj(i -> update(i, FieldValue.wholeNumber(i), TIME))
                .toList());
    UpdateBatch first = FolderFixture.batch(folder, updates);
    assertThat(resolve(first)).isFalse();
    for (int side = 0; side < COUNT; side++) {
      assertThat(first.node(side)).isEqualTo(browser(side));
      assertThat(first.isSettled(side)).isTrue();
    }
    fixture.update(folder, updates);
    assertThat(resolve(FolderFixture.batch(folder, updates))).isTrue();
    for (int news : new int[] {0, 63, 64, COUNT - 1}) {
      List<ProfileUpdate> others = new ArrayList<>(updates);
      others.set(news, update(news, FieldValue.wholeNumber(-1), TIME + 1));
      assertThat(resolve(FolderFixture.batch(folder, others))).as("update %d", news).isFalse();
    }
    UpdateBatch unseen =
        FolderFixture.batch(folder, List.of(update(COUNT, FieldValue.wholeNumber(1), TIME)));
    assertThat(resolve(unseen)).isFalse();
    assertThat(unseen.node(0)).isEqualTo(-1);
    assertThat(unseen.isSettled(0)).isFalse();
  }
}
