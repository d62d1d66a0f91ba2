package io.github.identitysync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SyncRecordTest {

  private static SyncRecord at(Instant time) {
    return new SyncRecord("f", "b", "t", "u", time);
  }

  @Test
  void ofHasNoTime() {
    assertThat(SyncRecord.of("f", "b", "t", "u")).isEqualTo(at(null));
    assertThat(SyncRecord.of("f", "b", "t", "u").occurredAt()).isNull();
  }

  @Test
  void ofIdentitiesIsOfTheirIds() {
    assertThat(SyncRecord.of("f", Identity.browser("b"), Identity.external("t", "u")))
        .isEqualTo(SyncRecord.of("f", "b", "t", "u"));
    Identity.Browser browser = Identity.browser("b");
    Identity.External external = Identity.external("t", "u");
    assertRefused(() -> SyncRecord.of("f", null, external), "browser is null");
    assertRefused(() -> SyncRecord.of("f", browser, null), "external is null");
    assertRefused(() -> SyncRecord.of("\u200b", browser, external), "folderId is blank");
    assertRefused(() -> SyncRecord.of(null, browser, external), "folderId is null");
  }

  @Test
  void timesAreCutToTheMillisecondBefore() {
    assertThat(at(Instant.ofEpochSecond(1, 999_999_999)).occurredAt())
        .isEqualTo(Instant.ofEpochMilli(1_999));
    assertThat(at(Instant.ofEpochSecond(-1, 999_999_999)).occurredAt())
        .isEqualTo(Instant.ofEpochMilli(-1));
    assertThat(at(Instant.ofEpochSecond(-1, 999_000_000)).occurredAt())
        .isEqualTo(Instant.ofEpochMilli(-1));
  }

  @Test
  void timesMayBeFarAway() {
    for (long millis :
        new long[] {-4_611_686_018_427_386_000L, -1, 0, 4_611_686_018_427_386_999L}) {
      assertThat(at(Instant.ofEpochMilli(millis)).occurredAt().toEpochMilli()).isEqualTo(millis);
    }
  }

  @Test
  void timesOutOfRangeAreRefused() {
    for (Instant time :
        new Instant[] {
          Instant.MIN,
          Instant.MAX,
          Instant.ofEpochMilli(Long.MIN_VALUE),
          Instant.ofEpochMilli(Long.MAX_VALUE),
          Instant.ofEpochMilli(-(1L << 62)),
          Instant.ofEpochMilli(1L << 62)
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> at(time))
          .withMessage("occurredAt is out of range");
    }
  }

  @Test
  void identifiersAreCheckedInTheOrderOfTheFields() {
    String lone = "marker\udc00";
    assertRefused(() -> SyncRecord.of(null, "", "", ""), "folderId is null");
    assertRefused(() -> SyncRecord.of(" ", "", "", ""), "folderId is blank");
    assertRefused(
        () -> SyncRecord.of(lone, "b", "t", "u"), "folderId has an unpaired surrogate at index 6");
    assertRefused(() -> SyncRecord.of("f", null, "", ""), "browserId is null");
    assertRefused(() -> SyncRecord.of("f", "b", null, ""), "externalSystemType is null");
    assertRefused(() -> SyncRecord.of("f", "b", "t", null), "externalSystemUserId is null");
    assertRefused(() -> SyncRecord.of("f", "b", "t", "\r\n"), "externalSystemUserId is blank");
  }

  private static void assertRefused(Runnable making, String message) {
    assertThatIllegalArgumentException().isThrownBy(making::run).withMessage(message);
  }
}
