package io.github.identitysync.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells whether the arguments are what was typed: the JVM decodes them as the locale says. */
final class Arguments {

  private static final char REPLACEMENT = '\uFFFD';
  private static final String ADVICE = "use a UTF-8 locale, as LC_ALL=C.UTF-8 sets";

  private Arguments() {}

  /**
   * Checks that no argument may have become another one.
   *
   * @param encoding the name of the locale's encoding
   * @throws CommandException if one may
   */
  static void check(List<String> arguments, String encoding) {
    boolean utf8 = encoding.equalsIgnoreCase(StandardCharsets.UTF_8.name());
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (isGarbled(argument) || (!utf8 && argument.chars().anyMatch(c -> c >= 0x80))) {
        throw CommandException.usage(
            "argument %d has a character that cannot be read in the locale's encoding, %s; %s"
                .formatted(i + 1, encoding, utf8 ? "write it in UTF-8" : ADVICE));
      }
    }
  }

  /**
   * Checks that paths can begin in the working directory.
   *
   * @throws CommandException if its name cannot be read in the locale's encoding
   */
  static void checkWorkingDirectory() {
    if (isGarbled(System.getProperty("user.dir", ""))) {
      throw CommandException.usage(
          "the name of the working directory cannot be read in the locale's encoding; " + ADVICE);
    }
  }

  private static boolean isGarbled(String text) {
    return text.indexOf(REPLACEMENT) >= 0;
  }
}
