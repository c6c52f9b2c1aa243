package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.NativeHandles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FeatureScatterTest {

  /**
   * Numbers from a calculation of Ledoit and Wolf's section 3.3 apart from this code, in plain
   * Python with Gaussian elimination.
   */
  @Test
  void shrinkageAndDistanceAreThePapers() {
    List<double[]> films = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      double[] film = new double[3];
      for (int j = 0; j < 3; j++) {
        film[j] = Math.sin(1.3 * i + 0.7 * j * j) * (j + 1) + 0.1 * i;
      }
      films.add(film);
    }
    FeatureScatter scatter = FeatureScatter.of(films);
    assertThat(scatter.shrinkage()).isCloseTo(0.25839001510219806, within(1e-12));
    assertThat(scatter.covariance()[0]).isCloseTo(0.9631835725012239, within(1e-12));
    assertThat(scatter.covariance()[5]).isCloseTo(-1.0316116061722604, within(1e-12));
    try (Parameters weights = Parameters.from(scatter.entries(), Device.CPU)) {
      FilmTypicality typicality =
          new FilmTypicality(weights.root(), scatter.config(Role.JUDGE, "sha"), Device.CPU);
      assertThat(typicality.distance(new double[] {1, -2, 0.5}))
          .isCloseTo(1.4119987157278127, within(1e-6));
      NativeHandles.assertFlat(20, () -> typicality.distance(new double[] {0, 0, 0}));
      assertThatThrownBy(() -> typicality.distance(new double[2]))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("got 2 features, expected 3");
    }
  }

  @Test
  void whiteningMakesTheCovarianceAUnitSphere() {
    FeatureScatter scatter = FeatureScatter.of(normals(60, 5, 3));
    double[] w = scatter.whitening();
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        double sum = 0;
        for (int k = 0; k < 5; k++) {
          for (int l = 0; l < 5; l++) {
            sum += w[i * 5 + k] * scatter.covariance()[k * 5 + l] * w[j * 5 + l];
          }
        }
        assertThat(sum).isCloseTo(i == j ? 1 : 0, within(1e-9));
      }
    }
  }

  @Test
  void fewFilmsShrinkMoreAndTypicalFilmsLieAtOne() {
    assertThat(FeatureScatter.of(normals(8, 5, 1)).shrinkage())
        .isGreaterThan(FeatureScatter.of(normals(500, 5, 1)).shrinkage());
    FeatureScatter scatter = FeatureScatter.of(normals(500, 5, 2));
    try (Parameters weights = Parameters.from(scatter.entries(), Device.CPU)) {
      FilmTypicality typicality =
          new FilmTypicality(weights.root(), scatter.config(Role.FILTER, ""), Device.CPU);
      double mean =
          normals(200, 5, 9).stream().mapToDouble(typicality::distance).average().orElseThrow();
      assertThat(mean).isBetween(0.85, 1.1);
      assertThat(typicality.distance(new double[] {40, 40, 40, 40, 40})).isGreaterThan(5);
    }
  }

  @Test
  void nothingToMeasureIsRefused() {
    assertThatThrownBy(() -> FeatureScatter.of(normals(1, 3, 1)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("at least two");
    assertThatThrownBy(() -> FeatureScatter.of(List.of(new double[2], new double[2])))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("all the same");
  }

  /** Films whose features have deviations 1, 2, 3, ... and share a part. */
  private static List<double[]> normals(int films, int width, long seed) {
    List<double[]> all = new ArrayList<>();
    for (int i = 0; i < films; i++) {
      float[] z = RandomStream.of(seed, i, "features").normals(width + 1);
      double[] film = new double[width];
      for (int j = 0; j < width; j++) {
        film[j] = (j + 1) * z[j] + z[width];
      }
      all.add(film);
    }
    return all;
  }
}
