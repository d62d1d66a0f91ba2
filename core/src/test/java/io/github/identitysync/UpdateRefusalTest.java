package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.testing.Stores;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists of updates that are refused as a whole leave no trace; the reason has no identifier. */
class UpdateRefusalTest {

  private static final String MARKER = "secret-id";
  private static final Map<String, FieldValue> VALUES = Map.of(MARKER, FieldValue.text(MARKER));
  private static final ProfileUpdate FINE =
      new ProfileUpdate("fine", Identity.browser("b"), VALUES, Instant.EPOCH);

  @RegisterExtension final Stores stores = new Stores();

  private IdentitySync sync;

  @BeforeEach
  void open() {
    sync = stores.inMemory(Stores.options().withMaxIdBytes(30));
  }

  private static ProfileUpdate of(String folder, Identity identity) {
    return new ProfileUpdate(folder, identity, VALUES, Instant.EPOCH);
  }

  /** Returns an id that is one byte too long. */
  private static String tooLong() {
    return MARKER + "x".repeat(31 - MARKER.length());
  }

  private void assertRefused(List<ProfileUpdate> updates, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sync.update(updates))
        .withMessage(message)
        .satisfies(UpdateRefusalTest::hasNoIdentifier);
    assertNothingApplied();
  }

  private static void hasNoIdentifier(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain(MARKER);
    }
  }

  private void assertNothingApplied() {
    assertThat(sync.folderIds()).isEmpty();
    assertThat(sync.folder("fine").profile(Identity.browser("b"))).isEmpty();
    assertThat(sync.folder("fine").stats()).isEqualTo(new FolderStats(0, 0, 0, 0));
    sync.verify();
    assertThat(sync.update(List.of(FINE)).newIdentities()).isEqualTo(1);
    assertThat(sync.folder("fine").field(Identity.browser("b"), MARKER)).isPresent();
  }

  @Test
  void aNullUpdate() {
    assertRefused(Arrays.asList(FINE, FINE, FINE, null, FINE), "update 3 is null");
  }

  @Test
  void aNullList() {
    assertThatNullPointerException().isThrownBy(() -> sync.update(null));
    assertNothingApplied();
  }

  @Test
  void aFolderIdThatIsTooLong() {
    assertRefused(
        List.of(FINE, of(tooLong(), Identity.browser("b"))),
        "update 1: folderId is longer than 30 bytes");
  }

  @Test
  void aBrowserIdThatIsTooLong() {
    assertRefused(
        List.of(of("fine", Identity.browser(tooLong())), FINE),
        "update 0: browserId is longer than 30 bytes");
  }

  @Test
  void aTypeThatIsTooLong() {
    assertRefused(
        List.of(FINE, FINE, of("fine", Identity.external(tooLong(), "u"))),
        "update 2: externalSystemType is longer than 30 bytes");
  }

  @Test
  void aUserIdThatIsTooLong() {
    assertRefused(
        List.of(FINE, of("other", Identity.external("t", tooLong()))),
        "update 1: externalSystemUserId is longer than 30 bytes");
  }

  @Test
  void theLimitOfIdentifiersIsNotThatOfNamesAndValues() {
    String name = "n".repeat(ProfileUpdate.MAX_NAME_BYTES);
    FieldValue text = FieldValue.text("v".repeat(1_000));
    Identity longest = Identity.browser("\u20ac".repeat(10));
    sync.update(List.of(new ProfileUpdate("f", longest, Map.of(name, text), null)));
    assertThat(sync.folder("f").field(longest, name).orElseThrow().value()).isEqualTo(text);
  }

  @Test
  void aListThatFailsWhileItIsReadLeavesNoTrace() {
    List<ProfileUpdate> failing =
        new AbstractList<>() {
          @Override
          public ProfileUpdate get(int index) {
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
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> sync.update(failing));
    assertNothingApplied();
  }

  @Test
  void aBatchOfTooManyBytes() {
    Map<String, FieldValue> values = new HashMap<>();
    FieldValue longest = FieldValue.text("v".repeat(ProfileUpdate.MAX_VALUE_BYTES));
    for (int i = 0; i < 64; i++) {
      values.put("n" + i, longest);
    }
    ProfileUpdate large = new ProfileUpdate("f", Identity.browser("b"), values, Instant.EPOCH);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sync.update(Collections.nCopies(65, large)))
        .satisfies(thrown -> assertThat(thrown.getMessage()).contains("268435456"));
    assertNothingApplied();
  }

  @Test
  void aClockOutOfRange() {
    Clock far = Clock.fixed(Instant.MAX, ZoneOffset.UTC);
    IdentitySync own = stores.inMemory(Stores.options().withClock(far));
    ProfileUpdate stamped = new ProfileUpdate("f", Identity.browser("b"), VALUES, null);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> own.update(List.of(stamped)));
    assertThat(own.folderIds()).isEmpty();
  }
}
