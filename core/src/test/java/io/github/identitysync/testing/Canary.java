package io.github.identitysync.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A text that stands for every identifier and value, and must not come out where it should not. */
public final class Canary {

  /** What is looked for. */
  public static final String SONG = "c4n4ry";

  /** A text with it that harms whoever logs it. */
  public static final String TEXT = SONG + "\u001b[31m\r\n${jndi:ldap://" + SONG + "/a}%n\u202e";

  /** The same with half a character, which no identifier may have. */
  public static final String UNPAIRED = TEXT + "\ud800";

  private Canary() {}

  /** Asserts that neither the error nor what it was caused by says it. */
  public static void assertSilent(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(SONG);
  }
}
