package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.tensor.WeightFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Mean and covariance of films' features, the covariance drawn towards a sphere as far as is best
 * in expectation: Ledoit and Wolf 2004, "A well-conditioned estimator for large-dimensional
 * covariance matrices", equation 14 and section 3.3.
 *
 * @param mean of each feature
 * @param covariance shrunk; row-major, positive definite
 * @param shrinkage weight of the sphere, 0 to 1
 * @param films how many there were
 */
public record FeatureScatter(double[] mean, double[] covariance, double shrinkage, int films) {

  private static final double LEAST_VARIANCE = 1e-12;

  /**
   * @param films features of each, all as many
   * @throws RequestException for fewer than two films, or films that are all the same
   */
  public static FeatureScatter of(List<double[]> films) {
    if (films.size() < 2) {
      throw new RequestException("film typicality", "", films.size() + " films", "at least two");
    }
    int width = films.get(0).length;
    double[] mean = new double[width];
    for (double[] film : films) {
      for (int i = 0; i < width; i++) {
        mean[i] += film[i] / films.size();
      }
    }
    double[] sample = new double[width * width];
    for (double[] film : films) {
      addOuter(sample, film, mean, 1.0 / films.size());
    }
    double sphere = 0; // mu: the mean variance
    for (int i = 0; i < width; i++) {
      sphere += sample[i * width + i] / width;
    }
    if (!(sphere > LEAST_VARIANCE)) {
      throw new RequestException(
          "film typicality", "", "films that are all the same", "films that differ");
    }
    double shrinkage = shrinkage(films, mean, sample, sphere);
    for (int i = 0; i < sample.length; i++) {
      double target = i / width == i % width ? sphere : 0;
      sample[i] = shrinkage * target + (1 - shrinkage) * sample[i];
    }
    return new FeatureScatter(mean, sample, shrinkage, films.size());
  }

  /** b² / d²: how much of the sample's distance from the sphere is error of the sample. */
  private static double shrinkage(
      List<double[]> films, double[] mean, double[] sample, double sphere) {
    int width = mean.length;
    double distance = 0; // d²
    for (int i = 0; i < sample.length; i++) {
      double off = sample[i] - (i / width == i % width ? sphere : 0);
      distance += off * off / width;
    }
    double error = 0; // b̄²
    for (double[] film : films) {
      double own = 0;
      for (int i = 0; i < width; i++) {
        for (int j = 0; j < width; j++) {
          double off = (film[i] - mean[i]) * (film[j] - mean[j]) - sample[i * width + j];
          own += off * off / width;
        }
      }
      error += own / films.size() / films.size();
    }
    return distance == 0 ? 1 : Math.min(error, distance) / distance;
  }

  private static void addOuter(double[] sum, double[] film, double[] mean, double weight) {
    int width = mean.length;
    for (int i = 0; i < width; i++) {
      double scaled = (film[i] - mean[i]) * weight;
      for (int j = 0; j < width; j++) {
        sum[i * width + j] += scaled * (film[j] - mean[j]);
      }
    }
  }

  /** The inverse of the lower Cholesky factor: what makes the covariance a unit sphere. */
  double[] whitening() {
    int width = mean.length;
    double[] factor = new double[width * width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = covariance[i * width + j];
        for (int k = 0; k < j; k++) {
          rest -= factor[i * width + k] * factor[j * width + k];
        }
        factor[i * width + j] =
            i == j ? Math.sqrt(Math.max(rest, LEAST_VARIANCE)) : rest / factor[j * width + j];
      }
    }
    double[] inverse = new double[width * width];
    for (int column = 0; column < width; column++) { // forward substitution on the unit vectors
      for (int row = column; row < width; row++) {
        double rest = row == column ? 1 : 0;
        for (int k = column; k < row; k++) {
          rest -= factor[row * width + k] * inverse[k * width + column];
        }
        inverse[row * width + column] = rest / factor[row * width + row];
      }
    }
    return inverse;
  }

  /** The weights of a {@link FilmTypicality}. */
  public Map<String, WeightFile.Entry> entries() {
    int width = mean.length;
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>();
    entries.put("mean", new WeightFile.Entry(new long[] {width}, floats(mean)));
    entries.put("whitening", new WeightFile.Entry(new long[] {width, width}, floats(whitening())));
    return entries;
  }

  /** Its shape. */
  public FilmTypicalityConfig config(Role role, String classifier) {
    return new FilmTypicalityConfig(role, mean.length, classifier, films, shrinkage);
  }

  private static float[] floats(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }
}
