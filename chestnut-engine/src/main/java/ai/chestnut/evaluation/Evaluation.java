package ai.chestnut.evaluation;

import ai.chestnut.dicom.FilmReader;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.random.RandomStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares films with films: files to points, points to figures, figures to a scorecard. */
public final class Evaluation {

  /** The names of {@code --metrics}. */
  public static final List<String> METRICS = List.of("frechet", "kernel", "prdc", "memorisation");

  private final FeatureSpace features;
  private final Set<String> metrics;

  /**
   * @param metrics some of {@link #METRICS}
   */
  public Evaluation(FeatureSpace features, Set<String> metrics) {
    this.features = features;
    this.metrics = Set.copyOf(metrics);
  }

  /**
   * The scorecard of synthetic films beside real ones.
   *
   * @param heldOut real films unseen in training; without them memorisation is left out
   * @throws RequestException if a set is too small for a metric
   */
  public Scorecard compare(
      List<Path> real, List<Path> synthetic, Optional<List<Path>> heldOut, Progress progress) {
    double[][] x = points("real films", real, progress);
    double[][] y = points("synthetic films", synthetic, progress);
    Map<String, Double> figures = new LinkedHashMap<>();
    if (metrics.contains("frechet")) {
      figures.put("frechet", FrechetDistance.between(SetStatistics.of(x), SetStatistics.of(y)));
    }
    if (metrics.contains("kernel")) {
      figures.put("kernel", KernelDistance.between(x, y));
    }
    if (metrics.contains("prdc")) {
      int k = Math.min(PrecisionRecall.USUAL_K, Math.min(x.length, y.length) - 1);
      PrecisionRecall found = PrecisionRecall.of(x, y, k);
      figures.put("neighbours k", (double) k);
      figures.put("precision", found.precision());
      figures.put("recall", found.recall());
      figures.put("density", found.density());
      figures.put("coverage", found.coverage());
    }
    if (metrics.contains("memorisation") && heldOut.isPresent()) {
      double[][] unseen = points("held-out films", heldOut.get(), progress);
      Memorisation found = Memorisation.of(y, x, unseen, RandomStream.of(0, 0, "memorisation"));
      figures.put("nearest is a training film", found.nearestShare());
      figures.put("synthetic to training", found.syntheticMedian());
      figures.put("held-out to training", found.heldOutMedian());
    }
    return new Scorecard(features.name(), x.length, y.length, figures);
  }

  private double[][] points(String phase, List<Path> files, Progress progress) {
    if (files.size() < 2) {
      throw new RequestException(phase, "", files.size() + "", "at least two");
    }
    double[][] points = new double[files.size()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = features.of(FilmReader.read(files.get(i)));
      progress.advance(Step.of(phase, i + 1, points.length));
    }
    return points;
  }
}
