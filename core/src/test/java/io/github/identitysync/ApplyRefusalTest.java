package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Stores;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Batches that are refused leave no trace, and the reason names no identifier. */
class ApplyRefusalTest {

  private static final String MARKER = "secret-id";
  private static final SyncRecord FINE = SyncRecord.of("fine", "b", "t", "u");

  @RegisterExtension final Stores stores = new Stores();

  private IdentitySync sync;

  @BeforeEach
  void open() {
    sync = stores.inMemory(Stores.options().withMaxIdBytes(30));
  }

  private void assertRefused(List<SyncRecord> records, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sync.apply(records))
        .withMessage(message)
        .satisfies(ApplyRefusalTest::hasNoIdentifier);
    assertThat(sync.folderIds()).isEmpty();
    assertThat(sync.folder("fine").profile(Identity.browser("b"))).isEmpty();
    assertThat(sync.folder("fine").stats()).isEqualTo(new FolderStats(0, 0, 0, 0));
    sync.verify();
    assertThat(sync.apply(List.of(FINE)).newLinks()).isEqualTo(1);
  }

  private static void hasNoIdentifier(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain(MARKER);
    }
  }

  /** Returns an id that is one byte too long. */
  private static String tooLong() {
    return MARKER + "x".repeat(31 - MARKER.length());
  }

  @Test
  void aFolderIdThatIsTooLong() {
    assertRefused(
        List.of(FINE, SyncRecord.of(tooLong(), "b", "t", "u")),
        "record 1: folderId is longer than 30 bytes");
  }

  @Test
  void aBrowserIdThatIsTooLong() {
    assertRefused(
        List.of(SyncRecord.of("fine", tooLong(), "t", "u"), FINE),
        "record 0: browserId is longer than 30 bytes");
  }

  @Test
  void aTypeThatIsTooLong() {
    assertRefused(
        List.of(FINE, FINE, SyncRecord.of("fine", "b", tooLong(), "u")),
        "record 2: externalSystemType is longer than 30 bytes");
  }

  @Test
  void aUserIdThatIsTooLong() {
    assertRefused(
        List.of(FINE, SyncRecord.of("other", "b", "t", tooLong())),
        "record 1: externalSystemUserId is longer than 30 bytes");
  }

  @Test
  void theLengthIsThatOfUtf8() {
    for (String fits : List.of("x".repeat(30), "\u00e9".repeat(15), "\u20ac".repeat(10))) {
      sync.apply(List.of(SyncRecord.of(fits, fits, fits, fits)));
      assertThat(sync.folder(fits).profile(Identity.external(fits, fits))).isPresent();
    }
    String pairs = "\ud83d\ude00".repeat(7);
    sync.apply(List.of(SyncRecord.of(pairs, pairs + "xx", pairs, pairs)));
    for (String tooLong : List.of("\u00e9".repeat(15) + "x", "\u20ac".repeat(11), pairs + "xxx")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sync.apply(List.of(SyncRecord.of("f", tooLong, "t", "u"))))
          .withMessage("record 0: browserId is longer than 30 bytes");
    }
    assertThat(sync.folderIds()).hasSize(4);
  }

  @Test
  void aNullRecord() {
    assertRefused(Arrays.asList(FINE, null, FINE), "record 1 is null");
  }

  @Test
  void aNullList() {
    assertThatNullPointerException().isThrownBy(() -> sync.apply(null)).withMessage("records");
    assertThat(sync.folderIds()).isEmpty();
  }

  @Test
  void aBatchOfTooManyBytes() {
    IdentitySync large = stores.inMemory(Stores.options().withMaxIdBytes(16_384));
    String id = "x".repeat(16_384);
    List<SyncRecord> records =
        new ArrayList<>(Collections.nCopies(6_000, SyncRecord.of("f", id, id, id)));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> large.apply(records))
        .withMessageMatching("the batch has more than 268435456 bytes of identifiers and values");
    assertThat(large.folderIds()).isEmpty();
  }

  @Test
  void theFirstBadRecordOfALongCallIsNamed() {
    List<SyncRecord> records = new ArrayList<>(Collections.nCopies(2_000, FINE));
    records.set(1_500, null);
    assertRefused(records, "record 1500 is null");
    open();
    records.set(10, SyncRecord.of("fine", tooLong(), "t", "u"));
    assertRefused(records, "record 10: browserId is longer than 30 bytes");
  }

  @Test
  void aListThatFailsWhileItIsReadLeavesNoTrace() {
    List<SyncRecord> failing =
        new AbstractList<>() {
          @Override
          public SyncRecord get(int index) {
            if (index == 2) {
              throw new IllegalStateException("unavailable");
            }
            return FINE;
          }

          @Override
          public int size() {
            return 5;
          }
        };
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> sync.apply(failing));
    assertThat(sync.folderIds()).isEmpty();
    assertThat(sync.apply(List.of(FINE)).newIdentities()).isEqualTo(2);
  }

  @Test
  void theLongestIdentifiersAreKept() {
    IdentitySync onDisk =
        stores.open(stores.newDirectory(), Stores.smallJournal().withMaxIdBytes(16_384));
    List<SyncRecord> records = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String longest = i + "\u20ac".repeat(5_460);
      records.add(SyncRecord.of(i % 2 + longest.substring(2), longest, longest, longest));
    }
    onDisk.apply(records.subList(0, 30));
    records.subList(30, 60).forEach(record -> onDisk.apply(List.of(record)));

    IdentitySync reopened = stores.reopen(onDisk);
    for (SyncRecord record : records) {
      Identity browser = Identity.browser(record.browserId());
      assertThat(reopened.folder(record.folderId()).profile(browser).map(Profile::canonical))
          .isEqualTo(
              Optional.of(
                  Identity.external(record.externalSystemType(), record.externalSystemUserId())));
    }
  }
}
