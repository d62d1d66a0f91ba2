package io.github.identitysync.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdentitySyncExceptionTest {

  private final IOException cause = new IOException("disk");

  @Test
  void saysWhatItIsToldAndKeepsTheCause() {
    assertThat(new IdentitySyncException.Closed()).hasMessage("the store is closed").hasNoCause();
    assertThat(new IdentitySyncException.Locked("m")).hasMessage("m").hasNoCause();
    assertThat(new IdentitySyncException.Displaced())
        .hasMessage("the lock was lost, and the store has been opened elsewhere since")
        .hasNoCause();
    assertThat(new IdentitySyncException.ReadOnly("m"))
        .hasMessage("the store can only be read: m")
        .hasNoCause();
    assertThat(new IdentitySyncException.UnsupportedFormat("m")).hasMessage("m").hasNoCause();
    assertThat(new IdentitySyncException.Corrupt("m")).hasMessage("m").hasNoCause();
    assertThat(new IdentitySyncException.Corrupt("m", cause)).hasMessage("m").hasCause(cause);
    assertThat(new IdentitySyncException.StorageFailed("m", cause)).hasMessage("m").hasCause(cause);
  }

  @Test
  void isUncheckedAndHasNoOtherKinds() {
    assertThat(RuntimeException.class).isAssignableFrom(IdentitySyncException.class);
    assertThat(
            Arrays.stream(IdentitySyncException.class.getPermittedSubclasses())
                .map(Class::getSimpleName))
        .containsExactlyInAnyOrder(
            "Closed",
            "Locked",
            "Displaced",
            "ReadOnly",
            "Corrupt",
            "UnsupportedFormat",
            "StorageFailed");
  }
}
