package ai.chestnut.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * One command, run inside this process.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandRun(int code, String out, String err) {

  static CommandRun of(Object... args) {
    return reading("", args);
  }

  /** Runs with this text as standard input; arguments are shown by {@code toString}. */
  static CommandRun reading(String in, Object... args) {
    return reading(in.getBytes(StandardCharsets.UTF_8), args);
  }

  static CommandRun reading(byte[] in, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = new String[args.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = args[i].toString();
    }
    Console console = new Console(new ByteArrayInputStream(in), print(out), print(err), false, 80);
    int code = Main.run(console, new Interruption(), words);
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
