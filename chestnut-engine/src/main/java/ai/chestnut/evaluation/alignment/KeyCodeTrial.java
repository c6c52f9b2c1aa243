package ai.chestnut.evaluation.alignment;

import ai.chestnut.evaluation.Bootstrap;
import ai.chestnut.evaluation.Interval;
import ai.chestnut.evaluation.SampleUnits;
import ai.chestnut.language.VisualCodebook;
import ai.chestnut.models.CodebookModels;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether matched key codes tell the token model anything about real films: how unexpected a held
 * out film's own codes are for its report, with the report's matched key codes, with those of
 * patches at random, and with none. In nats a code; less is better.
 */
public record KeyCodeTrial(CodebookModels models, List<Told> films, long seed) {

  /** One held-out film, whose it is, and what is said of it. */
  public record Told(Radiograph film, String patient, Prompt prompt) {}

  /**
   * Means over films, with paired differences.
   *
   * @param randomLessMatched above 0 where matched codes help more than random ones
   * @param noneLessMatched above 0 where matched codes help at all
   */
  public record Figures(
      int films,
      double matched,
      double random,
      double none,
      double withoutReport,
      Interval randomLessMatched,
      Interval noneLessMatched) {}

  public KeyCodeTrial {
    films = List.copyOf(films);
  }

  /** Looks at every film once in each way. */
  public Figures run(Progress progress) {
    double[] matched = new double[films.size()];
    double[] random = new double[films.size()];
    double[] none = new double[films.size()];
    double[] silent = new double[films.size()];
    ReportWriter writer = new ReportWriter();
    for (int i = 0; i < films.size(); i++) {
      Radiograph film = films.get(i).film();
      String report = writer.canonical(films.get(i).prompt());
      matched[i] = models.surprise(film, report, models.keys(models.match(report)));
      random[i] =
          models.surprise(film, report, models.keys(drawn(RandomStream.of(seed, i, "patches"))));
      none[i] = models.surprise(film, report, List.of());
      silent[i] = models.surprise(film, "", List.of());
      progress.advance(Step.of("films", i + 1, films.size()));
    }
    return new Figures(
        films.size(),
        mean(matched),
        mean(random),
        mean(none),
        mean(silent),
        difference("random", random, matched),
        difference("none", none, matched));
  }

  private List<VisualCodebook.Match> drawn(RandomStream stream) {
    List<VisualCodebook.Match> matches = new ArrayList<>();
    for (int i = 0; i < VisualCodebook.PATCHES; i++) {
      matches.add(new VisualCodebook.Match(stream.nextInt(models.patches()), 0));
    }
    return matches;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value / values.length;
    }
    return sum;
  }

  private Interval difference(String name, double[] one, double[] other) {
    return Bootstrap.of("key codes/" + name)
        .percentile(
            SampleUnits.patients(films.stream().map(Told::patient).toList()),
            chosen -> {
              double sum = 0;
              for (int film : chosen) {
                sum += (one[film] - other[film]) / chosen.length;
              }
              return sum;
            });
  }
}
