package ai.chestnut.cli;

import ai.chestnut.evaluation.FeatureSpace;
import ai.chestnut.evaluation.JudgeFeatures;
import ai.chestnut.evaluation.PixelFeatures;
import ai.chestnut.evaluation.ScriptSpace;
import ai.chestnut.evaluation.faults.SegmentedFilms;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.reading.ExpertJudge;
import ai.chestnut.evaluation.reading.Judge;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.Optional;

/** What an evaluation sees films with: the feature space and the judges; owns both. */
final class Instruments implements AutoCloseable {

  /** The word that means: the judge's features, or pixels where no judge is installed. */
  static final String BEST = "best";

  private static final String JUDGE = "judge";
  private static final String PIXELS = "pixels";

  /** Filters are the same whatever trained model they go with. */
  private static final String ANY = "";

  /** Sixteen by sixteen grey values: composition and exposure. */
  private static final int SIDE = 16;

  private final Optional<ExpertSet> judges;
  private final Optional<ExpertSet> filters;
  private final Optional<ScriptSpace> script;
  private final String features;

  private Instruments(
      Optional<ExpertSet> judges,
      Optional<ExpertSet> filters,
      Optional<ScriptSpace> script,
      String features) {
    this.judges = judges;
    this.filters = filters;
    this.script = script;
    this.features = features;
  }

  /** Holds that the word is one of them, before anything is loaded. */
  static void check(String features) {
    if (!features.equals(BEST)
        && !features.equals(JUDGE)
        && !features.equals(PIXELS)
        && !features.endsWith(".pt")) {
      throw new RequestException(
          "features", "--features", "'" + features + "'", "judge, pixels or a TorchScript FILE.pt");
    }
  }

  static Instruments open(String features, Device device) {
    Optional<ScriptSpace> script =
        features.endsWith(".pt")
            ? Optional.of(ScriptSpace.open(Path.of(features), device))
            : Optional.empty();
    Catalogue catalogue = Catalogue.standard();
    Optional<ExpertSet> judges = catalogue.judges(device);
    if (features.equals(JUDGE) && judges.isEmpty()) {
      throw new RequestException(
          "features", "--features", "judge", "pixels or FILE.pt, as no judge is installed");
    }
    return new Instruments(judges, catalogue.filters(ANY, device), script, features);
  }

  FeatureSpace space() {
    if (script.isPresent()) {
      return script.get();
    }
    return judges.isPresent() && !features.equals(PIXELS)
        ? new JudgeFeatures(judges.get())
        : new PixelFeatures(SIDE);
  }

  Judge judge() {
    return judges.<Judge>map(ExpertJudge::new).orElse(Judge.NOBODY);
  }

  /**
   * Films with the masks that the filters see in them, so that the judges have something to be held
   * against; without filters, the films as they are.
   */
  FilmSet masked(FilmSet films) {
    return filters
        .flatMap(set -> set.panel().experts().anatomy())
        .<FilmSet>map(segmenter -> new SegmentedFilms(films, segmenter))
        .orElse(films);
  }

  @Override
  public void close() {
    script.ifPresent(ScriptSpace::close);
    judges.ifPresent(ExpertSet::close);
    filters.ifPresent(ExpertSet::close);
  }
}
