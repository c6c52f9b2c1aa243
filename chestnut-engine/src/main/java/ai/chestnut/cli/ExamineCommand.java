package ai.chestnut.cli;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.CrossValidation;
import ai.chestnut.evaluation.ExpertExam;
import ai.chestnut.evaluation.ExpertFigure;
import ai.chestnut.evaluation.Interval;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.tensor.Device;
import ai.chestnut.training.FoldPredictions;
import ai.chestnut.training.FoldPredictions.Prediction;
import ai.chestnut.vocabulary.Finding;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Experts before films whose truth is known. */
@Command(
    name = "examine",
    description = {
      "Measure the experts of a role on films whose masks, labels or attributes are known,",
      "or a classifier on the films that each fold of its cross-validation held out.",
      ""
    },
    sortOptions = false)
final class ExamineCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--role",
      paramLabel = "filter|judge",
      defaultValue = "filter",
      description = "Which experts (default: ${DEFAULT-VALUE}).")
  private String role = "filter";

  @Option(
      names = "--weights",
      paramLabel = "DIR",
      description = "Folder of the experts (default: the installed ones).")
  @Nullable
  private Path weights;

  @Option(names = "--real", paramLabel = "MANIFEST", description = "The films.")
  @Nullable
  private Path real;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "test",
      description = "train, val, test or all (default: ${DEFAULT-VALUE}).")
  private String split = "test";

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description =
          "A fold's predictions.csv instead of films; given once for each fold of a classifier.")
  private List<Path> predictions = List.of();

  @Option(names = "--json", description = "Print JSON, one line a figure, instead of a table.")
  private boolean json;

  @Mixin private DeviceOption device = new DeviceOption();

  ExamineCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Choice.of("role", "--role", role, List.of("filter", "judge"));
    if (predictions.isEmpty() == (real == null)) {
      throw new RequestException(
          "what to examine by",
          "--real, --predictions",
          predictions.isEmpty() ? "neither" : "both",
          "films or predictions");
    }
    if (real == null) {
      folds();
    } else {
      films(real);
    }
    return 0;
  }

  private void films(Path manifestFile) {
    Choice.of("split", "--split", split, List.of("train", "val", "test", "all"));
    Manifest manifest = Manifest.read(manifestFile);
    Optional<Split> wanted = Split.named(split);
    List<ManifestRow> rows = wanted.map(manifest::rows).orElse(manifest.rows());
    Role inRole = Role.valueOf(role.toUpperCase(Locale.ROOT));
    Path folder =
        weights == null ? Catalogue.standard().folder() : Sources.folder("experts", weights);
    try (ExpertSet set = ExpertSet.read(folder, inRole, Device.named(device.name()));
        ProgressDisplay progress = session.progress("films")) {
      new ExpertExam(set.panel().experts(), set.panel().calibration())
          .sit(manifest, rows, progress)
          .forEach(figure -> print(figure));
    }
  }

  private void print(ExpertFigure figure) {
    PrintStream out = session.console().out();
    Interval value = figure.value();
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("expert", figure.expert());
      line.put("measure", figure.measure());
      line.put("subject", figure.subject());
      line.put("source", figure.source());
      line.put("films", figure.films());
      line.put("value", value.value());
      line.put("low", value.low());
      line.put("high", value.high());
      out.println(Json.line(line));
    } else {
      out.printf(
          Locale.ROOT,
          "%-26s %-24s %-26s %-18s %5d  %s%n",
          figure.expert(),
          figure.measure(),
          figure.subject(),
          figure.source(),
          figure.films(),
          words(value));
    }
  }

  private void folds() {
    List<Prediction> all = new ArrayList<>();
    predictions.forEach(
        file -> all.addAll(FoldPredictions.read(Sources.file("predictions", file))));
    PrintStream out = session.console().out();
    for (Finding finding : Finding.values()) {
      CrossValidation.of(finding, all)
          .ifPresent(
              row ->
                  out.printf(
                      Locale.ROOT,
                      "%-26s %4d of %4d  auroc %s  table %s  gain %s  brier skill %s%n",
                      finding.canonicalName(),
                      row.positives(),
                      row.films(),
                      words(row.auroc()),
                      words(row.table()),
                      words(row.gain()),
                      words(row.brierSkill())));
    }
    List<Finding> usual =
        List.of(
            Finding.PLEURAL_EFFUSION,
            Finding.ATELECTASIS,
            Finding.INFILTRATION,
            Finding.PNEUMONIA,
            Finding.NO_FINDING);
    if (usual.stream().allMatch(finding -> CrossValidation.of(finding, all).isPresent())) {
      out.printf(
          Locale.ROOT,
          "mean of effusion, atelectasis, infiltration, pneumonia and no finding: auroc %s, gain"
              + " %s%n",
          words(CrossValidation.mean(usual, all, 0)),
          words(CrossValidation.mean(usual, all, 1)));
    }
  }

  private static String words(Interval value) {
    return String.format(
        Locale.ROOT, "%.3f [%.3f, %.3f]", value.value(), value.low(), value.high());
  }
}
