package io.github.identitysync.crash;

import io.github.identitysync.CrashScript.Expected;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultJvm;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs {@link PowerChild} under the recorder, and keeps the logs. A process whose log is kept
 * already does not live again.
 *
 * @param library the recorder
 * @param logs the directory to keep logs in
 * @param leftOut which syncs the recorder is to leave out, or an empty text
 */
record PowerRecorder(Path library, Path logs, String leftOut) {

  private static final List<String> OPTIONS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final int KILLED = 137;

  /**
   * What a process is given.
   *
   * @param name tells its log from others
   * @param seed tells its script
   * @param disk what its directory has
   * @param expected what must and may be found in that
   * @param killAt at which operation it is to be killed, or 0
   * @param leaveOutAt which sync is left out, where it is one of some
   */
  record Start(
      String name, long seed, FaultDisk disk, Expected expected, int killAt, int leaveOutAt) {}

  /** Returns what a process did. */
  RecordedLife record(Start start) throws IOException {
    Path log = logs.resolve(start.name());
    if (!Files.exists(log)) {
      Path unfinished = logs.resolve(start.name() + ".unfinished");
      Files.deleteIfExists(unfinished);
      run(start, unfinished);
      Files.move(unfinished, log);
    }
    return RecordedLife.read(log, start.disk(), start.expected());
  }

  private void run(Start start, Path log) throws IOException {
    try (Stores directories = new Stores()) {
      Path directory = directories.newDirectory();
      PowerDirectory.write(start.disk(), directory);
      int status = status(start, directory.toRealPath(), log);
      if (status != 0 && (status != KILLED || start.killAt() == 0)) {
        Path kept = Files.createTempDirectory(logs.getParent(), "life-").resolve("directory");
        PowerDirectory.write(start.disk(), kept);
        throw new AssertionError(
            "life %s ended with status %d; what it began with is kept in %s"
                .formatted(start.name(), status, kept));
      }
      RecordedLife life = RecordedLife.read(log, start.disk(), start.expected());
      PowerDirectory.compare(life.disk(), directory);
    }
  }

  private int status(Start start, Path directory, Path log) throws IOException {
    List<String> words =
        List.of(
            "env",
            "RECORDER_ROOT=" + directory,
            "RECORDER_LOG=" + log,
            "RECORDER_KILL_AT=" + start.killAt(),
            "RECORDER_LEAVE_OUT=" + leftOut,
            "RECORDER_LEAVE_OUT_AT=" + start.leaveOutAt(),
            "LD_PRELOAD=" + library);
    String seed = String.valueOf(start.seed());
    String least = String.valueOf(start.expected().least());
    try (FaultJvm jvm =
        FaultJvm.start(words, OPTIONS, PowerChild.class, directory.toString(), seed, least)) {
      Optional<String> line = jvm.line();
      while (line.isPresent()) {
        line = jvm.line();
      }
      return jvm.status();
    }
  }
}
