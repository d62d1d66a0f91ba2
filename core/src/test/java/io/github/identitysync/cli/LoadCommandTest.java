package io.github.identitysync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.json.ParsedBatch;
import io.github.identitysync.json.SyncJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {

  @TempDir private Path directory;
  private Path store;

  @BeforeEach
  void name() {
    store = directory.resolve("store");
  }

  @AfterEach
  void verify() {
    Cli.verifyIfAny(store);
  }

  @Test
  void whatHasComeGoesToTheStoreBeforeTheInputIsWaitedFor() {
    Interactive in = new Interactive();
    Recording command = new Recording(in, null);
    in.command = command;

    assertThat(command.run(store.toString(), List.of("-"))).isEqualTo(ExitCode.DONE);

    assertThat(command.sent).isEqualTo(3);
  }

  @Test
  void aLimitOfTheStoreIsToldWithThePositions() {
    String json = "{}" + Cli.LINKED;

    assertThatThrownBy(
            () ->
                new Recording(Cli.in(Cli.utf8(json)), new IllegalArgumentException("too large"))
                    .run(store.toString(), List.of("-")))
        .isInstanceOf(CommandException.class)
        .hasMessage("standard input: records 1 to 3: too large");
  }

  /** Notes how many records went to the store. */
  private static final class Recording extends LoadCommand<ParsedBatch> {

    private final RuntimeException fault;
    private int taken;
    private int sent;

    Recording(InputStream in, RuntimeException fault) {
      super(
          new Tally(List.of()),
          new Streams(
              in,
              new Output(OutputStream.nullOutputStream()),
              new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
              false));
      this.fault = fault;
    }

    @Override
    Stream<ParsedBatch> parse(InputStream in) {
      return SyncJson.stream(in);
    }

    @Override
    void take(ParsedBatch batch) {
      taken += batch.records().size();
      positions.addAll(batch.positions());
    }

    @Override
    void send(IdentitySync sync) {
      if (fault != null) {
        throw fault;
      }
      sent = taken;
    }
  }

  /** Gives one record at each read, and expects that those before it went to the store. */
  private static final class Interactive extends InputStream {

    private Recording command;
    private int given;

    @Override
    public int available() {
      return 0;
    }

    @Override
    public int read() {
      throw new AssertionError();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      assertThat(command.sent).isEqualTo(given);
      if (given == 3) {
        return -1;
      }
      byte[] line = Cli.utf8(Cli.LINKED.lines().toList().get(given++) + "\n");
      System.arraycopy(line, 0, target, offset, line.length);
      return line.length;
    }
  }
}
