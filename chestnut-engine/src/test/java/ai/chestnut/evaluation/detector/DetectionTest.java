package ai.chestnut.evaluation.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.evaluation.Clouds;
import ai.chestnut.evaluation.PhantomFilms;
import ai.chestnut.evaluation.ToneFreePixels;
import ai.chestnut.evaluation.learner.Lesson;
import ai.chestnut.evaluation.learner.NetShape;
import ai.chestnut.evaluation.learner.Schooling;
import ai.chestnut.failure.RequestException;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DetectionTest {

  private static final List<Radiograph> ONE = PhantomFilms.of(PhantomFamily.A, 21, 40);
  private static final List<Radiograph> SAME = PhantomFilms.of(PhantomFamily.A, 22, 40);
  private static final List<Radiograph> OTHER = PhantomFilms.of(PhantomFamily.B, 23, 40);

  @Test
  void twoDrawsOfOneDistributionCannotBeTold() {
    Detection phantoms = told(points(ONE, SAME), 40);
    assertThat(phantoms.auroc().holds(0.5)).isTrue();
    Detection clouds = told(joined(Clouds.normal(1, 150, 8, 0), Clouds.normal(2, 150, 8, 0)), 150);
    assertThat(clouds.auroc().holds(0.5)).isTrue();
    assertThat(clouds.auroc().high() - clouds.auroc().low()).isLessThan(0.2);
    assertThat(clouds.perSeed()).hasSize(3);
  }

  @Test
  void twoFamiliesAreTold() {
    Detection phantoms = told(points(ONE, OTHER), 40);
    assertThat(phantoms.auroc().value()).isGreaterThan(0.8);
    assertThat(phantoms.auroc().low()).isGreaterThan(0.7);
    assertThat(phantoms.real()).isEqualTo(40);
    assertThat(phantoms.synthetic()).isEqualTo(40);
    assertThat(phantoms.discriminator()).contains("logistic", "tone-free-pixels");
  }

  @Test
  void aNetSeesFamiliesToo() {
    List<byte[]> squares =
        Stream.concat(ONE.stream(), OTHER.stream()).map(film -> Lesson.square(film, 32)).toList();
    ConvolutionalDiscriminator net =
        new ConvolutionalDiscriminator(
            new NetShape(32, List.of(8, 16), 1), new Schooling(60, 16, 3e-3, 0.01, 0.03), squares);
    Detection seen = Detection.of(net, names(80), synthetic(40, 40), 1, Progress.SILENT);
    assertThat(seen.auroc().value()).isGreaterThan(0.7);
  }

  @Test
  void filmsOfOnePersonAreInOneFold() {
    // a person's films are near each other: leaving one out would give the other away
    List<String> people = IntStream.range(0, 120).mapToObj(i -> "p" + i / 4).toList();
    boolean[] synthetic = synthetic(60, 60);
    int[] folds = Detection.folds(people, synthetic, 3);
    for (int film = 1; film < 120; film++) {
      if (film % 4 != 0) {
        assertThat(folds[film]).isEqualTo(folds[film - 1]);
      }
    }
    assertThat(Arrays.stream(folds).distinct()).hasSize(Detection.FOLDS);
    double[][] centres = Clouds.normal(5, 30, 20, 0);
    double[][] noise = Clouds.normal(6, 120, 20, 0);
    double[][] points = new double[120][20];
    for (int film = 0; film < 120; film++) {
      for (int i = 0; i < 20; i++) {
        points[film][i] = centres[film / 4][i] + 0.05 * noise[film][i];
      }
    }
    LogisticDiscriminator logistic = new LogisticDiscriminator("clouds", points);
    Detection by = Detection.of(logistic, people, synthetic, 3, Progress.SILENT);
    assertThat(by.auroc().value()).isBetween(0.25, 0.75);
  }

  @Test
  void theFitIsTheMinimum() {
    double[][] x = Clouds.normal(9, 60, 4, 0);
    double[] y = new double[60];
    for (int i = 0; i < 60; i++) {
      y[i] = x[i][0] + 0.5 * x[i][1] > 0.3 ? 1 : 0;
    }
    double[] fast = LogisticDiscriminator.fitted(x, y);
    double[] slow = new double[4]; // plain gradient descent, far longer
    for (int step = 0; step < 20_000; step++) {
      double[] gradient = new double[4];
      for (int row = 0; row < 60; row++) {
        double z = 0;
        for (int i = 0; i < 4; i++) {
          z += x[row][i] * slow[i];
        }
        for (int i = 0; i < 4; i++) {
          gradient[i] += (1 / (1 + Math.exp(-z)) - y[row]) * x[row][i] / 60;
        }
      }
      for (int i = 0; i < 4; i++) {
        slow[i] -= 0.1 * (gradient[i] + LogisticDiscriminator.RIDGE * slow[i]);
      }
    }
    assertThat(fast).containsExactly(slow, within(1e-6));
  }

  @Test
  void tooFewPeopleAreRefused() {
    assertThatThrownBy(() -> told(joined(Clouds.normal(1, 3, 2, 0), Clouds.normal(2, 9, 2, 0)), 3))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("at least 5");
  }

  private static Detection told(double[][] points, int real) {
    return Detection.of(
        new LogisticDiscriminator("tone-free-pixels-16", points),
        names(points.length),
        synthetic(real, points.length - real),
        3,
        Progress.SILENT);
  }

  private static double[][] points(List<Radiograph> one, List<Radiograph> other) {
    return Stream.concat(one.stream(), other.stream())
        .map(ToneFreePixels.USUAL::of)
        .toArray(double[][]::new);
  }

  private static double[][] joined(double[][] one, double[][] other) {
    return Stream.concat(Arrays.stream(one), Arrays.stream(other)).toArray(double[][]::new);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "film" + i).toList();
  }

  private static boolean[] synthetic(int real, int made) {
    boolean[] synthetic = new boolean[real + made];
    Arrays.fill(synthetic, real, real + made, true);
    return synthetic;
  }
}
