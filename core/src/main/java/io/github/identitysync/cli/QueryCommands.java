package io.github.identitysync.cli;

import io.github.identitysync.Folder;
import io.github.identitysync.FolderStats;
import io.github.identitysync.IdentitySync;
import java.nio.file.Path;
import java.util.Locale;

/** The commands that look at a store and leave it as it is. */
final class QueryCommands {

  private QueryCommands() {}

  static ExitCode stats(Path store, Streams streams) {
    try (IdentitySync sync = Stores.openReadOnly(store)) {
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
    try (IdentitySync sync = Stores.openReadOnly(store)) {
      sync.verify();
      for (String id : sync.folderIds()) {
        Folder folder = sync.folder(id);
        streams.print(folder.digest() + "  " + Text.escape(id));
      }
      streams.print("verified, folders: " + sync.folderIds().size());
      return ExitCode.DONE;
    }
  }

  private static String row(Object... columns) {
    return String.format(Locale.ROOT, "%12s  %12s  %12s  %12s  %s", columns);
  }
}
