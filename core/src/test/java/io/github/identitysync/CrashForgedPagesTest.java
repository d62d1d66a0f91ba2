package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import io.github.identitysync.testing.FaultBytes;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultyFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Pages that were changed and given the right checksum, as no damage of a disk but only a defect or
 * a hand can do. What MapDB then finds may lead far behind the end, or round in circles. That must
 * end, and as damage.
 *
 * <p>Two things are not found. The name of a folder stands in the catalog alone, so another name is
 * another folder. And MapDB takes as much memory for a record as the record says; where there is
 * not so much, that is the error.
 *
 * <p>The system property {@code identitysync.crash.effort} multiplies how many forgeries are tried.
 */
class CrashForgedPagesTest {

  private static final int FORGERIES = 1_500 * Integer.getInteger("identitysync.crash.effort", 1);

  /** Closed twice, so that every page is read from the base file. */
  private static final CrashLife LIFE = CrashLife.ALL.get(2);

  private static final Set<String> NAMES = Set.of(CrashWorkload.FOLDER, CrashWorkload.OTHER);
  private static final byte[] BASE = LIFE.disk().bytes(CrashLife.BASE).toArray();
  private static final List<Integer> PAGES = pagesInUse();

  private enum Outcome {
    HARMLESS,
    FOUND_BY_WRITING,
    REFUSED,
    RENAMED,
    TOO_LARGE
  }

  @Test
  void aForgedPageIsDamageOrDoesNoHarm() {
    assertThat(PAGES).hasSizeGreaterThan(4);
    Map<Outcome, Integer> counts = new ConcurrentHashMap<>();
    IntStream.range(0, FORGERIES)
        .parallel()
        .forEach(seed -> counts.merge(outcome(forge(seed), "seed " + seed), 1, Integer::sum));
    System.out.println("forged pages: " + counts);
    assertThat(counts).containsKeys(Outcome.REFUSED, Outcome.HARMLESS);
  }

  private static Outcome outcome(byte[] forged, String name) {
    FaultDisk disk = LIFE.disk().with(CrashLife.BASE, FaultBytes.of(forged));
    try {
      if (isRenamed(disk, name)) {
        return Outcome.RENAMED;
      }
      if (CrashDamage.found(disk, name) < 0) {
        return Outcome.REFUSED;
      }
      return canBeWrittenTo(disk, name) ? Outcome.HARMLESS : Outcome.FOUND_BY_WRITING;
    } catch (Throwable e) {
      if (rootCause(e) instanceof OutOfMemoryError) {
        return Outcome.TOO_LARGE;
      }
      throw new AssertionError(name, e);
    }
  }

  /** Returns whether a store verifies that has as many folders, under other names. */
  private static boolean isRenamed(FaultDisk disk, String name) {
    try (IdentitySync sync = IdentitySync.open(FaultyFiles.of(disk), CrashWorkload.options())) {
      sync.verify();
      assertThat(sync.folderIds()).as(name).hasSize(NAMES.size());
      return !sync.folderIds().equals(NAMES);
    } catch (Corrupt e) {
      return false;
    }
  }

  /** Writes to a store that verifies, and looks at what is there when it is opened again. */
  private static boolean canBeWrittenTo(FaultDisk disk, String name) {
    FaultyFiles files = FaultyFiles.of(disk);
    boolean isWritten = true;
    try (IdentitySync sync = IdentitySync.open(files, CrashWorkload.options())) {
      CrashWorkload.BATCHES.get(LIFE.batches()).applyTo(sync);
    } catch (Corrupt e) {
      isWritten = false;
    }
    int found = CrashDamage.found(files.disk(), name + ", written to");
    assertThat(found).as(name).isIn(-1, LIFE.batches(), LIFE.batches() + 1);
    return isWritten && found > LIFE.batches();
  }

  private static Throwable rootCause(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static byte[] forge(int seed) {
    Random random = new Random(seed);
    byte[] forged = BASE.clone();
    ForgedPage.at(forged, PAGES.get(random.nextInt(PAGES.size()))).change(random);
    return forged;
  }

  private static List<Integer> pagesInUse() {
    List<Integer> pages = new ArrayList<>();
    for (int page = 0; page < ForgedPage.count(BASE); page++) {
      if (!ForgedPage.at(BASE, page).isEmpty()) {
        pages.add(page);
      }
    }
    return pages;
  }
}
