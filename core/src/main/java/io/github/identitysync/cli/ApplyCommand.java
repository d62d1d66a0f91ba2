package io.github.identitysync.cli;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.SyncReport;
import io.github.identitysync.json.MalformedJsonException;
import io.github.identitysync.json.ParsedBatch;
import io.github.identitysync.json.RejectedRecord;
import io.github.identitysync.json.SyncJson;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Applies the records of files, or of the standard input, to a store. */
final class ApplyCommand {

  private static final int BATCH_RECORDS = 10_000;
  private static final int REJECTED_SHOWN = 20;
  private static final long PROGRESS_NANOS = 500_000_000;

  private final Streams streams;
  private final Tally tally = new Tally();
  private final List<SyncRecord> waiting = new ArrayList<>();
  private long lastProgress = System.nanoTime() - PROGRESS_NANOS;

  private ApplyCommand(Streams streams) {
    this.streams = streams;
  }

  static ExitCode run(Path store, List<String> files, Streams streams) {
    List<Input> inputs = files.stream().map(Input::of).toList();
    if (inputs.stream().filter(Input::standard).count() > 1) {
      throw CommandException.usage("the standard input can be read only once");
    }
    return new ApplyCommand(streams).run(store, inputs);
  }

  private ExitCode run(Path store, List<Input> inputs) {
    String fault = null;
    try (IdentitySync sync = IdentitySync.open(store)) {
      for (int i = 0; i < inputs.size() && fault == null; i++) {
        fault = apply(inputs.get(i), sync);
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
    return tally.rejected() > 0 ? ExitCode.REJECTED : ExitCode.DONE;
  }

  /** Applies all records of the input up to its end or fault; returns what the fault is. */
  private @Nullable String apply(Input input, IdentitySync sync) {
    String fault = null;
    try (Stream<ParsedBatch> batches = SyncJson.stream(input.open(streams.in()))) {
      Iterator<ParsedBatch> iterator = batches.iterator();
      while (iterator.hasNext()) {
        take(iterator.next(), input, sync);
      }
    } catch (MalformedJsonException e) {
      fault = input.name() + ": " + e.getMessage();
    } catch (IOException e) {
      fault = unreadable(input, e);
    } catch (UncheckedIOException e) {
      fault = unreadable(input, Objects.requireNonNull(e.getCause()));
    }
    flush(sync);
    return fault;
  }

  private void take(ParsedBatch batch, Input input, IdentitySync sync) {
    for (RejectedRecord record : batch.rejected()) {
      if (tally.rejected() < REJECTED_SHOWN) {
        streams.complain(
            input.name() + ": record " + record.index() + " rejected: " + record.reason());
      } else if (tally.rejected() == REJECTED_SHOWN) {
        streams.complain("further rejected records are counted, not shown");
      }
      tally.add(record);
    }
    waiting.addAll(batch.records());
    if (waiting.size() >= BATCH_RECORDS) {
      flush(sync);
    }
  }

  private void flush(IdentitySync sync) {
    if (waiting.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    SyncReport report = sync.apply(waiting);
    long end = System.nanoTime();
    tally.add(report, end - start);
    waiting.clear();
    if (streams.progress() && end - lastProgress > PROGRESS_NANOS) {
      lastProgress = end;
      streams.err().print("\r" + tally.progress());
      streams.err().flush();
    }
  }

  private static String unreadable(Input input, IOException e) {
    String message = e.getMessage();
    return input.name()
        + ": cannot be read: "
        + (message == null ? e.getClass().getSimpleName() : Text.escape(message));
  }
}
