package ai.chestnut.evaluation.memorisation;

import ai.chestnut.evaluation.FilmPoints;
import ai.chestnut.evaluation.ToneFreePixels;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Copies that were shifted, zoomed or turned a little, which pixels alone do not see: each film is
 * laid in {@link #VIEWS} ways over the training films that are nearest to it as it is, and the
 * nearest way counts. Held-out films are moved as well, so that the threshold knows what moving
 * gives to films that are no copies. Ours; in the space {@code tone-free-pixels-16}.
 */
public final class MovedCopies {

  private static final double[] SHIFTS = {-0.04, -0.02, 0, 0.02, 0.04}; // of the side, both ways
  private static final double[] ZOOMS = {0.94, 1, 1.06};
  private static final double[] TURNS = {-3, 0, 3}; // degrees

  /** In how many ways a film is laid. */
  public static final int VIEWS = 25 * 3 * 3;

  /** Training films over which a film is laid. */
  public static final int CANDIDATES = 40;

  private static final int FINE = 64;

  /** Where films are laid over each other. */
  public static final ToneFreePixels SPACE = ToneFreePixels.USUAL;

  private MovedCopies() {}

  /**
   * @param train points of the training films in {@code tone-free-pixels-16}
   */
  public static CopySuspects of(
      FilmSet synthetic, FilmPoints train, FilmSet heldOut, Progress progress) {
    return CopySuspects.of(
        nearest(synthetic, train.points(), "laying synthetic films", progress),
        nearest(heldOut, train.points(), "laying held-out films", progress));
  }

  private static NearestFilms nearest(
      FilmSet films, double[][] train, String phase, Progress progress) {
    int[][] index = new int[films.size()][];
    double[][] distance = new double[films.size()][];
    for (int film = 0; film < index.length; film++) {
      NearestFilms laid = laid(films.film(film), train);
      index[film] = laid.index()[0];
      distance[film] = laid.distance()[0];
      progress.advance(Step.of(phase, film + 1L, index.length));
    }
    return new NearestFilms(index, distance);
  }

  /** One film over its candidates, nearest first. */
  static NearestFilms laid(Radiograph film, double[][] train) {
    double[][] plain = {SPACE.of(film)};
    int[] candidates = NearestFilms.of(plain, train, CANDIDATES).index()[0];
    double[] best =
        IntStream.of(candidates)
            .mapToDouble(i -> NearestFilms.squared(plain[0], train[i], Double.POSITIVE_INFINITY))
            .toArray();
    float[] fine = film.resized(FINE, FINE).unit();
    for (double turn : TURNS) {
      for (double zoom : ZOOMS) {
        for (double dy : SHIFTS) {
          for (double dx : SHIFTS) {
            double[] view = view(fine, dx, dy, zoom, Math.toRadians(turn));
            for (int i = 0; i < candidates.length; i++) {
              best[i] =
                  Math.min(best[i], NearestFilms.squared(view, train[candidates[i]], best[i]));
            }
          }
        }
      }
    }
    int[] order =
        IntStream.range(0, best.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> best[i]))
            .limit(CopySuspects.NEIGHBOURS)
            .mapToInt(Integer::intValue)
            .toArray();
    return new NearestFilms(
        new int[][] {IntStream.of(order).map(i -> candidates[i]).toArray()},
        new double[][] {IntStream.of(order).mapToDouble(i -> Math.sqrt(best[i])).toArray()});
  }

  /** The film moved, then made small; what comes in from outside is its nearest edge. */
  private static double[] view(float[] fine, double dx, double dy, double zoom, double turn) {
    double cos = Math.cos(turn) / zoom;
    double sin = Math.sin(turn) / zoom;
    double centre = (FINE - 1) / 2.0;
    int side = SPACE.side();
    int cell = FINE / side;
    float[] small = new float[side * side];
    for (int y = 0; y < FINE; y++) {
      for (int x = 0; x < FINE; x++) {
        double u = x - centre;
        double v = y - centre;
        small[y / cell * side + x / cell] +=
            sample(
                fine,
                centre + dx * FINE + cos * u - sin * v,
                centre + dy * FINE + sin * u + cos * v);
      }
    }
    return SPACE.normalised(small);
  }

  private static float sample(float[] fine, double x, double y) {
    double cx = Math.max(0, Math.min(FINE - 1, x));
    double cy = Math.max(0, Math.min(FINE - 1, y));
    int x0 = (int) cx;
    int y0 = (int) cy;
    int x1 = Math.min(FINE - 1, x0 + 1);
    int y1 = Math.min(FINE - 1, y0 + 1);
    float fx = (float) (cx - x0);
    float fy = (float) (cy - y0);
    float upper = fine[y0 * FINE + x0] + fx * (fine[y0 * FINE + x1] - fine[y0 * FINE + x0]);
    float lower = fine[y1 * FINE + x0] + fx * (fine[y1 * FINE + x1] - fine[y1 * FINE + x0]);
    return upper + fy * (lower - upper);
  }
}
