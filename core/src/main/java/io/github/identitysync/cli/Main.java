package io.github.identitysync.cli;

import io.github.identitysync.model.IdentitySyncException;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line. {@code --help} lists the commands and exit codes. */
public final class Main {

  private static final String LINK = "--link";
  private static final String SKIP_BROKEN = "--skip-broken";
  private static final String USAGE =
      """
      usage: identitysync COMMAND ...

        apply [--skip-broken] STORE FILE...
                                    apply records from files or pipes of JSON: objects, arrays of
                                    objects, or one object a line, plain or gzip; - is the standard
                                    input. With --skip-broken each line is read by itself, and one
                                    that is no JSON is rejected and does not end the reading
        update [--link] [--skip-broken] STORE FILE...
                                    apply profile updates likewise; with --link one that names a
                                    browser and an external identity links them as well
        profile STORE FOLDER WHO [--json]
                                    show the profile of an identity: its fields as name, value,
                                    time and source, with tabs between them; or as one line of
                                    JSON. WHO is browser:ID, or TYPE:ID, where TYPE is an external
                                    system and ends at the first colon; or, for any TYPE and ID,
                                    --browser ID or --external TYPE ID
        stats STORE                 show how large each folder is
        verify STORE                check the whole store and show the digest of each folder
        demo [STORE]                show in a new store what this is about

      STORE is a directory. apply, update and demo create it, the others do not. Records that are
      rejected for their form, or refused since they name nobody in particular, are named by their
      position in the input, counted from 0. What comes in is applied when the input pauses, and
      after some thousand records. Characters that could harm a terminal are shown as
      backslash escapes, and a backslash as two. The rules and kinds that an application gives to
      fields are not known here: profile shows what was written last, and what update writes to a
      field that is a union elsewhere does not add up.
      """;

  private Main() {}

  /**
   * Runs one command, and exits the JVM with its code if that is not 0.
   *
   * @param args the command and its arguments
   */
  public static void main(String[] args) {
    Output out = new Output(new FileOutputStream(FileDescriptor.out));
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
    String encoding = System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name());
    int code = run(args, encoding, new Streams(System.in, out, err, isWatched()));
    if (code != 0) {
      System.exit(code);
    }
  }

  /**
   * Runs one command and returns its exit code.
   *
   * @param encoding how the arguments were decoded
   */
  static int run(String[] args, String encoding, Streams streams) {
    ExitCode code = guarded(List.of(args), encoding, streams);
    IOException failure = streams.out().finish();
    if (failure != null) {
      if (!Output.isBrokenPipe(failure)) {
        streams.complain("the output cannot be written: " + Input.reason(failure));
      }
      code = code == ExitCode.DONE ? ExitCode.STORAGE_FAILED : code;
    }
    streams.err().flush();
    return code.number;
  }

  private static ExitCode guarded(List<String> args, String encoding, Streams streams) {
    try {
      Arguments.check(args, encoding);
      return dispatch(args, streams);
    } catch (CommandException e) {
      streams.complain(String.valueOf(e.getMessage()));
      return e.exitCode();
    } catch (IdentitySyncException e) {
      streams.complain(String.valueOf(e.getMessage()));
      return exitCode(e);
    } catch (IOException e) {
      streams.complain("input or output failed: " + Input.reason(e));
      return ExitCode.STORAGE_FAILED;
    } catch (LinkageError e) {
      streams.complain(
          "a jar or a module of the JDK is missing, as the README lists them: " + e.getMessage());
      return ExitCode.UNEXPECTED;
    } catch (RuntimeException | Error e) {
      explain(e, streams);
      return ExitCode.UNEXPECTED;
    }
  }

  private static ExitCode dispatch(List<String> args, Streams streams) throws IOException {
    String command = args.isEmpty() ? "" : args.get(0);
    int count = args.size() - 1;
    if (command.equals("apply") || command.equals("update")) {
      return load(command.equals("update"), args.subList(1, args.size()), streams);
    }
    if (command.equals("profile") && count >= 3) {
      return ProfileCommand.run(
          Stores.path(args.get(1)), args.get(2), args.subList(3, args.size()), streams);
    }
    if (command.equals("stats") && count == 1) {
      return QueryCommands.stats(Stores.path(args.get(1)), streams);
    }
    if (command.equals("verify") && count == 1) {
      return QueryCommands.verify(Stores.path(args.get(1)), streams);
    }
    if (command.equals("demo") && count <= 1) {
      return DemoCommand.run(count == 1 ? args.get(1) : null, streams);
    }
    if (command.equals("--help") || command.equals("-h") || command.equals("help")) {
      help(streams);
      return ExitCode.DONE;
    }
    return wrong(streams);
  }

  private static ExitCode load(boolean updates, List<String> args, Streams streams) {
    int options = 0;
    while (options < args.size() && List.of(LINK, SKIP_BROKEN).contains(args.get(options))) {
      options++;
    }
    List<String> given = args.subList(0, options);
    boolean linking = given.contains(LINK);
    boolean skipBroken = given.contains(SKIP_BROKEN);
    if (args.size() < options + 2 || (linking && !updates)) {
      return wrong(streams);
    }
    LoadCommand<?> command =
        updates
            ? new UpdateCommand(linking, skipBroken, streams)
            : new ApplyCommand(skipBroken, streams);
    return command.run(args.get(options), args.subList(options + 1, args.size()));
  }

  private static ExitCode wrong(Streams streams) {
    streams.err().print(USAGE);
    return ExitCode.USAGE;
  }

  private static void help(Streams streams) {
    streams.print(USAGE);
    streams.print("Exit codes:");
    for (ExitCode code : ExitCode.values()) {
      streams.print("  " + code.number + "  " + code.meaning);
    }
  }

  private static ExitCode exitCode(IdentitySyncException e) {
    if (e instanceof IdentitySyncException.Locked) {
      return ExitCode.LOCKED;
    }
    return e instanceof IdentitySyncException.Corrupt
            || e instanceof IdentitySyncException.UnsupportedFormat
        ? ExitCode.DAMAGED
        : ExitCode.STORAGE_FAILED;
  }

  /** Prints where a defect showed, without messages: those of other code may quote identifiers. */
  private static void explain(Throwable thrown, Streams streams) {
    streams.complain("unexpected error; please report these lines");
    for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
      streams.complain(t.getClass().getName());
      Arrays.stream(t.getStackTrace()).forEach(frame -> streams.complain("  at " + frame));
    }
  }

  /** Tells a terminal from a file or pipe; from JDK 22 on there may be a console without one. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isWatched() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
