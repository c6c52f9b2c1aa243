package ai.chestnut.expert;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One number that a gate bounds on one side, on a scale without ends (logits, logarithms), so that
 * its spread means something.
 *
 * @param key for what it is in the calibration
 * @param upward whether large values are the suspicious ones
 * @param value empty where the film says nothing of it
 */
record GateMeasure(String key, boolean upward, Function<CalibrationFilm, OptionalDouble> value) {

  /** Films that must say something of a measure for it to be bounded. */
  static final int LEAST_FILMS = 15;

  private static final double FAR = 0.9; // decile on the suspicious side
  private static final double NORMAL_FAR = 1.2815515655446004; // that decile of a unit normal
  private static final double LEAST_SPREAD = 1e-9;

  /**
   * Where most films are.
   *
   * @param middle their median
   * @param spread towards the suspicious side: of a normal distribution, its deviation
   */
  record Fit(double middle, double spread) {

    /** The bound that lies so many spreads away. */
    double bound(double reach, boolean upward) {
      return upward ? middle + reach * spread : middle - reach * spread;
    }
  }

  /** Empty for too few films, or films that are all the same on that side. */
  Optional<Fit> fit(List<CalibrationFilm> films) {
    double[] values =
        films.stream()
            .map(value)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sorted()
            .toArray();
    if (values.length < LEAST_FILMS) {
      return Optional.empty();
    }
    double middle = quantile(values, 0.5);
    double far = quantile(values, upward ? FAR : 1 - FAR);
    double spread = Math.abs(far - middle) / NORMAL_FAR;
    return spread < LEAST_SPREAD ? Optional.empty() : Optional.of(new Fit(middle, spread));
  }

  /** How many spreads the film lies towards the suspicious side; none if it says nothing. */
  OptionalDouble outlying(CalibrationFilm film, Fit fit) {
    OptionalDouble own = value.apply(film);
    if (own.isEmpty()) {
      return own;
    }
    double off = (own.getAsDouble() - fit.middle()) / fit.spread();
    return OptionalDouble.of(upward ? off : -off);
  }

  /** Linear between order statistics (Hyndman and Fan 1996, type 7). */
  static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
  }

  /** A sorted copy. */
  static double[] sorted(double[] values) {
    double[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }
}
