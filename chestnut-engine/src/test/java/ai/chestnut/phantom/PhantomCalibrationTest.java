package ai.chestnut.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Point;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The mean body against the areas and centroids of the five anatomy masks shipped with XReal's code
 * (Hashmi et al. 2024): the span of the five, as shares of the picture.
 */
class PhantomCalibrationTest {

  private static final int BODIES = 200;
  private static final int SIZE = 64;

  private record Mean(double area, double x, double y) {}

  private static final List<AnatomyMap> FAMILY_A = bodies(PhantomFamily.A);
  private static final List<AnatomyMap> FAMILY_B = bodies(PhantomFamily.B);

  private static List<AnatomyMap> bodies(PhantomFamily family) {
    return IntStream.range(0, BODIES).mapToObj(i -> body(family, i)).toList();
  }

  private static Mean mean(Anatomy structure, List<AnatomyMap> bodies) {
    double pixels = (double) SIZE * SIZE * BODIES;
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (AnatomyMap map : bodies) {
      long area = map.of(structure).area();
      Point at = map.of(structure).centroid().orElse(new Point(0, 0));
      sum += area;
      sumX += area * at.x() / SIZE;
      sumY += area * at.y() / SIZE;
    }
    return new Mean(sum / pixels, sumX / sum, sumY / sum);
  }

  private static AnatomyMap body(PhantomFamily family, int i) {
    return ThoraxPhantom.sample(
            family, RandomStream.of(2, i, "mean"), SIZE, Optional.empty(), Optional.empty())
        .anatomy();
  }

  @Test
  void theMeanBodyOfFamilyAMeetsTheTable() {
    assertMean(mean(Anatomy.LEFT_LUNG, FAMILY_A), .082, .134, .32, .42, .70, .77);
    assertMean(mean(Anatomy.RIGHT_LUNG, FAMILY_A), .102, .152, .32, .43, .31, .37);
    assertMean(mean(Anatomy.HEART, FAMILY_A), .060, .098, .49, .59, .56, .63);
    assertMean(mean(Anatomy.AORTA, FAMILY_A), .008, .015, .30, .37, .54, .63);
    double background = 1;
    for (Anatomy drawn :
        new Anatomy[] {Anatomy.LEFT_LUNG, Anatomy.RIGHT_LUNG, Anatomy.HEART, Anatomy.AORTA}) {
      background -= mean(drawn, FAMILY_A).area();
    }
    assertThat(background).isBetween(.63, .75);
  }

  private static void assertMean(
      Mean mean, double least, double most, double y0, double y1, double x0, double x1) {
    assertThat(mean.area()).isBetween(least, most);
    assertThat(mean.y()).isBetween(y0, y1);
    assertThat(mean.x()).isBetween(x0, x1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void heartsSpreadFromSmallToLargeOnTheLeft(String family) {
    double least = 1;
    double most = 0;
    double sum = 0;
    int left = 0;
    for (AnatomyMap map : family.equals("A") ? FAMILY_A : FAMILY_B) {
      double ratio = map.cardiothoracicRatio().orElseThrow();
      least = Math.min(least, ratio);
      most = Math.max(most, ratio);
      sum += ratio / BODIES;
      double heart = map.of(Anatomy.HEART).centroid().orElseThrow().x();
      double spine = map.of(Anatomy.SPINE).centroid().orElseThrow().x();
      left += heart > spine ? 1 : 0;
    }
    assertThat(least).isBetween(.35, .42);
    assertThat(most).isBetween(.60, .68);
    assertThat(sum).isBetween(.45, .53);
    assertThat(left).isEqualTo(BODIES);
  }

  @Test
  void theFamiliesDiffer() {
    double a = mean(Anatomy.RIGHT_LUNG, FAMILY_A).area();
    assertThat(mean(Anatomy.RIGHT_LUNG, FAMILY_B).area() - a).isGreaterThan(.002);
  }
}
