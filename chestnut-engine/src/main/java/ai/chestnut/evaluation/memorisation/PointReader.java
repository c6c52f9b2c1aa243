package ai.chestnut.evaluation.memorisation;

import ai.chestnut.evaluation.FeatureSpace;
import ai.chestnut.evaluation.FilmPoints;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;

/** Reads films one by one and keeps their points alone. */
public record PointReader(FeatureSpace features, Progress progress) {

  /**
   * The points of a set, each film named as the set names it.
   *
   * @param phase what the films are, for progress
   * @throws ai.chestnut.failure.FileException naming the film that cannot be read
   */
  public FilmPoints of(String phase, FilmSet set) {
    double[][] points = new double[set.size()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = features.of(set.film(i));
      progress.advance(Step.of(phase, i + 1L, points.length));
    }
    return new FilmPoints(
        set.entries().stream().map(FilmEntry::name).toList(),
        set.entries().stream().map(FilmEntry::patient).toList(),
        points);
  }
}
