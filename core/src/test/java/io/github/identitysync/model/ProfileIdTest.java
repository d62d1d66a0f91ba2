package io.github.identitysync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProfileIdTest {

  private static final String TEXT = "f81d4fae-7dec-81d0-a765-00a0c91e6bf6";

  @Test
  void isReadFromWhatItPrints() {
    ProfileId id = ProfileId.parse(TEXT);
    assertThat(id.value()).isEqualTo(UUID.fromString(TEXT));
    assertThat(id).hasToString(TEXT).isEqualTo(ProfileId.parse(TEXT)).hasSameHashCodeAs(id.value());
  }

  @Test
  void isOrderedAsUuidsAre() {
    ProfileId negative = new ProfileId(new UUID(-1, 0));
    ProfileId zero = new ProfileId(new UUID(0, 0));
    ProfileId one = new ProfileId(new UUID(0, 1));
    assertThat(negative).isLessThan(zero);
    assertThat(zero).isLessThan(one).isEqualByComparingTo(new ProfileId(new UUID(0, 0)));
  }

  @Test
  void whatIsNoUuidIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> new ProfileId(null));
    for (String text : new String[] {"", "marker", TEXT.replace("-", "")}) {
      assertThatIllegalArgumentException().isThrownBy(() -> ProfileId.parse(text));
    }
  }
}
