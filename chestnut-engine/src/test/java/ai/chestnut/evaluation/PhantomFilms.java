package ai.chestnut.evaluation;

import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Small procedural films for tests, each of another body. */
public final class PhantomFilms {

  private static final int SIDE = 48;

  private PhantomFilms() {}

  /** Films of a family; equal seeds give equal films. */
  public static List<Radiograph> of(PhantomFamily family, long seed, int count) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            film ->
                ThoraxPhantom.sample(
                    family,
                    RandomStream.of(seed, film, "test"),
                    SIDE,
                    Optional.empty(),
                    Optional.empty()))
        .map(PhantomStudy::film)
        .toList();
  }

  /** The films' points, each film a person of its own. */
  public static FilmPoints points(FeatureSpace features, String name, List<Radiograph> films) {
    return FilmPoints.apart(
        IntStream.range(0, films.size()).mapToObj(film -> name + film).toList(),
        films.stream().map(features::of).toArray(double[][]::new));
  }

  /** Every grey value changed. */
  public static Radiograph changed(Radiograph film, UnaryOperator<Float> change) {
    float[] unit = film.unit();
    for (int i = 0; i < unit.length; i++) {
      unit[i] = change.apply(unit[i]);
    }
    return Radiograph.ofUnit(film.width(), film.height(), 8, unit);
  }
}
