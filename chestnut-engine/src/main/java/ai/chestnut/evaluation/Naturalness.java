package ai.chestnut.evaluation;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * NIQE: how far the local statistics of one film are from those of a set of good ones, without a
 * film to compare it with. Mittal, Soundararajan and Bovik (2013), equation 10. The lower the
 * better; two models give different figures, so a figure stands with the name of its model. Films
 * of at least 192 pixels a side; the smaller a film, the fewer its blocks and the higher its
 * figure.
 *
 * @param source what the model was fitted on, and how
 * @param films how many films
 * @param blocks how many of their blocks were sharp enough
 * @param mean of the 36 features
 * @param covariance of the 36 features, [36, 36]
 */
public record Naturalness(
    String source, int films, int blocks, double[] mean, double[][] covariance) {

  /** Blocks less sharp than this share of their film's sharpest do not enter a model. */
  public static final double SHARPNESS = 0.75;

  public Naturalness {
    boolean square =
        covariance.length == NaturalnessBlocks.FEATURES
            && Arrays.stream(covariance).allMatch(row -> row.length == covariance.length);
    if (mean.length != NaturalnessBlocks.FEATURES || !square) {
      throw new IllegalArgumentException("naturalness: expected 36 means and 36 x 36 covariances");
    }
  }

  /**
   * Fits a model on good films, one after another.
   *
   * @param source for the reader: which films
   * @throws RequestException if they have fewer sharp blocks than twice the number of features
   */
  public static Naturalness fit(String source, Stream<Radiograph> good) {
    SetStatistics statistics = new SetStatistics(NaturalnessBlocks.FEATURES);
    int[] films = new int[1];
    good.forEachOrdered(
        film -> {
          films[0]++;
          NaturalnessBlocks found = NaturalnessBlocks.of(film);
          double sharpest = Arrays.stream(found.sharpness()).max().orElseThrow();
          for (int i = 0; i < found.sharpness().length; i++) {
            if (found.sharpness()[i] > SHARPNESS * sharpest && whole(found.features()[i])) {
              statistics.add(found.features()[i]);
            }
          }
        });
    if (statistics.count() < 2 * NaturalnessBlocks.FEATURES) {
      throw new RequestException(
          "films", source, statistics.count() + " sharp blocks", "at least 72, from more films");
    }
    return new Naturalness(
        source, films[0], (int) statistics.count(), statistics.mean(), statistics.covariance());
  }

  /**
   * The model of real chest films that comes with Chestnut.
   *
   * @throws FileException if it is damaged
   */
  public static Naturalness ofFilms() {
    return NaturalnessFile.shipped();
  }

  /**
   * The film's figure, at least 0.
   *
   * @throws RequestException for a film under 192 pixels a side, or with fewer than two blocks that
   *     have any texture
   */
  public double of(Radiograph film) {
    double[][] features = NaturalnessBlocks.of(film).features();
    double[][] textured =
        Arrays.stream(features).filter(Naturalness::whole).toArray(double[][]::new);
    if (textured.length < 2) {
      throw new RequestException(
          "film", "NIQE", textured.length + " blocks with texture", "at least two");
    }
    SetStatistics statistics = SetStatistics.of(textured);
    return distance(statistics.mean(), statistics.covariance());
  }

  /** To another distribution of the 36 features. */
  double distance(double[] otherMean, double[][] otherCovariance) {
    int d = mean.length;
    DMatrixRMaj pooled = new DMatrixRMaj(d, d);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        pooled.set(i, j, (covariance[i][j] + otherCovariance[i][j]) / 2);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
    if (!eigen.decompose(pooled)) {
      throw unsolved().get();
    }
    double largest = 0;
    for (int i = 0; i < d; i++) {
      largest = Math.max(largest, eigen.getEigenvalue(i).getReal());
    }
    double distance = 0;
    for (int i = 0; i < d; i++) {
      double value = eigen.getEigenvalue(i).getReal();
      if (value > d * Math.ulp(1.0) * largest) { // the pseudo-inverse leaves out the others
        double along = 0;
        for (int k = 0; k < d; k++) {
          along += eigen.getEigenVector(i).get(k) * (mean[k] - otherMean[k]);
        }
        distance += along * along / value;
      }
    }
    return Math.sqrt(distance);
  }

  private static Supplier<RequestException> unsolved() {
    return () ->
        new RequestException("film", "NIQE", "a covariance without eigenvalues", "finite features");
  }

  private static boolean whole(double[] features) {
    return Arrays.stream(features).allMatch(Double::isFinite);
  }
}
