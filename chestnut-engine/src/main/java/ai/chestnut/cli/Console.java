package ai.chestnut.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The three streams of a command.
 *
 * @param in standard input
 * @param out results
 * @param err everything else: progress, warnings, failures
 * @param terminal whether {@code err} is a terminal, which may be redrawn
 * @param columns width of that terminal in characters
 */
record Console(InputStream in, PrintStream out, PrintStream err, boolean terminal, int columns) {

  /** The process's own streams; the launcher says whether standard error is a terminal. */
  static Console ofProcess() {
    return new Console(
        System.in,
        System.out,
        System.err,
        Boolean.getBoolean("chestnut.terminal"),
        Math.max(40, Integer.getInteger("chestnut.columns", 80)));
  }

  void warn(String message) {
    err.println("chestnut: warning: " + message);
  }
}
