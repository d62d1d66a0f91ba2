package io.github.identitysync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class IdsTest {

  /** Default_Ignorable_Code_Point of Unicode 16, but for what is of the category Cf. */
  private static final int[][] IGNORABLE = {
    {0x034F, 0x034F},
    {0x115F, 0x1160},
    {0x17B4, 0x17B5},
    {0x180B, 0x180F},
    {0x2065, 0x2065},
    {0x3164, 0x3164},
    {0xFE00, 0xFE0F},
    {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFF8},
    {0xE0000, 0xE0FFF}
  };

  /** Prepended_Concatenation_Mark of Unicode 16: of the category Cf, and drawn. */
  private static final int[][] DRAWN = {
    {0x0600, 0x0605},
    {0x06DD, 0x06DD},
    {0x070F, 0x070F},
    {0x0890, 0x0891},
    {0x08E2, 0x08E2},
    {0x110BD, 0x110BD},
    {0x110CD, 0x110CD}
  };

  /** Blanks, and what stands for what is not there, of other categories. */
  private static final int[][] OTHERS = {
    {0x2800, 0x2800}, {0xFFFC, 0xFFFC}, {0x13430, 0x1343F}, {0x16FE4, 0x16FE4}, {0x1D159, 0x1D159}
  };

  private static boolean isIn(int[][] ranges, int codePoint) {
    for (int[] range : ranges) {
      if (range[0] <= codePoint && codePoint <= range[1]) {
        return true;
      }
    }
    return false;
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL ->
          false;
      case Character.FORMAT -> isIn(DRAWN, codePoint);
      default -> !isIn(IGNORABLE, codePoint) && !isIn(OTHERS, codePoint);
    };
  }

  @Test
  void whatIsVisibleIsAsUnicodeHasIt() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      assertThat(Ids.isVisible(codePoint)).as("%x", codePoint).isEqualTo(isVisible(codePoint));
    }
  }

  @Test
  void invisibleCharactersAreBlankHoweverMany() {
    for (String blank :
        List.of(
            "",
            " \t\r\n\u000b\f",
            "\0",
            "\u001b\u007f\u0085\u009f",
            "\u00a0\u202f\u2007",
            "\u1680\u2000\u200a\u205f\u3000",
            "\u2028\u2029",
            "\u200b\u200c\u200d\u2060\ufeff",
            "\u200e\u200f\u202a\u202e\u2066\u2069\u061c",
            "\u00ad\u034f\u180e\ufe0f",
            "\u115f\u1160\u3164\uffa0\u2800",
            "\udb40\udc01\udb40\udc7f\udb40\uddef\udb43\udfff",
            "\ud834\udd73\ud834\udd59\ud82f\udca0",
            "\u200b".repeat(10_000))) {
      assertThat(Ids.isBlank(blank)).isTrue();
      assertThat(Ids.isBlank(blank + "x" + blank)).isFalse();
      assertThat(Ids.isBlank(blank + "\ud83d\ude00")).isFalse();
      assertThat(Ids.isBlank(blank + "\u0301")).isFalse();
    }
  }

  @Test
  void idsWithSomethingVisibleStayAsTheyAre() {
    for (String id : List.of("a", "\u00a0a\u200b", "\0a", "\u06dd", "\ue000", "\uffff", "\u0378")) {
      assertThat(Ids.check("x", id)).isSameAs(id);
      assertThat(Identity.browser(id).id()).isSameAs(id);
      assertThat(Identity.external(id, id)).isEqualTo(new Identity.External(id, id));
    }
    assertThat(Identity.browser("a\u200b")).isNotEqualTo(Identity.browser("a"));
  }

  @Test
  void everythingThatTakesAnIdRefusesABlankOne() {
    Identity identity = Identity.browser("b");
    FieldValue value = FieldValue.text("v");
    Map<String, Consumer<String>> takers =
        Map.of(
            "browserId is blank", id -> SyncRecord.of("f", id, "t", "u"),
            "folderId is blank", id -> SyncRecord.of(id, "b", "t", "u"),
            "externalSystemType is blank", id -> SyncRecord.of("f", "b", id, "u"),
            "externalSystemUserId is blank", id -> Identity.external("t", id),
            "values: a field's name is blank",
                id -> ProfileUpdate.of("f", identity, Map.of(id, value)));
    for (String blank : List.of("\u00a0", "\u200b", "\0", "\ufeff", "\u2800 \u3164")) {
      takers.forEach(
          (message, taker) ->
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> taker.accept(blank))
                  .withMessage(message));
      assertThatIllegalArgumentException().isThrownBy(() -> Identity.browser(blank));
      assertThatIllegalArgumentException().isThrownBy(() -> Identity.external(blank, "u"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ProfileUpdate.of(blank, identity, Map.of()));
    }
  }
}
