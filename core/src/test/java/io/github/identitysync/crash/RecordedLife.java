package io.github.identitysync.crash;

import io.github.identitysync.CrashEndings;
import io.github.identitysync.CrashScript.Expected;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultOperation;
import io.github.identitysync.testing.FaultyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a process did to a directory, step by step, and what it said of it, as {@code .ci/power.c}
 * writes it down.
 */
final class RecordedLife {

  private static final List<Kind> KINDS = List.of(Kind.values());

  private final List<FaultyFiles.Step> steps = new ArrayList<>();
  private final NavigableMap<Integer, Expected> marks = new TreeMap<>();
  private final StringBuilder line = new StringBuilder();
  private FaultDisk disk;

  /** In the order of the recorder's numbers, which begin with 1. */
  private enum Kind {
    CREATE,
    CREATE_DIRECTORY,
    WRITE,
    TRUNCATE,
    SYNC,
    SYNC_DIRECTORY,
    SAY,
    UNKNOWN
  }

  private RecordedLife(FaultDisk start, Expected expected) {
    this.disk = start;
    this.marks.put(0, expected);
  }

  /**
   * Reads a log.
   *
   * @param start the directory at the beginning
   * @param expected what must and may be found in it then
   */
  static RecordedLife read(Path log, FaultDisk start, Expected expected) throws IOException {
    RecordedLife life = new RecordedLife(start, expected);
    ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(log)).order(ByteOrder.nativeOrder());
    while (records.hasRemaining()) {
      Kind kind = KINDS.get(records.getInt() - 1);
      byte[] name = new byte[records.getInt()];
      long position = records.getLong();
      byte[] bytes = new byte[Math.toIntExact(records.getLong())];
      records.get(name).get(bytes);
      life.take(kind, new String(name, StandardCharsets.UTF_8), position, bytes);
    }
    return life;
  }

  private void take(Kind kind, String name, long position, byte[] bytes) {
    switch (kind) {
      case CREATE -> {
        if (!disk.exists(name)) {
          perform(new FaultOperation.Create(name));
        }
      }
      case CREATE_DIRECTORY -> perform(new FaultOperation.CreateDirectory(name));
      case WRITE -> perform(new FaultOperation.Write(name, position, bytes));
      case TRUNCATE -> {
        if (position > disk.bytes(name).size()) {
          throw new IllegalStateException("not modelled: a truncation that extends the file");
        }
        perform(new FaultOperation.Truncate(name, position));
      }
      case SYNC -> perform(new FaultOperation.Sync(name));
      case SYNC_DIRECTORY -> perform(new FaultOperation.SyncDirectory(name));
      case SAY -> hear(new String(bytes, StandardCharsets.US_ASCII));
      case UNKNOWN -> throw new IllegalStateException("not modelled: " + name);
    }
  }

  private void perform(FaultOperation operation) {
    steps.add(new FaultyFiles.Step(steps.size(), disk, operation));
    disk = disk.after(operation);
  }

  /** Takes some characters, of which only whole lines count. */
  private void hear(String said) {
    line.append(said);
    for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
      String[] numbers = line.substring(0, end).split(" ", 2);
      marks.put(
          steps.size(), new Expected(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])));
      line.delete(0, end + 1);
    }
  }

  /** Returns the directory at the end. */
  FaultDisk disk() {
    return disk;
  }

  /** Returns what must and may be found at the end. */
  Expected expected() {
    return marks.lastEntry().getValue();
  }

  /** Returns the ends that the life may have had. */
  CrashEndings endings() {
    return new CrashEndings(List.copyOf(steps), disk, marks);
  }

  /** Returns how many steps there are of a kind. */
  long count(Class<? extends FaultOperation> kind) {
    return steps.stream().filter(step -> kind.isInstance(step.operation())).count();
  }
}
