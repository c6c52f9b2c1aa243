package ai.chestnut.cli;

import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.films.FilmSets;
import ai.chestnut.evaluation.scorecard.CardFile;
import ai.chestnut.evaluation.scorecard.Comparison;
import ai.chestnut.evaluation.scorecard.Scorecard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** {@code evaluate --compare}: which of two sets of synthetic films is better, and is it sure? */
final class CompareOption {

  @Option(
      names = "--compare",
      paramLabel = "SET",
      arity = "2",
      description =
          "Compare two scorecards of the same real films (files, or folders that hold one), or two"
              + " sets of synthetic films with --real; writes comparison.json and"
              + " comparison.html.")
  private List<Path> compare = List.of();

  boolean asked() {
    return !compare.isEmpty();
  }

  /** Prints the figures that differ, and where the comparison lies. */
  int run(EvaluationRun run, Path folder) {
    List<Path> cards = compare.stream().map(CompareOption::card).flatMap(Optional::stream).toList();
    Comparison comparison;
    if (cards.size() == compare.size()) {
      comparison = Comparison.of(CardFile.read(cards.get(0)), CardFile.read(cards.get(1)));
    } else {
      List<Scorecard> made = cards(run, folder);
      comparison = Comparison.of(CardFile.of(made.get(0)), CardFile.of(made.get(1)));
    }
    OutOption.make(folder);
    comparison.write(folder);
    comparison.rows().stream()
        .filter(Comparison.Row::counts)
        .map(CompareOption::line)
        .forEach(run::print);
    run.print(folder.resolve(Comparison.JSON));
    return 0;
  }

  /** The scorecards of two sets, which are written into {@code first} and {@code second}. */
  private List<Scorecard> cards(EvaluationRun run, Path folder) {
    FilmSet reference = run.realSet();
    List<FilmSet> sets = compare.stream().map(set -> FilmSets.open(set, Set.of())).toList();
    List<Scorecard> cards;
    try (Instruments instruments = run.instruments();
        ProgressDisplay progress = run.progress()) {
      cards = run.evaluation(instruments).compareAll(reference, sets, run.training(), progress);
    }
    write(cards.get(0), folder.resolve("first"));
    write(cards.get(1), folder.resolve("second"));
    return cards;
  }

  private static void write(Scorecard card, Path folder) {
    OutOption.make(folder);
    card.write(folder);
  }

  private static Optional<Path> card(Path place) {
    Path file = Files.isDirectory(place) ? place.resolve(Scorecard.JSON) : place;
    boolean named = file.toString().endsWith(".json");
    return named && Files.isRegularFile(file)
        ? Optional.of(file)
        : named && file.equals(place)
            ? Optional.of(Sources.file("scorecard", place))
            : Optional.empty();
  }

  private static String line(Comparison.Row row) {
    return String.format(
        Locale.ROOT,
        "%s: %.4g and %.4g, p %.2g%s",
        row.measure().label(),
        row.one().mean(),
        row.other().mean(),
        row.pValue(),
        row.better() == 0 ? "" : row.better() < 0 ? ", first is better" : ", second is better");
  }
}
