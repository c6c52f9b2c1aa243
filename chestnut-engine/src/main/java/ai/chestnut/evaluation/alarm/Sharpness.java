package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.reading.FilmReading;
import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.evaluation.sampling.Draws;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Whether films are blurred: how far their finest octave, over the next, lies below that of real
 * films. Ours; the anchor is the same real films under a normal blur of one pixel.
 */
final class Sharpness {

  private Sharpness() {}

  static Alarm alarm(Scene scene) {
    Draws draws = scene.draws();
    Readings real = scene.real();
    return Alarm.of(
        AlarmKind.SHARPNESS,
        "finest octave over the next, below real films; octaves of power",
        "Haar octaves",
        draws.n(),
        draws.spread(
            draw ->
                mean(real, draw.reference(), FilmReading::sharpness)
                    - mean(scene.synthetic(), draw.synthetic(), FilmReading::sharpness)),
        draws.spread(
            draw ->
                mean(real, draw.reference(), FilmReading::sharpness)
                    - mean(real, draw.real(), FilmReading::sharpness)),
        draws.spread(
            draw ->
                mean(real, draw.reference(), FilmReading::sharpness)
                    - mean(real, draw.real(), FilmReading::blurredSharpness)));
  }

  static double mean(Readings set, int[] films, ToDoubleFunction<FilmReading> measure) {
    return Arrays.stream(films)
        .mapToDouble(film -> measure.applyAsDouble(set.films().get(film)))
        .average()
        .orElse(Double.NaN);
  }
}
