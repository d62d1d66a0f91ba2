package io.github.identitysync.cli;

import io.github.identitysync.Folder;
import io.github.identitysync.FolderStats;
import io.github.identitysync.IdentitySync;
import io.github.identitysync.Profile;
import io.github.identitysync.model.Identity;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The commands that look at a store and leave it as it is. */
final class QueryCommands {

  private static final String BROWSER = "browser";

  private QueryCommands() {}

  static ExitCode profile(Path store, String folderId, String name, Streams streams) {
    try (IdentitySync sync = Stores.openExisting(store)) {
      Optional<Profile> found = find(sync, folderId, name);
      if (found.isEmpty()) {
        throw new CommandException(ExitCode.NOT_FOUND, "there is no such profile");
      }
      Profile profile = found.get();
      streams.print("profile    " + profile.id());
      streams.print("folder     " + Text.escape(profile.folderId()));
      streams.print("canonical  " + Text.escape(profile.canonical().toString()));
      for (Identity identity : profile.identities()) {
        streams.print("identity   " + Text.escape(identity.toString()));
      }
      return ExitCode.DONE;
    }
  }

  static ExitCode stats(Path store, Streams streams) {
    try (IdentitySync sync = Stores.openExisting(store)) {
      streams.print(row("identities", "links", "profiles", "largest", "folder"));
      for (String id : sync.folderIds()) {
        FolderStats stats = sync.folder(id).stats();
        streams.print(
            row(
                stats.identities(),
                stats.links(),
                stats.profiles(),
                stats.largestProfile(),
                Text.escape(id)));
      }
      return ExitCode.DONE;
    }
  }

  static ExitCode verify(Path store, Streams streams) {
    try (IdentitySync sync = Stores.openExisting(store)) {
      sync.verify();
      for (String id : sync.folderIds()) {
        Folder folder = sync.folder(id);
        streams.print(folder.digest() + "  " + Text.escape(id));
      }
      streams.print("verified, folders: " + sync.folderIds().size());
      return ExitCode.DONE;
    }
  }

  private static Optional<Profile> find(IdentitySync sync, String folderId, String name) {
    int colon = name.indexOf(':');
    if (colon < 0) {
      throw CommandException.usage("the identity is browser:ID or TYPE:ID");
    }
    String type = name.substring(0, colon);
    String id = name.substring(colon + 1);
    try {
      Identity identity = type.equals(BROWSER) ? Identity.browser(id) : Identity.external(type, id);
      return sync.folder(folderId).profile(identity);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("the folder or the identity is blank, too long or not Unicode");
    }
  }

  private static String row(Object... columns) {
    return String.format(Locale.ROOT, "%12s  %12s  %12s  %12s  %s", columns);
  }
}
