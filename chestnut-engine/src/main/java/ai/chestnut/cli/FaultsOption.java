package ai.chestnut.cli;

import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.faults.FaultReport;
import ai.chestnut.evaluation.faults.FaultTrial;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.films.FilmSets;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.Option;

/** {@code evaluate --planted-faults}: does the scorecard tell known faults on these films? */
final class FaultsOption {

  /** Alarms are what is tested; the other figures would only take their time. */
  private static final Set<String> ALARMS = Set.of("alarms", "memorisation");

  @Option(
      names = "--planted-faults",
      description =
          "Test the scorecard itself: spoil the real films of splits val and test in known ways,"
              + " hold them against split train, and say which alarm told which fault.")
  private boolean asked;

  boolean asked() {
    return asked;
  }

  /** Prints a line a fault, and writes the scorecard of each into a folder of its name. */
  int run(EvaluationRun run, Path folder) {
    FilmSet held = FilmSets.open(run.realFilms(), Set.of(Split.VAL, Split.TEST));
    FilmSet train = FilmSets.open(run.realFilms(), Set.of(Split.TRAIN));
    FaultTrial trial;
    try (Instruments instruments = run.instruments();
        ProgressDisplay progress = run.progress()) {
      trial =
          FaultTrial.of(
              run.evaluation(instruments, ALARMS), instruments.masked(held), train, progress);
    }
    trial
        .cards()
        .forEach(
            (fault, card) -> {
              OutOption.make(folder.resolve(fault.word()));
              card.write(folder.resolve(fault.word()));
            });
    FaultReport report = new FaultReport(trial);
    report.write(folder);
    report.lines().forEach(run::print);
    run.print(folder.resolve(FaultReport.JSON));
    return 0;
  }
}
