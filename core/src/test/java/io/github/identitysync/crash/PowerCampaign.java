package io.github.identitysync.crash;

import io.github.identitysync.CrashEnding;
import io.github.identitysync.CrashScript.Expected;
import io.github.identitysync.IdentitySync;
import io.github.identitysync.testing.FaultOperation;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Cuts the power of recorded processes at random, and opens what may be on the disk then: it must
 * have what was acknowledged, and at most the batch in flight, whole; it must verify, and take the
 * next batch. {@code .ci/power} runs it.
 */
final class PowerCampaign {

  /** The status of a process that found an image that is wrong. */
  private static final int FOUND = 2;

  private static final int IMAGES_OF_A_CHAIN = 1_250;

  private static final List<Class<? extends FaultOperation>> KINDS =
      List.of(
          FaultOperation.Create.class,
          FaultOperation.CreateDirectory.class,
          FaultOperation.Write.class,
          FaultOperation.Truncate.class,
          FaultOperation.Sync.class,
          FaultOperation.SyncDirectory.class);

  private final PowerRecorder recorder;
  private final Path work;
  private final SortedMap<String, LongAdder> counts = new ConcurrentSkipListMap<>();

  private PowerCampaign(PowerRecorder recorder, Path work) {
    this.recorder = recorder;
    this.work = work;
  }

  /**
   * Tries images.
   *
   * @param arguments the recorder; a directory for logs and what is found; the number of images;
   *     the seed; which syncs are left out, or an empty text
   */
  public static void main(String[] arguments) throws IOException {
    Path work = Files.createDirectories(Path.of(arguments[1])).toRealPath();
    Path logs = Files.createDirectories(work.resolve("logs"));
    PowerCampaign campaign =
        new PowerCampaign(
            new PowerRecorder(Path.of(arguments[0]).toRealPath(), logs, arguments[4]), work);
    try {
      campaign.run(Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]));
    } catch (AssertionError e) {
      e.printStackTrace();
      System.exit(FOUND);
    }
    System.out.println("tried: " + campaign.counts);
  }

  private void run(int images, long seed) {
    int count = (images + IMAGES_OF_A_CHAIN - 1) / IMAGES_OF_A_CHAIN;
    List<PowerChain> chains =
        IntStream.range(0, count).parallel().mapToObj(i -> live(seed + i)).toList();
    add("lives", (long) count * PowerChain.LIVES);
    for (Class<? extends FaultOperation> kind : KINDS) {
      add(kind.getSimpleName(), chains.stream().mapToLong(chain -> chain.count(kind)).sum());
    }
    IntStream.range(0, images)
        .parallel()
        .forEach(image -> check(chains.get(image % count), image / count));
  }

  private PowerChain live(long seed) {
    try {
      return PowerChain.live(recorder, seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(PowerChain chain, int number) {
    CrashEnding ending = chain.image(number);
    try (Stores stores = new Stores()) {
      Path directory = stores.newDirectory();
      PowerDirectory.write(ending.disk(), directory);
      Path store = directory.resolve(PowerChild.STORE);
      IdentitySync sync = stores.open(store, chain.script().options());
      int found = chain.script().count(sync, ending.expected(), ending.name());
      if (found < chain.script().batches().size()) {
        chain.script().batches().get(found).applyTo(sync);
        chain.script().count(sync, new Expected(found + 1, found + 1), ending.name());
      }
      add("images", 1);
      add("images " + ending.fate().kind(), 1);
      add("images inside a write", ending.insideWrite() ? 1 : 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(ending.name() + " is wrong; it is kept in " + keep(ending), e);
    }
  }

  private Path keep(CrashEnding ending) {
    try {
      Path kept = Files.createTempDirectory(work, "image-").resolve("directory");
      PowerDirectory.write(ending.disk(), kept);
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String what, long count) {
    counts.computeIfAbsent(what, key -> new LongAdder()).add(count);
  }
}
