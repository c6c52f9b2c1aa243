package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Blinded reader studies. */
@Command(
    name = "study",
    description = {"Blinded reader studies. Not built yet.", ""})
final class StudyCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "create|serve|report", description = "What to do.")
  private String what = "";

  @Unmatched private List<String> rest = List.of();

  @Override
  public Integer call() {
    Choice.of("study command", "study", what, List.of("create", "serve", "report"));
    throw RequestException.notBuilt("study " + what);
  }
}
