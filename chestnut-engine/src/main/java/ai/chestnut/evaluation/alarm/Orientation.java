package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.reading.FilmReading;
import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.evaluation.sampling.Draws;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Whether left and right are exchanged. A film less its mirror image is a picture that changes sign
 * when the film is mirrored; the direction in which real films lie in the space of such pictures
 * tells sides apart: Fisher's linear discriminant (1936) of films against their mirror images, with
 * a ridge. It is learned on one half of the real patients and tried on the other.
 */
final class Orientation {

  private static final int SIDE = FilmReading.SMALL / 2;
  private static final int HALF = SIDE / 2;

  /** Ridge, as a share of the mean eigenvalue: there may be fewer films than numbers. */
  private static final double RIDGE = 0.1;

  private Orientation() {}

  static Alarm alarm(Scene scene) {
    double[][] real = odd(scene.real());
    double[][] synthetic = odd(scene.synthetic());
    Draws draws = scene.draws();
    double[][] shares = new double[draws.draws().size()][];
    for (int i = 0; i < shares.length; i++) {
      var draw = draws.draws().get(i);
      double[] direction = direction(real, draw.reference());
      shares[i] =
          new double[] {
            wrong(synthetic, draw.synthetic(), direction), wrong(real, draw.real(), direction)
          };
    }
    return Alarm.of(
        AlarmKind.ORIENTATION,
        "share of films whose sides look exchanged",
        "odd part of " + SIDE + "x" + SIDE + " grey",
        draws.n(),
        Spreads.column(shares, 0),
        Spreads.column(shares, 1),
        Spreads.map(Spreads.column(shares, 1), share -> 1 - share)); // a mirror changes the sign
  }

  /** Films less their mirror images, [n, 16 * 8]: the left half says it all. */
  private static double[][] odd(Readings set) {
    return set.films().stream().map(film -> odd(film.small())).toArray(double[][]::new);
  }

  static double[] odd(double[] small) {
    double[] odd = new double[SIDE * HALF];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < HALF; x++) {
        odd[y * HALF + x] = cell(small, x, y) - cell(small, SIDE - 1 - x, y);
      }
    }
    return odd;
  }

  private static double cell(double[] small, int x, int y) {
    int at = 2 * y * FilmReading.SMALL + 2 * x;
    return (small[at]
            + small[at + 1]
            + small[at + FilmReading.SMALL]
            + small[at + FilmReading.SMALL + 1])
        / 4;
  }

  /** (S + ridge)^-1 m, of second moments S and mean m: films at m, mirror images at -m. */
  private static double[] direction(double[][] odd, int[] films) {
    int d = odd[0].length;
    DMatrixRMaj rows = new DMatrixRMaj(films.length, d);
    for (int i = 0; i < films.length; i++) {
      System.arraycopy(odd[films[i]], 0, rows.data, i * d, d);
    }
    DMatrixRMaj moments = new DMatrixRMaj(d, d);
    CommonOps_DDRM.multTransA(rows, rows, moments);
    DMatrixRMaj mean = new DMatrixRMaj(1, d);
    CommonOps_DDRM.sumCols(rows, mean);
    double ridge = RIDGE * CommonOps_DDRM.trace(moments) / d + 1e-12;
    for (int i = 0; i < d; i++) {
      moments.add(i, i, ridge);
    }
    DMatrixRMaj direction = new DMatrixRMaj(d, 1);
    CommonOps_DDRM.transpose(mean);
    CommonOps_DDRM.solve(moments, mean, direction);
    return direction.data;
  }

  private static double wrong(double[][] odd, int[] films, double[] direction) {
    return Arrays.stream(films)
        .mapToDouble(
            film -> {
              double score = 0;
              for (int i = 0; i < direction.length; i++) {
                score += direction[i] * odd[film][i];
              }
              return score < 0 ? 1 : score == 0 ? 0.5 : 0;
            })
        .average()
        .orElse(Double.NaN);
  }
}
