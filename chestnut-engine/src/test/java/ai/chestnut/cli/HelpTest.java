package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

final class HelpTest {

  /** The verbs that outside callers rely on. */
  private static final List<String> CONTRACT =
      List.of(
          "generate",
          "archive",
          "verify",
          "export",
          "push",
          "evaluate",
          "review",
          "report",
          "phantom",
          "import",
          "train",
          "models",
          "doctor",
          "study",
          "serve");

  @Test
  void everyVerbOfTheContractIsThereAndNoOther() {
    assertThat(Main.verbs(tree())).containsExactlyInAnyOrderElementsOf(CONTRACT);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void helpLeavesWithZeroOnStandardOutput(String verb) {
    CommandRun help = CommandRun.of(verb, "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("chestnut " + verb).contains("--help");
    assertThat(help.err()).isEmpty();
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyOptionIsExplainedWithItsDefault(String verb) {
    for (ArgSpec arg : arguments(verb)) {
      String text = String.join(" ", arg.description());
      assertThat(text).as(arg.toString()).hasSizeGreaterThan(8).endsWith(".");
      if (arg.defaultValue() != null && !CommandLine.Option.NULL_VALUE.equals(arg.defaultValue())) {
        assertThat(text).as(arg.toString()).contains("default: " + arg.defaultValue());
      }
    }
  }

  @Test
  void versionIsOneLine() {
    CommandRun version = CommandRun.of("--version");
    assertThat(version.code()).isZero();
    assertThat(version.out()).startsWith("chestnut ").hasLineCount(1);
  }

  @Test
  void noVerbAndAnUnknownVerbNameTheVerbs() {
    CommandRun none = CommandRun.of();
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("command: got none").contains("generate").hasLineCount(1);
    CommandRun unknown = CommandRun.of("paint");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("got 'paint'").contains("generate").hasLineCount(1);
    assertThat(unknown.err()).doesNotContain("rehearse");
  }

  static List<String> verbs() {
    return CONTRACT;
  }

  private static List<ArgSpec> arguments(String verb) {
    CommandLine command = Objects.requireNonNull(tree().getSubcommands().get(verb));
    List<ArgSpec> arguments = new ArrayList<>(command.getCommandSpec().positionalParameters());
    for (OptionSpec option : command.getCommandSpec().options()) {
      arguments.add(option);
    }
    return arguments;
  }

  private static CommandLine tree() {
    Console console = Console.ofProcess();
    return Main.commandLine(console, new Interruption(), new Failures(console, false));
  }
}
