package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.StructuralSimilarity;
import ai.chestnut.evaluation.alarm.Scene;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.reading.NaturalnessJudge;
import ai.chestnut.evaluation.sampling.Draws;
import ai.chestnut.evaluation.sampling.Spread;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Figures of pictures themselves: how natural each is, how alike two of a set are. */
record PictureFigures(Scene scene) {

  /** How many disjoint pairs of a set are looked at, at most. */
  static final int PAIRS = 200;

  private static final int LEAST = 8;

  /** Mean NIQE, if enough films of both sets have it. */
  Optional<Figure> naturalness() {
    MeanOfFilms mean = new MeanOfFilms(NaturalnessJudge.MEASURE);
    if (mean.count(scene.synthetic()) < LEAST || mean.count(scene.real()) < LEAST) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            new Measure(
                "niqe",
                DistanceFigures.FIDELITY,
                "NIQE",
                "",
                "96-px blocks, model of real films",
                Better.LIKE_REAL),
            mean.count(scene.synthetic()),
            scene.draws().spread(draw -> mean.of(scene.synthetic(), draw.synthetic())),
            Optional.of(scene.draws().spread(draw -> mean.of(scene.real(), draw.real())))));
  }

  /** Mean MS-SSIM of disjoint pairs of a set, if all films of both have one size that allows it. */
  Optional<Figure> similarity(Progress progress) {
    int pairs = Math.min(PAIRS, Math.min(scene.real().size(), scene.synthetic().size()) / 2);
    if (pairs < LEAST) {
      return Optional.empty();
    }
    List<Double> synthetic = pairs(scene.synthetic().set(), pairs, "synthetic pairs", progress);
    List<Double> real =
        synthetic.isEmpty() ? List.of() : pairs(scene.real().set(), pairs, "real pairs", progress);
    if (real.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            new Measure(
                "ms-ssim",
                DistanceFigures.FIDELITY,
                "MS-SSIM of pairs within the set",
                "",
                "the films' own pixels",
                Better.LIKE_REAL),
            pairs,
            halves(synthetic, "synthetic"),
            Optional.of(halves(real, "real"))));
  }

  /** The mean over a random half of the pairs, draw by draw. */
  private static Spread halves(List<Double> pairs, String purpose) {
    double[] means = new double[Draws.COUNT];
    for (int i = 0; i < means.length; i++) {
      int[] order = RandomStream.of(0, i, "scorecard/pairs " + purpose).permutation(pairs.size());
      int half = pairs.size() / 2;
      for (int j = 0; j < half; j++) {
        means[i] += pairs.get(order[j]) / half;
      }
    }
    return Spread.of(means);
  }

  private static List<Double> pairs(FilmSet set, int count, String phase, Progress progress) {
    int[] order = RandomStream.of(0, 0, "scorecard/pairs").permutation(set.size());
    List<Double> alike = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Radiograph one = set.film(order[2 * i]);
      Radiograph other = set.film(order[2 * i + 1]);
      if (!fits(one) || one.width() != other.width() || one.height() != other.height()) {
        return List.of();
      }
      alike.add(StructuralSimilarity.overScales(one, other));
      progress.advance(Step.of(phase, i + 1L, count));
    }
    return alike;
  }

  private static boolean fits(Radiograph film) {
    return film.width() % 16 == 0
        && film.height() % 16 == 0
        && Math.min(film.width(), film.height()) >= StructuralSimilarity.LEAST_SIDE;
  }
}
