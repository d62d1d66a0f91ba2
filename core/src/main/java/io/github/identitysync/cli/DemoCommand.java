package io.github.identitysync.cli;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.Profile;
import io.github.identitysync.SyncReport;
import io.github.identitysync.UpdateReport;
import io.github.identitysync.json.SyncJson;
import io.github.identitysync.json.UpdateJson;
import io.github.identitysync.model.Identity;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows in a new store what the library does. */
final class DemoCommand {

  private final Streams streams;

  private DemoCommand(Streams streams) {
    this.streams = streams;
  }

  static ExitCode run(@Nullable String argument, Streams streams) throws IOException {
    Path store =
        argument == null ? Files.createTempDirectory("identitysync-demo") : Stores.path(argument);
    if (Stores.exists(store)) {
      throw CommandException.usage("the demo makes a store of its own, and there is one already");
    }
    new DemoCommand(streams).run(store);
    return ExitCode.DONE;
  }

  private void run(Path store) throws IOException {
    streams.print("A new store in " + Text.escape(store.toString()));
    try (IdentitySync sync = IdentitySync.open(store)) {
      streams.print("");
      streams.print("1. One record: a browser and a user of a CRM are the same person.");
      apply("single.json", sync);
      streams.print("");
      streams.print(
          "2. An array over two folders. Where records share an identity, profiles join.");
      apply("array.json", sync);
      streams.print("");
      streams.print("3. Updates through a browser and a user. They are on one profile now.");
      update("updates.json", sync);
      streams.print("");
      streams.print("4. The profiles. Both folders know browser:123, and still never meet.");
      show(sync);
    }
    streams.print("");
    streams.print("5. The store was closed and is opened again: nothing is lost.");
    try (IdentitySync sync = IdentitySync.open(store)) {
      show(sync);
    }
    streams.print("");
    streams.print(
        "To look around, run stats, verify or profile on " + Text.escape(store.toString()));
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = DemoCommand.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException(resource);
    }
    return in;
  }

  private void update(String resource, IdentitySync sync) throws IOException {
    try (InputStream in = open(resource)) {
      UpdateReport report = sync.update(UpdateJson.read(in).updates());
      streams.print(
          "   %s: applied %d, new identities %d"
              .formatted(resource, report.applied(), report.newIdentities()));
    }
  }

  private void apply(String resource, IdentitySync sync) throws IOException {
    try (InputStream in = open(resource)) {
      SyncReport report = sync.apply(SyncJson.read(in).records());
      streams.print(
          "   %s: applied %d, new identities %d, new links %d, merges %d"
              .formatted(
                  resource,
                  report.applied(),
                  report.newIdentities(),
                  report.newLinks(),
                  report.merges().size()));
    }
  }

  private void show(IdentitySync sync) {
    for (String folderId : sync.folderIds()) {
      streams.print("   folder " + Text.escape(folderId));
      for (Profile profile : profiles(sync, folderId)) {
        streams.print(
            profile.identities().stream()
                .map(Identity::toString)
                .map(Text::escape)
                .collect(Collectors.joining(", ", "     " + profile.id() + "  ", "")));
        profile
            .fields()
            .forEach(
                (name, field) ->
                    streams.print("       " + Text.escape(name + "=" + Text.of(field.value()))));
      }
    }
  }

  /**
   * Sorts profiles by something that the time of the demo, or the store's secret, has no part in.
   */
  private static List<Profile> profiles(IdentitySync sync, String folderId) {
    try (Stream<Profile> profiles = sync.folder(folderId).profiles()) {
      return profiles.sorted(Comparator.comparing(profile -> profile.identities().get(0))).toList();
    }
  }
}
