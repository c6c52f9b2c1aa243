package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.FrechetDistance;
import ai.chestnut.evaluation.SetStatistics;
import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.evaluation.sampling.Draw;
import ai.chestnut.evaluation.sampling.Draws;
import ai.chestnut.random.RandomStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the grey of films is that of their source: the root of the Fréchet distance of tones,
 * after each film's tones were held against the real films of its source (or, where it names none,
 * against all), in their deviations. The anchor gives real films the tones of a real film of
 * another source; where there is one source only, it halves their contrast.
 */
final class Tone {

  private static final double HALF = 0.5;

  /** Least films of a source that have a mean and a deviation of their own. */
  private static final int LEAST = 10;

  private final Scene scene;
  private final Map<String, double[][]> scales; // source -> mean and deviation of each tone
  private final double[][] all;

  private Tone(Scene scene) {
    this.scene = scene;
    Readings real = scene.real();
    this.all = scale(real, real.all());
    this.scales = new HashMap<>();
    for (int i = 0; i < real.size(); i++) {
      String source = real.entry(i).source();
      if (!scales.containsKey(source)) {
        int[] films =
            Arrays.stream(real.all())
                .filter(film -> real.entry(film).source().equals(source))
                .toArray();
        scales.put(source, films.length < LEAST ? all : scale(real, films));
      }
    }
  }

  static Alarm alarm(Scene scene) {
    Tone tone = new Tone(scene);
    Draws draws = scene.draws();
    double[][] distances = new double[draws.draws().size()][];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = tone.distances(draws.draws().get(i), RandomStream.of(0, i, "alarm/tone"));
    }
    return Alarm.of(
        AlarmKind.TONE,
        "root of the Fréchet distance of 7 tones, in deviations within the source",
        "tones",
        draws.n(),
        Spreads.column(distances, 0),
        Spreads.column(distances, 1),
        Spreads.column(distances, 2));
  }

  private double[] distances(Draw draw, RandomStream random) {
    Readings real = scene.real();
    SetStatistics reference = statistics(real, draw.reference());
    return new double[] {
      distance(reference, statistics(scene.synthetic(), draw.synthetic())),
      distance(reference, statistics(real, draw.real())),
      distance(reference, faulty(draw.real(), random))
    };
  }

  private static double distance(SetStatistics one, SetStatistics other) {
    return Math.sqrt(FrechetDistance.between(one, other));
  }

  private SetStatistics statistics(Readings set, int[] films) {
    return SetStatistics.of(
        Arrays.stream(films)
            .mapToObj(film -> within(set.films().get(film).tones(), set.entry(film).source()))
            .toArray(double[][]::new));
  }

  private SetStatistics faulty(int[] films, RandomStream random) {
    Readings real = scene.real();
    return SetStatistics.of(
        Arrays.stream(films)
            .mapToObj(
                film -> {
                  String source = real.entry(film).source();
                  double[] tones =
                      other(films, source, random)
                          .map(o -> real.films().get(o).tones())
                          .orElseGet(() -> flattened(real.films().get(film).tones()));
                  return within(tones, source);
                })
            .toArray(double[][]::new));
  }

  private Optional<Integer> other(int[] films, String source, RandomStream random) {
    List<Integer> others =
        Arrays.stream(films)
            .filter(film -> !scene.real().entry(film).source().equals(source))
            .boxed()
            .toList();
    return others.isEmpty() ? Optional.empty() : Optional.of(random.pick(others));
  }

  private static double[] flattened(double[] tones) {
    double middle = tones[tones.length / 2];
    return Arrays.stream(tones).map(tone -> middle + HALF * (tone - middle)).toArray();
  }

  private double[] within(double[] tones, String source) {
    double[][] scale = scales.getOrDefault(source, all);
    double[] out = new double[tones.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (tones[i] - scale[0][i]) / scale[1][i];
    }
    return out;
  }

  private static double[][] scale(Readings set, int[] films) {
    int tones = set.films().get(0).tones().length;
    double[] mean = new double[tones];
    double[] deviation = new double[tones];
    for (int film : films) {
      for (int i = 0; i < tones; i++) {
        mean[i] += set.films().get(film).tones()[i] / films.length;
      }
    }
    for (int film : films) {
      for (int i = 0; i < tones; i++) {
        double apart = set.films().get(film).tones()[i] - mean[i];
        deviation[i] += apart * apart / films.length;
      }
    }
    for (int i = 0; i < tones; i++) {
      deviation[i] = Math.max(LEVEL, Math.sqrt(deviation[i]));
    }
    return new double[][] {mean, deviation};
  }

  /** A deviation is at least one level of 8 bit: films that clip at white all have the same. */
  private static final double LEVEL = 1.0 / 255;
}
