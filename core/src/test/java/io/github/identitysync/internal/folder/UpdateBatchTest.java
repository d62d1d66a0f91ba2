package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.ProfileUpdate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much a batch of updates is, and when it was worked out from what still is. */
class UpdateBatchTest {

  private static final int LENGTH = 10_000;

  private final FolderFixture fixture = new FolderFixture();
  private final FolderState folder = fixture.folder();

  @AfterEach
  void close() {
    fixture.verify(folder);
    fixture.close();
  }

  private static ProfileUpdate update(String text, long time) {
    return FolderFixture.update(0, FieldValue.text(text), time);
  }

  @Test
  void aBatchIsAboutAsLargeAsItsTextsAndWhatIsWrittenAgain() {
    UpdateBatch batch = FolderFixture.batch(folder, List.of());
    assertThat(batch.bytes()).isZero();
    String text = "x".repeat(LENGTH);
    batch.add(update(text, 1), update(text, 1).occurredAt());
    assertThat(batch.bytes()).isBetween((long) LENGTH, LENGTH + 100L);
    batch.add(update(text, 2), update(text, 2).occurredAt());
    assertThat(batch.bytes()).isBetween(2L * LENGTH, 2L * LENGTH + 200);
    fixture.update(folder, List.of(update(text, 1)));
    for (int attempt = 0; attempt < 2; attempt++) {
      folder.resolve(batch);
      assertThat(batch.bytes()).isBetween(3L * LENGTH, 3L * LENGTH + 300);
    }
  }

  @Test
  void itIsWorkedOutAgainWhereRankOrBlockDiffer() {
    UpdateBatch batch = FolderFixture.batch(folder, List.of(update("a", 1)));
    batch.join(0, 5, 7, new FieldSet(0));
    assertThat(batch.wasJoinedTo(0, 5, 7)).isTrue();
    assertThat(batch.wasJoinedTo(0, 6, 7)).isFalse();
    assertThat(batch.wasJoinedTo(0, 5, 8)).isFalse();
  }

  @Test
  void whatChangesNoFieldLeavesNoneToWrite() {
    UpdateBatch batch = FolderFixture.batch(folder, List.of(update("a", 1), update("a", 1)));
    FieldSet fields = new FieldSet(0);
    assertThat(batch.join(0, UpdateBatch.UNSEEN, 0, fields)).isTrue();
    assertThat(batch.after(0)).isSameAs(fields);
    assertThat(batch.unchanged()).isEqualTo(1);
    assertThat(batch.join(0, Rank.of(0, true), 1, fields)).isFalse();
    assertThat(batch.after(0)).isNull();
    assertThat(batch.unchanged()).isEqualTo(2);
    assertThat(batch.join(0, Rank.of(9, true), 1, fields)).as("an earlier time").isTrue();
    assertThat(batch.after(0)).isNull();
    assertThat(batch.unchanged()).isEqualTo(1);
  }
}
