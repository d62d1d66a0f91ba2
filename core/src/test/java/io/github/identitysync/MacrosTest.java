package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacrosTest {

  private static final Set<String> LISTED = Set.of("uid", "user_id", "null", "na");

  private static boolean isMacro(String text) {
    return Macros.isMacro(text, LISTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${UUID}",
        "${}",
        "${user.id ?: ''}",
        "${{ github.actor }}",
        "$(UID)",
        "$[uid]",
        "#{user_id}",
        "%{UID}",
        "@{userId}",
        "@(Model.Id)",
        "\\(uid)",
        "%(uid)s",
        "{$user}",
        "{{UID}}",
        "{{ user.id | default: \"x\" }}",
        "{{}}",
        "{%uid%}",
        "<%= id %>",
        "<?=$id?>",
        "<<uid>>",
        "[%uid%]",
        "[[FileID]]",
        "((uid))",
        "%%ADVERTISING_IDENTIFIER_PLAIN%%",
        "%%=v(@SubscriberKey)=%%",
        "%%%%",
        "@@UID@@",
        "!!UID!!",
        "##UID##",
        "$$uid$$",
        "*|UNIQID|*",
        "{idfa_md5}",
        "{user-id}",
        "[UID]",
        "[MM_UUID]",
        "[object Window]",
        "[your user id]",
        "<UID>",
        "<YOUR_USER_ID>",
        "<user.id>",
        "<user-id>",
        "<user id>",
        "<Uid>",
        "<NA>",
        "%did%",
        "%HTTP_PROTO%",
        "@uid@",
        "!UID!",
        "#uid#",
        "$uid$",
        "__IDFA__",
        "__ANDROIDID1__",
        "__CALLBACK_PARAM__",
        "__uid__",
        "_UID_",
        "_null_",
        "$UID",
        "$USER_ID",
        "$uid",
        "$Null",
        ":user_id",
        "${GDPR_CONSENT_755}",
        "{{customer_\u00e9}}"
      })
  void whatATemplateLeavesIsAMacro(String text) {
    assertThat(isMacro(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "}",
        "{{",
        "%",
        "%%%",
        "[",
        "_",
        "__",
        "___",
        "$",
        ":",
        "UID",
        "user[1]",
        "x${UUID}",
        "${UUID}x",
        "[UID",
        "UID]",
        "{uid",
        "(uid)",
        "[UID][TS]",
        "{3f2504e0-4f89-11d3-9a0c-0305e82c3301}",
        "{abcdefab-cdef-abcd-efab-cdefabcdefab}",
        "{{3f2504e0-4f89-11d3-9a0c-0305e82c3301}}",
        "${12345}",
        "{{user12345}}",
        "[12345]",
        "{1}",
        "[deadbeef]",
        "{a1b2c3}",
        "<anna@example.org>",
        "{{anna@example.org}}",
        "[a,b]",
        "{\"id\":\"anna\"}",
        "<a href='x'>",
        "<script>",
        "<anna>",
        "[::1]",
        "$anna",
        "$2y$10$abcdefghijklmnopqrstuv",
        "$RCAnonymousID:8069238d6049ce87cc529853916d624c",
        "$device:18f3c0a1",
        "__anna__",
        "_anna_",
        "_1_",
        "_A_",
        "$A",
        ":anna",
        ":D",
        "@anna",
        "_\u5c71\u7530_",
        "[\u5c71\u7530]",
        "$\u5c71\u7530",
        "#anna",
        "100%",
        "%anna",
        "&uid;"
      })
  void whatCouldBeSomebodysIsNone(String text) {
    assertThat(isMacro(text)).isFalse();
  }

  @Test
  void aMacroHasNoMoreThan128Characters() {
    assertThat(isMacro("[" + "U".repeat(126) + "]")).isTrue();
    assertThat(isMacro("[" + "U".repeat(127) + "]")).isFalse();
  }

  @Test
  void digitsAndLettersDecideWhetherANameTellsPersonsApart() {
    for (String name : List.of("UID2", "sha256_email", "abc123x", "face", "feedbee")) {
      assertThat(isMacro("{" + name + "}")).as(name).isTrue();
    }
    for (String name : List.of("abcde1234", "ab12", "x123", "facefeed", "fee12345")) {
      assertThat(isMacro("{" + name + "}")).as(name).isFalse();
    }
  }
}
