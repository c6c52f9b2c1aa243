package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.reading.Readings;
import java.util.Arrays;
import java.util.Optional;

/**
 * The mean of a measure over the films that have it.
 *
 * @param name of the measure
 */
record MeanOfFilms(String name) {

  /** NaN where none of the films has it. */
  double of(Readings set, int[] films) {
    return Arrays.stream(films)
        .mapToObj(film -> Optional.ofNullable(set.films().get(film).judged().measures().get(name)))
        .flatMap(Optional::stream)
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  /** How many films of a set have it. */
  int count(Readings set) {
    return (int)
        set.films().stream().filter(film -> film.judged().measures().containsKey(name)).count();
  }
}
