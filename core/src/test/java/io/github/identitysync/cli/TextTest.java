package io.github.identitysync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "abc 1:2,abc 1:2",
        "\u00e9\u4e2d\ud83d\ude00,\u00e9\u4e2d\ud83d\ude00",
        "\u001b[2J,\\u001b[2J",
        "a\u0007\u007f\u0085,a\\u0007\\u007f\\u0085",
        "\u202e\u200b\ufeff,\\u202e\\u200b\\ufeff",
        "\u2028\u2029,\\u2028\\u2029",
        "\\u001b,\\\\u001b",
        "\udbff\udfff,\\udbff\\udfff",
        "\ud800x,\\ud800x",
      })
  void escapesWhatCouldHarmATerminal(String text, String escaped) {
    assertThat(Text.escape(text)).isEqualTo(escaped);
  }

  @Test
  void jsonKeepsItsBackslashes() {
    assertThat(Text.escapeJson("{\"a\\\\\":\"\\n\u009b\"}"))
        .isEqualTo("{\"a\\\\\":\"\\n\\u009b\"}");
  }
}
