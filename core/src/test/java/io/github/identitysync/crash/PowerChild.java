package io.github.identitysync.crash;

import io.github.identitysync.CrashScript;
import io.github.identitysync.CrashWorkload;
import io.github.identitysync.IdentitySync;
import io.github.identitysync.RandomScript;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Goes on with the script of a seed in a directory, with its closes, to the end; and says, around
 * each batch, how many batches must be there from then on, and how many may be.
 *
 * <p>It begins with a batch that may be there already. If it is, applying it again writes nothing,
 * so that what opening the store has shown must have been made durable by that.
 */
final class PowerChild {

  /** Where in a directory the store is; none of these directories is there before. */
  static final String STORE = "of/the/owner/store";

  private PowerChild() {}

  /** Returns the script of a seed: of four that follow each other one is drawn by hand. */
  static CrashScript script(long seed) {
    return seed % 4 == 0
        ? CrashWorkload.script()
        : RandomScript.drawLong(new SplittableRandom(seed));
  }

  /**
   * Lives.
   *
   * @param arguments the directory, the seed, and how many batches are there at least
   */
  public static void main(String[] arguments) {
    Path store = Path.of(arguments[0]).resolve(STORE);
    CrashScript script = script(Long.parseLong(arguments[1]));
    int done = Integer.parseInt(arguments[2]);
    do {
      try (IdentitySync sync = IdentitySync.open(store, script.options())) {
        while (done < script.batches().size()) {
          say(done, done + 1);
          script.batches().get(done).applyTo(sync);
          done++;
          say(done, done);
          if (script.closesAfter(done)) {
            break;
          }
        }
      }
    } while (done < script.batches().size());
  }

  private static void say(int least, int most) {
    System.out.println(least + " " + most);
  }
}
