package io.github.identitysync;

import io.github.identitysync.internal.storage.DiskFiles;
import io.github.identitysync.internal.storage.FactStore;
import io.github.identitysync.internal.storage.IoReason;
import io.github.identitysync.internal.storage.StoreFiles;
import io.github.identitysync.model.IdentitySyncException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Opens the files of a store, by one thread, which may wait for whoever has it open. */
final class Opening {

  private static final long POLL_MILLIS = 20;

  private final StoreOptions options;

  Opening(StoreOptions options) {
    this.options = options;
  }

  /** Takes the files that one attempt of opening is to use. */
  private interface Taking {
    StoreFiles take() throws IOException;
  }

  /** Opens the store in a directory; where there is one that cannot be written, for reading. */
  FactStore open(Path directory) {
    return await(
        () -> {
          try {
            return attempt(() -> DiskFiles.lock(directory));
          } catch (IOException e) {
            if (!IoReason.isUnwritable(e)) {
              throw e;
            }
            return readAfter(e, directory);
          }
        });
  }

  /** Opens the store in a directory for reading. */
  FactStore openReadOnly(Path directory) {
    return await(() -> attempt(() -> DiskFiles.lockForReading(directory, "it was opened so")));
  }

  /** Opens the store in a directory of any kind. */
  FactStore open(StoreFiles files) {
    return await(() -> attempt(() -> files));
  }

  /** What cannot be read either is told as what could not be written. */
  private FactStore readAfter(IOException failure, Path directory) throws IOException {
    try {
      return attempt(() -> DiskFiles.lockForReading(directory, IoReason.of(failure)));
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private FactStore attempt(Taking taking) throws IOException {
    StoreFiles files = taking.take();
    try {
      return FactStore.open(files, options.secret(), options.journalBytes());
    } catch (Throwable e) {
      closeAfter(e, files);
      throw e;
    }
  }

  private static void closeAfter(Throwable failure, StoreFiles files) {
    try {
      files.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** One attempt of opening. */
  private interface Attempt {
    FactStore open() throws IOException;
  }

  private FactStore await(Attempt attempt) {
    long start = System.nanoTime();
    long wait = nanos(options.lockWait());
    while (true) {
      try {
        return attempt.open();
      } catch (IdentitySyncException.Locked e) {
        if (System.nanoTime() - start >= wait) {
          throw e;
        }
        pause();
      } catch (IOException e) {
        throw new IdentitySyncException.StorageFailed(
            "the store cannot be opened: " + IoReason.of(e), e);
      }
    }
  }

  private static long nanos(Duration wait) {
    return wait.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? wait.toNanos() : Long.MAX_VALUE;
  }

  /** Nobody has a reason to interrupt the store's own thread. */
  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      // The next attempt comes a little earlier.
    }
  }
}
