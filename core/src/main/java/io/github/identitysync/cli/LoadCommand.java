package io.github.identitysync.cli;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.RefusedRecord;
import io.github.identitysync.cli.Tally.LeftOut;
import io.github.identitysync.json.MalformedJsonException;
import io.github.identitysync.json.RejectedRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives a store what files, or the standard input, hold.
 *
 * @param <B> what is parsed at once
 */
abstract class LoadCommand<B> {

  /** How many parsed batches go to the store together; far below what it takes at once. */
  private static final int BATCHES = 10;

  private static final int COMPLAINTS = 20;
  private static final long PROGRESS_NANOS = 500_000_000;

  final Tally tally;

  /** Where in the input that stood which waits for the store. */
  final List<Long> positions = new ArrayList<>();

  private final Streams streams;
  private @Nullable Input input;
  private int batches;
  private long complaints;
  private long lastProgress = System.nanoTime() - PROGRESS_NANOS;

  LoadCommand(Tally tally, Streams streams) {
    this.tally = tally;
    this.streams = streams;
  }

  /** Returns what the input holds, batch by batch. */
  abstract Stream<B> parse(InputStream in);

  /** Keeps what is to go to the store, and reports what was rejected. */
  abstract void take(B batch);

  /** Gives the store what was kept, which may be nothing, and keeps it no longer. */
  abstract void send(IdentitySync sync);

  /** Loads all inputs, or those up to the first that has a fault. */
  final ExitCode run(String store, List<String> files) {
    Path directory = Stores.path(store);
    List<Input> inputs = files.stream().map(Input::of).toList();
    if (inputs.stream().filter(Input::standard).count() > 1) {
      throw CommandException.usage("the standard input can be read only once");
    }
    return load(directory, inputs);
  }

  /** Reports the records that were rejected for their form. */
  final void rejected(List<RejectedRecord> rejected) {
    for (RejectedRecord record : rejected) {
      tally.leaveOut(LeftOut.RECORDS_REJECTED, record.reason());
      complain(record.index(), " rejected: " + record.reason() + ", line " + record.line());
    }
  }

  /** Reports which of the waiting records the store refused. */
  final void refused(List<RefusedRecord> refused) {
    for (RefusedRecord record : refused) {
      tally.leaveOut(LeftOut.RECORDS_REFUSED, record.reason());
      complain(positions.get(record.index()), " refused: " + record.reason());
    }
  }

  /** Names a record and what became of it, unless enough of them were named. */
  final void complain(long position, String what) {
    if (complaints < COMPLAINTS && input != null) {
      streams.complain(input.name() + ": record " + position + what);
    } else if (complaints == COMPLAINTS) {
      streams.complain("further ones are counted, not shown");
    }
    complaints++;
  }

  private ExitCode load(Path store, List<Input> inputs) {
    String fault = null;
    try (IdentitySync sync = IdentitySync.open(store)) {
      for (int i = 0; i < inputs.size() && fault == null; i++) {
        fault = load(inputs.get(i), sync);
      }
    } finally {
      if (streams.progress()) {
        streams.err().print("\n");
      }
    }
    tally.print(streams);
    if (fault != null) {
      streams.complain(fault);
      return ExitCode.BAD_INPUT;
    }
    return tally.isClean() ? ExitCode.DONE : ExitCode.REJECTED;
  }

  /** Loads the input up to its end or fault; returns what the fault is. */
  private @Nullable String load(Input next, IdentitySync sync) {
    input = next;
    String fault = null;
    try (InputStream in = next.open(streams.in());
        Stream<B> stream = parse(in)) {
      Iterator<B> iterator = stream.iterator();
      while (iterator.hasNext()) {
        take(iterator.next());
        if (++batches == BATCHES || pauses(in)) {
          flush(sync);
        }
      }
    } catch (MalformedJsonException e) {
      fault = next.name() + ": " + e.getMessage();
    } catch (IOException e) {
      fault = unreadable(next, e);
    } catch (UncheckedIOException e) {
      fault = unreadable(next, Objects.requireNonNull(e.getCause()));
    }
    flush(sync);
    return fault;
  }

  private void flush(IdentitySync sync) {
    long start = System.nanoTime();
    try {
      send(sync);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.BAD_INPUT, among() + e.getMessage());
    }
    long end = System.nanoTime();
    tally.spend(end - start);
    positions.clear();
    batches = 0;
    if (streams.progress() && end - lastProgress > PROGRESS_NANOS) {
      lastProgress = end;
      streams.err().print("\r" + tally.progress());
      streams.err().flush();
    }
  }

  /** Returns which records wait, for a fault that they have together. */
  private String among() {
    return input == null || positions.isEmpty()
        ? ""
        : "%s: records %d to %d: "
            .formatted(input.name(), positions.get(0), positions.get(positions.size() - 1));
  }

  /** Returns whether what was read is all that has come yet. */
  private static boolean pauses(InputStream in) {
    try {
      return in.available() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String unreadable(Input input, IOException e) {
    return input.name() + ": cannot be read: " + Input.reason(e);
  }
}
