package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.reading.FilmReading;
import ai.chestnut.evaluation.reading.Readings;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What the films of a set are like on average, for plots.
 *
 * @param octaves of power at each scale, finest first: mean and the tenth and ninetieth of a
 *     hundred
 * @param tones grey below which 1, 10, 25, 50, 75, 90 and 99 % of the pixels lie, the same
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Curves(double[][] octaves, double[][] tones) {

  static Curves of(Readings set) {
    return new Curves(curve(set, FilmReading::octaves), curve(set, FilmReading::tones));
  }

  private static double[][] curve(Readings set, Function<FilmReading, double[]> values) {
    int length = values.apply(set.films().get(0)).length;
    return IntStream.range(0, length)
        .mapToObj(
            i -> {
              double[] sorted =
                  set.films().stream()
                      .mapToDouble(film -> values.apply(film)[i])
                      .sorted()
                      .toArray();
              double mean = java.util.Arrays.stream(sorted).average().orElse(0);
              int last = sorted.length - 1;
              return new double[] {mean, sorted[last / 10], sorted[last - last / 10]};
            })
        .toArray(double[][]::new);
  }
}
