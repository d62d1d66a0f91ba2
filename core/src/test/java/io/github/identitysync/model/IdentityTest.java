package io.github.identitysync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentityTest {

  @Test
  void holdsWhatItIsGiven() {
    assertThat(Identity.browser(" B\0")).isEqualTo(new Identity.Browser(" B\0"));
    assertThat(Identity.external("t", "u")).isEqualTo(new Identity.External("t", "u"));
    assertThat(Identity.browser("123")).hasToString("browser:123");
    assertThat(Identity.external("crm123", "user123")).hasToString("crm123:user123");
  }

  @Test
  void isComparedExactly() {
    assertThat(Identity.browser("a")).isNotEqualTo(Identity.browser("A"));
    assertThat(Identity.browser("\u00e9")).isNotEqualTo(Identity.browser("e\u0301"));
    assertThat(Identity.browser("a")).isNotEqualTo(Identity.browser("a "));
    assertThat(Identity.external("a", "bc")).isNotEqualTo(Identity.external("ab", "c"));
    assertThat(Identity.external("browser", "a")).isNotEqualTo(Identity.browser("a"));
  }

  @Test
  void externalIdentitiesComeFirstInTheirOrder() {
    List<Identity> sorted =
        List.of(
            Identity.external("a", "b"),
            Identity.external("a", "c"),
            Identity.external("ab", "a"),
            Identity.external("b", "a"),
            Identity.browser("A"),
            Identity.browser("a"),
            Identity.browser("aa"),
            Identity.browser("b"));
    List<Identity> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(1));
    assertThat(shuffled).isNotEqualTo(sorted);
    Collections.sort(shuffled);
    assertThat(shuffled).isEqualTo(sorted);
    for (Identity one : sorted) {
      for (Identity other : sorted) {
        assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
      }
    }
  }

  @Test
  void whatIsNoIdentifierIsRefusedByFieldAndPosition() {
    assertRefused(() -> Identity.browser(null), "browserId is null");
    assertRefused(() -> Identity.browser(""), "browserId is blank");
    assertRefused(() -> Identity.browser(" \t\u2003"), "browserId is blank");
    assertRefused(
        () -> Identity.browser("marker\ud83d"), "browserId has an unpaired surrogate at index 6");
    assertRefused(() -> Identity.external(null, "u"), "externalSystemType is null");
    assertRefused(() -> Identity.external("\n", "u"), "externalSystemType is blank");
    assertRefused(
        () -> Identity.external("\ude00marker", "u"),
        "externalSystemType has an unpaired surrogate at index 0");
    assertRefused(() -> Identity.external("t", null), "externalSystemUserId is null");
    assertRefused(() -> Identity.external("t", " "), "externalSystemUserId is blank");
    assertRefused(
        () -> Identity.external("t", "\ud83d\ude00\ud83d\ud83d\ude00"),
        "externalSystemUserId has an unpaired surrogate at index 2");
  }

  @Test
  void factoriesGiveTheirKind() {
    Identity.Browser browser = Identity.browser("b");
    Identity.External external = Identity.external("t", "u");
    assertThat(browser.id()).isEqualTo("b");
    assertThat(external.type() + external.userId()).isEqualTo("tu");
  }

  @Test
  void whatIsPrintedIsParsed() {
    for (Identity identity :
        List.of(
            Identity.browser("123"),
            Identity.browser("a:b: "),
            Identity.external("crm", "7"),
            Identity.external("Browser", "b:c"),
            Identity.external("t ", "\ud83d\ude00"))) {
      assertThat(Identity.parse(identity.toString())).isEqualTo(identity);
    }
    assertThat(Identity.parse("browser:x")).isEqualTo(Identity.browser("x"));
    assertThat(Identity.parse("a:b:c")).isEqualTo(Identity.external("a", "b:c"));
  }

  @Test
  void whatIsNoIdentityIsNotParsed() {
    assertRefused(() -> Identity.parse(null), "the text is not browser:ID or TYPE:ID");
    assertRefused(() -> Identity.parse(""), "the text is not browser:ID or TYPE:ID");
    assertRefused(() -> Identity.parse("marker"), "the text is not browser:ID or TYPE:ID");
    assertRefused(() -> Identity.parse(":marker"), "externalSystemType is blank");
    assertRefused(() -> Identity.parse("marker:"), "externalSystemUserId is blank");
    assertRefused(() -> Identity.parse("browser:\u200b"), "browserId is blank");
    assertRefused(
        () -> Identity.parse("marker:\ud83d"),
        "externalSystemUserId has an unpaired surrogate at index 0");
  }

  private static void assertRefused(Runnable making, String message) {
    assertThatIllegalArgumentException().isThrownBy(making::run).withMessage(message);
  }
}
