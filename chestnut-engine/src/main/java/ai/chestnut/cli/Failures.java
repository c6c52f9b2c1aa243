package ai.chestnut.cli;

import ai.chestnut.failure.ChestnutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/** Whatever a command throws becomes one line on standard error and an exit code. */
final class Failures {

  private static final int WRONG_REQUEST = 2;
  private static final int WRONG_FILE = 3;
  private static final int WRONG_DEVICE = 4;
  private static final int DEFECT = 70;

  private final Console console;
  private final boolean debug;

  Failures(Console console, boolean debug) {
    this.console = console;
    this.debug = debug;
  }

  /** An option or argument that the command line itself refuses. */
  int misused(CommandLine.ParameterException wrong) {
    if (wrong.getCause() instanceof ChestnutException ours) {
      return failed(ours);
    }
    String verb = wrong.getCommandLine().getCommandSpec().qualifiedName();
    say(line(wrong).replaceFirst("^Error: ", "") + " (see " + verb + " --help)", wrong);
    return WRONG_REQUEST;
  }

  private static String line(CommandLine.ParameterException wrong) {
    boolean top = wrong.getCommandLine().getParent() == null;
    if (top && wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
      return "command: got '"
          + unmatched.getUnmatched().get(0)
          + "', expected one of "
          + String.join(", ", Main.verbs(wrong.getCommandLine()));
    }
    return firstLine(wrong);
  }

  /** Anything that came out of a running command. */
  int failed(Throwable thrown) {
    if (thrown instanceof ChestnutException ours) {
      return ours.exitCode() == DEFECT ? defect(ours) : told(ours, ours.exitCode());
    }
    Optional<IOException> io = inputOutput(thrown);
    if (io.isPresent()) {
      say(sentence(io.get()), thrown);
      return WRONG_FILE;
    }
    if (outOfMemory(thrown)) {
      say("memory: got " + firstLine(thrown) + ", expected enough for the request", thrown);
      return WRONG_DEVICE;
    }
    if (thrown instanceof UnsatisfiedLinkError || thrown instanceof NoClassDefFoundError) {
      say(
          "native libraries: got " + firstLine(thrown) + ", expected them for this machine",
          thrown);
      return WRONG_DEVICE;
    }
    return defect(thrown);
  }

  private int told(Throwable thrown, int code) {
    say(firstLine(thrown), thrown);
    return code;
  }

  private int defect(Throwable thrown) {
    String kind = thrown.getClass().getSimpleName();
    say("a defect: " + kind + ": " + firstLine(thrown) + " (--debug shows where)", thrown);
    return DEFECT;
  }

  private void say(String line, Throwable thrown) {
    console.err().println("chestnut: " + line);
    if (debug) {
      thrown.printStackTrace(console.err());
    }
  }

  private static Optional<IOException> inputOutput(Throwable thrown) {
    if (thrown instanceof UncheckedIOException unchecked) {
      return Optional.ofNullable(unchecked.getCause());
    }
    return thrown instanceof IOException io ? Optional.of(io) : Optional.empty();
  }

  /** libtorch reports a lack of memory as a runtime error whose text says so. */
  private static boolean outOfMemory(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      return true;
    }
    String text = firstLine(thrown).toLowerCase(Locale.ROOT);
    return thrown instanceof RuntimeException
        && (text.contains("out of memory")
            || text.contains("not enough memory")
            || text.contains("can't allocate memory"));
  }

  private static String sentence(IOException io) {
    String message = String.valueOf(io.getMessage());
    if (io instanceof NoSuchFileException) {
      return "file (" + message + "): got nothing there, expected a file or folder";
    }
    if (io instanceof AccessDeniedException) {
      return "file (" + message + "): got no permission, expected to read or write it";
    }
    if (io instanceof FileAlreadyExistsException) {
      return "file (" + message + "): got something there already, expected nothing";
    }
    return "file: got " + message + ", expected to read or write it";
  }

  private static String firstLine(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? "no message" : message.strip().lines().findFirst().orElse("");
  }
}
