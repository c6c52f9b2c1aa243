package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.reading.FilmReading;
import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * The films a generator was trained on, made small.
 *
 * @param patients of each film
 * @param small [films][32 * 32] grey, mean 0 and deviation 1
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record TrainingFilms(List<String> patients, List<double[]> small) {

  /** Reads them. */
  public static TrainingFilms of(FilmSet set, Progress progress) {
    List<String> patients = new ArrayList<>();
    List<double[]> small = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      patients.add(set.entries().get(i).patient());
      small.add(FilmReading.small(set.film(i)));
      progress.advance(Step.of("reading training films", i + 1L, set.size()));
    }
    return new TrainingFilms(List.copyOf(patients), List.copyOf(small));
  }

  /** Films that were read already. */
  public static TrainingFilms of(Readings read) {
    return new TrainingFilms(
        read.set().entries().stream().map(FilmEntry::patient).toList(),
        read.films().stream().map(FilmReading::small).toList());
  }

  /** The distance to the nearest training film of somebody else. */
  double nearest(double[] film, String patient) {
    double nearest = Double.MAX_VALUE;
    for (int i = 0; i < small.size(); i++) {
      if (!patients.get(i).equals(patient)) {
        nearest = Math.min(nearest, Variety.squared(film, small.get(i), nearest));
      }
    }
    return Math.sqrt(nearest);
  }
}
