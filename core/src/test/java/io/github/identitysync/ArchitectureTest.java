package io.github.identitysync;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packages are floors of one building: each knows only what is listed here. */
class ArchitectureTest {
  private static final String ROOT = "io.github.identitysync";
  private static final String MODEL = ROOT + ".model";
  private static final String DISJOINT_SET = ROOT + ".internal.disjointset";
  private static final String STORAGE = ROOT + ".internal.storage";
  private static final String FOLDER = ROOT + ".internal.folder";
  private static final String JSON = ROOT + ".json";
  private static final String CLI = ROOT + ".cli";

  /** What of our own packages a package may use, apart from itself. */
  private static final Map<String, Set<String>> FLOORS =
      Map.of(
          MODEL, Set.of(),
          DISJOINT_SET, Set.of(),
          STORAGE, Set.of(MODEL),
          FOLDER, Set.of(MODEL, DISJOINT_SET, STORAGE),
          ROOT, Set.of(MODEL, DISJOINT_SET, STORAGE, FOLDER),
          JSON, Set.of(MODEL, ROOT),
          CLI, Set.of(MODEL, ROOT, JSON));

  /** What of other people's packages a package may use, apart from the JDK and JSpecify. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          STORAGE,
          Set.of("org.mapdb", "kotlin", "net.jpountz.xxhash"),
          JSON,
          Set.of("tools.jackson"));

  /**
   * What the library uses to run beside others: nothing that waits but locks, and {@code Latch}.
   * The JDK's futures, queues, phasers and conditions ask the pool of a thread that waits for
   * another thread, which may be refused.
   */
  private static final Set<String> CONCURRENT =
      Stream.of(
              "Callable",
              "ConcurrentHashMap",
              "ConcurrentMap",
              "ConcurrentNavigableMap",
              "ForkJoinPool",
              "locks.Lock",
              "locks.LockSupport",
              "locks.ReadWriteLock",
              "locks.ReentrantReadWriteLock",
              "locks.StampedLock")
          .map("java.util.concurrent."::concat)
          .collect(toSet());

  /**
   * An arrow as {@code jdeps -v} prints it: class, class, and the second one's module if it has
   * one.
   */
  private static final Pattern ARROW = Pattern.compile("^ +(\\S+) +-> (\\S+) +(\\S.*)$");

  private static List<Arrow> uses;
  private static List<Arrow> signatures;

  private record Arrow(String from, String to, String module) {
    String fromPackage() {
      return from.substring(0, from.lastIndexOf('.'));
    }

    String toPackage() {
      return to.substring(0, to.lastIndexOf('.'));
    }

    boolean leadsTo(String prefix) {
      return to.startsWith(prefix + ".");
    }

    /** Whether the second class is neither ours nor the JDK's nor an annotation of JSpecify. */
    boolean leadsToLibrary() {
      return !leadsTo(ROOT) && !module.startsWith("java.") && !leadsTo("org.jspecify.annotations");
    }

    @Override
    public String toString() {
      return from + " -> " + to + " (" + module + ")";
    }
  }

  @BeforeAll
  static void askJdeps() throws URISyntaxException {
    uses = jdeps("-v");
    signatures = jdeps("-v", "-apionly");
  }

  @Test
  void everyPackageIsAFloorAndEveryFloorHasClasses() {
    Set<String> packages =
        uses.stream()
            .filter(arrow -> !arrow.from().endsWith(".package-info"))
            .map(Arrow::fromPackage)
            .collect(toSet());
    assertThat(packages).containsExactlyInAnyOrderElementsOf(FLOORS.keySet());
  }

  @Test
  void jdepsSeesTheLibraries() {
    assertThat(uses).anyMatch(arrow -> arrow.leadsTo("org.mapdb"));
    assertThat(uses).anyMatch(arrow -> arrow.leadsTo("tools.jackson"));
    assertThat(signatures).anyMatch(arrow -> arrow.leadsTo(MODEL));
  }

  @Test
  void floorsUseOnlyWhatLiesBelow() {
    assertThat(uses)
        .filteredOn(arrow -> arrow.leadsTo(ROOT))
        .filteredOn(arrow -> !arrow.toPackage().equals(arrow.fromPackage()))
        .filteredOn(
            arrow ->
                !FLOORS.getOrDefault(arrow.fromPackage(), Set.of()).contains(arrow.toPackage()))
        .isEmpty();
  }

  @Test
  void onlyTheListedPackagesUseALibrary() {
    assertThat(uses)
        .filteredOn(Arrow::leadsToLibrary)
        .filteredOn(
            arrow ->
                LIBRARIES.getOrDefault(arrow.fromPackage(), Set.of()).stream()
                    .noneMatch(arrow::leadsTo))
        .isEmpty();
  }

  @Test
  void theModelAndTheDisjointSetUseOnlyJavaBase() {
    assertThat(uses)
        .filteredOn(arrow -> Set.of(MODEL, DISJOINT_SET).contains(arrow.fromPackage()))
        .filteredOn(arrow -> arrow.module().startsWith("java."))
        .filteredOn(arrow -> !arrow.module().equals("java.base"))
        .isEmpty();
  }

  @Test
  void nothingIsUsedThatWaitsInAWayOfItsOwn() {
    assertThat(uses)
        .filteredOn(arrow -> arrow.leadsTo("java.util.concurrent"))
        .filteredOn(arrow -> !arrow.leadsTo("java.util.concurrent.atomic"))
        .filteredOn(arrow -> !CONCURRENT.contains(arrow.to().replaceFirst("\\$.*", "")))
        .isEmpty();
  }

  @Test
  void publicSignaturesNameNoLibraryAndNothingInternal() {
    assertThat(signatures)
        .filteredOn(arrow -> !arrow.from().startsWith(ROOT + ".internal."))
        .filteredOn(arrow -> arrow.leadsToLibrary() || arrow.leadsTo(ROOT + ".internal"))
        .isEmpty();
  }

  private static List<Arrow> jdeps(String... options) throws URISyntaxException {
    Path classes =
        Path.of(IdentitySync.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("-filter:none");
    arguments.add(classes.toString());

    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    assertThat(status).as("jdeps: %s%s", out, err).isZero();
    return out.toString()
        .lines()
        .map(ARROW::matcher)
        .filter(Matcher::matches)
        .map(match -> new Arrow(match.group(1), match.group(2), match.group(3).strip()))
        .toList();
  }
}
