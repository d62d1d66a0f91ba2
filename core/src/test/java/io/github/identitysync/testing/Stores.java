package io.github.identitysync.testing;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The stores of one test. When the test ends, every store that it opened is verified and closed,
 * one on disk also if the test has closed it before; what verifying finds fails the test.
 *
 * <p>In JUnit tests a field with {@code @RegisterExtension}; in jqwik properties a parameter, with
 * {@link StoresHook} on the class. Any thread of the test may open stores.
 */
public final class Stores implements AfterEachCallback, AutoCloseable {

  /** The time that a store's clock shows unless the options say otherwise. */
  public static final Instant NOW = Instant.parse("2024-02-29T12:00:00Z");

  private static final String SECRET = "sixteen bytes ok";

  private final List<Opened> opened = new ArrayList<>();
  private final List<Path> directories = new ArrayList<>();

  /** An open or closed store; the one in memory has no directory. */
  private record Opened(IdentitySync sync, Path directory, StoreOptions options) {}

  /** Returns options with a fixed secret and a fixed clock. */
  public static StoreOptions options() {
    return StoreOptions.defaults()
        .withSecret(SECRET.getBytes(StandardCharsets.US_ASCII))
        .withClock(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** Returns {@link #options} without placeholders, for ids that may be any text. */
  public static StoreOptions anyText() {
    return options().withPlaceholders(Set.of());
  }

  /** Returns {@link #options} with a journal so small that checkpoints are frequent. */
  public static StoreOptions smallJournal() {
    return options().withJournalBytes(65_536);
  }

  /** Returns options that take every time that a record can carry. */
  public static StoreOptions anyTime(StoreOptions options) {
    return options.withTimeBounds(
        Instant.ofEpochSecond(1 - SyncRecord.MAX_EPOCH_SECONDS),
        Instant.ofEpochSecond(SyncRecord.MAX_EPOCH_SECONDS - 1, 999_999_999));
  }

  /** Opens a store in memory. */
  public IdentitySync inMemory() {
    return inMemory(options());
  }

  /** Opens a store in memory. */
  public IdentitySync inMemory(StoreOptions options) {
    return add(IdentitySync.inMemory(options), null, options);
  }

  /** Opens a new store on disk. */
  public IdentitySync onDisk() {
    return open(newDirectory(), options());
  }

  /** Opens the store in a directory. */
  public IdentitySync open(Path directory, StoreOptions options) {
    return add(IdentitySync.open(directory, options), directory, options);
  }

  /** Verifies and closes a store on disk, and opens it again with the same options. */
  public IdentitySync reopen(IdentitySync sync) {
    return reopen(sync, find(sync).options());
  }

  /** Verifies and closes a store on disk, and opens it again with other options. */
  public IdentitySync reopen(IdentitySync sync, StoreOptions options) {
    Opened found = find(sync);
    sync.verify();
    sync.close();
    remove(found);
    return open(found.directory(), options);
  }

  /** Returns the directory of a store on disk. */
  public Path directory(IdentitySync sync) {
    return find(sync).directory();
  }

  /** Closes a store that the test has damaged; it is not verified. */
  public void disown(IdentitySync sync) {
    Opened found = find(sync);
    remove(found);
    found.sync().close();
  }

  /** Returns a directory that does not exist, in one that is deleted after the test. */
  public synchronized Path newDirectory() {
    try {
      Path parent = Files.createTempDirectory("identity-sync-test-");
      directories.add(parent);
      return parent.resolve("store");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized IdentitySync add(IdentitySync sync, Path directory, StoreOptions options) {
    opened.add(new Opened(sync, directory, options));
    return sync;
  }

  private synchronized Opened find(IdentitySync sync) {
    return opened.stream().filter(entry -> entry.sync() == sync).findFirst().orElseThrow();
  }

  private synchronized void remove(Opened entry) {
    opened.remove(entry);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  /** Verifies and closes every store, and deletes the directories. */
  @Override
  public synchronized void close() {
    List<Throwable> failures = new ArrayList<>();
    Map<Path, StoreOptions> closedOnes = new LinkedHashMap<>();
    for (Opened entry : opened) {
      if (entry.directory() != null) {
        closedOnes.put(entry.directory(), entry.options());
      }
    }
    for (Opened entry : opened) {
      if (verifyAndClose(entry.sync(), failures) && entry.directory() != null) {
        closedOnes.remove(entry.directory());
      }
    }
    closedOnes.forEach(
        (directory, options) -> {
          try {
            verifyAndClose(IdentitySync.open(directory, options), failures);
          } catch (RuntimeException e) {
            failures.add(e);
          }
        });
    opened.clear();
    deleteDirectories(failures);
    throwFirst(failures);
  }

  /** Returns whether the store was open, so that it was verified or its failure noted. */
  private static boolean verifyAndClose(IdentitySync sync, List<Throwable> failures) {
    try (sync) {
      sync.verify();
    } catch (IdentitySyncException.Closed e) {
      return false;
    } catch (RuntimeException e) {
      failures.add(e);
    }
    return true;
  }

  private void deleteDirectories(List<Throwable> failures) {
    for (Path directory : directories) {
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      } catch (IOException e) {
        failures.add(new UncheckedIOException(e));
      }
    }
    directories.clear();
  }

  private static void throwFirst(List<Throwable> failures) {
    if (failures.isEmpty()) {
      return;
    }
    RuntimeException first = (RuntimeException) failures.get(0);
    failures.stream().skip(1).forEach(first::addSuppressed);
    throw first;
  }
}
