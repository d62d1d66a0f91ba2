package io.github.identitysync.cli;

import io.github.identitysync.Field;
import io.github.identitysync.IdentitySync;
import io.github.identitysync.Profile;
import io.github.identitysync.json.ProfileJson;
import io.github.identitysync.model.Identity;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Shows the profile of an identity. */
final class ProfileCommand {

  private static final String BROWSER_OPTION = "--browser";
  private static final String EXTERNAL_OPTION = "--external";
  private static final String JSON_OPTION = "--json";

  private final Streams streams;

  private ProfileCommand(Streams streams) {
    this.streams = streams;
  }

  /**
   * Shows a profile.
   *
   * @param words who, and perhaps that JSON is wanted
   */
  static ExitCode run(Path store, String folderId, List<String> words, Streams streams) {
    boolean json = words.get(words.size() - 1).equals(JSON_OPTION);
    List<String> who = json ? words.subList(0, words.size() - 1) : words;
    Identity identity = checked(() -> identity(who));
    try (IdentitySync sync = Stores.openReadOnly(store)) {
      Profile profile =
          checked(() -> sync.folder(folderId).profile(identity))
              .orElseThrow(
                  () -> new CommandException(ExitCode.NOT_FOUND, "there is no such profile"));
      ProfileCommand command = new ProfileCommand(streams);
      if (json) {
        streams.print(Text.escapeJson(ProfileJson.toJson(profile)));
      } else {
        command.print(profile);
      }
      return ExitCode.DONE;
    }
  }

  private static <T> T checked(Supplier<T> result) {
    try {
      return result.get();
    } catch (IllegalArgumentException e) {
      // The message names what is wrong and never the value.
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  private static Identity identity(List<String> who) {
    String first = who.isEmpty() ? "" : who.get(0);
    if (who.size() == 3 && first.equals(EXTERNAL_OPTION)) {
      return Identity.external(who.get(1), who.get(2));
    } else if (who.size() == 2 && first.equals(BROWSER_OPTION)) {
      return Identity.browser(who.get(1));
    }
    if (who.size() != 1 || first.indexOf(':') < 0) {
      throw CommandException.usage(
          "the identity is browser:ID or TYPE:ID, or --browser ID, or --external TYPE ID");
    }
    return Identity.parse(first);
  }

  private void print(Profile profile) {
    print("profile", profile.id().toString());
    print("folder", profile.folderId());
    print("canonical", profile.canonical().toString());
    profile.identities().forEach(identity -> print("identity", identity.toString()));
    profile.fields().forEach(this::print);
  }

  private void print(String label, String text) {
    streams.print(String.format("%-11s", label) + Text.escape(text));
  }

  private void print(String name, Field field) {
    streams.print(
        String.join(
            "\t",
            String.format("%-11s", "field") + Text.escape(name),
            Text.escape(Text.of(field.value())),
            field.occurredAt().toString(),
            Text.escape(field.source().toString())));
  }
}
