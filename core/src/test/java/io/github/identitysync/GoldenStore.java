package io.github.identitysync;

import io.github.identitysync.json.ProfileJson;
import io.github.identitysync.testing.Stores;
import io.github.identitysync.testing.Updates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A store of some format version as it was written then: its files in an archive, and beside that a
 * text that says what it holds.
 */
record GoldenStore(Path directory, String name) {

  /** The directories of all versions. */
  static final Path ALL = Path.of("src", "test", "resources", "golden");

  /** Returns every golden store of every version. */
  static List<GoldenStore> all() throws IOException {
    try (Stream<Path> paths = Files.walk(ALL)) {
      return paths
          .filter(path -> path.toString().endsWith(".zip"))
          .sorted()
          .map(
              path ->
                  new GoldenStore(
                      path.getParent(), path.getFileName().toString().replace(".zip", "")))
          .toList();
    }
  }

  /** The options that every golden store is written and read with. */
  static StoreOptions options() {
    return Updates.withRules(Stores.anyTime(Stores.smallJournal()));
  }

  private Path archive() {
    return directory.resolve(name + ".zip");
  }

  private Path text() {
    return directory.resolve(name + ".jsonl");
  }

  /** Returns what the store held when it was written. */
  String expected() throws IOException {
    return Files.readString(text());
  }

  /** Says what a store holds: of each folder a line of numbers, and a line for each profile. */
  static String describe(IdentitySync sync) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (String id : sync.folderIds()) {
      Folder folder = sync.folder(id);
      text.writeBytes(line(folder.digest() + " " + folder.stats()));
      try (Stream<Profile> profiles = folder.profiles()) {
        profiles
            .sorted(Comparator.comparing(profile -> profile.id().value()))
            .forEach(profile -> describe(profile, text));
      }
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private static void describe(Profile profile, ByteArrayOutputStream text) {
    try {
      ProfileJson.write(profile, text);
      text.writeBytes(line(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Writes the archive, with the same bytes for the same files, and the text. */
  void write(SortedMap<String, byte[]> files, String text) throws IOException {
    Files.createDirectories(directory);
    try (OutputStream out = Files.newOutputStream(archive());
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    }
    Files.writeString(text(), text);
  }

  /** Returns the files of the store. */
  SortedMap<String, byte[]> files() throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (InputStream in = Files.newInputStream(archive());
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  /** Copies the files of the store into a new directory. */
  void copyTo(Path target) throws IOException {
    Files.createDirectories(target);
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Files.write(target.resolve(file.getKey()), file.getValue());
    }
  }

  @Override
  public String toString() {
    return directory.getFileName() + "/" + name;
  }
}
