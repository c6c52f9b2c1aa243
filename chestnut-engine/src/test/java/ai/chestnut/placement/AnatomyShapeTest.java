package ai.chestnut.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnatomyShapeTest {

  private static final int SIDE = 32;

  private static AnatomyMap phantom(int index) {
    return ThoraxPhantom.sample(
            PhantomFamily.A,
            RandomStream.of(6, index, "shape"),
            2 * SIDE,
            Optional.empty(),
            Optional.empty())
        .anatomy();
  }

  /** One mode: from one body to another. */
  private static AnatomyShapeModel between(AnatomyMap one, AnatomyMap other) {
    float[] from = ShapeField.of(one, SIDE);
    float[] to = ShapeField.of(other, SIDE);
    float[] mean = new float[from.length];
    float[] mode = new float[from.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (from[i] + to[i]) / 2;
      mode[i] = (to[i] - from[i]) / 2;
    }
    double[] first = AnatomyMeasures.of(one).orElseThrow().row(Optional.empty(), Optional.empty());
    double[] last = AnatomyMeasures.of(other).orElseThrow().row(Optional.empty(), Optional.empty());
    double[][] rows = new double[40][];
    RandomStream stream = RandomStream.of(1, 0, "rows");
    for (int r = 0; r < rows.length; r++) {
      double amount = stream.nextGaussian();
      double[] row = new double[1 + first.length];
      row[0] = amount;
      for (int i = 0; i < first.length; i++) {
        row[i + 1] =
            (first[i] + last[i]) / 2
                + amount * (last[i] - first[i]) / 2
                + 1e-3 * stream.nextGaussian();
      }
      rows[r] = row;
    }
    return new AnatomyShapeModel(
        new AnatomyShapeConfig(SIDE, 1, 2), mean, mode, JointNormal.fitted(rows));
  }

  private static AnatomyMap withHeart(AnatomyMap map, Mask heart) {
    byte[] codes = map.codes();
    heart.bits().stream().forEach(i -> codes[i] = (byte) Anatomy.HEART.code());
    return AnatomyMap.of(map.width(), map.height(), codes, map.layers());
  }

  @Test
  void aFieldGivesItsAnatomyBack() {
    AnatomyMap map = phantom(0);
    AnatomyMap back = ShapeField.anatomy(ShapeField.of(map, SIDE), SIDE, map.width(), 0);
    assertThat(back.lungs().dice(map.lungs())).isGreaterThan(0.96);
    assertThat(back.of(Anatomy.HEART).dice(map.of(Anatomy.HEART))).isGreaterThan(0.94);
    assertThat(back.lungs().minus(back.layers().values().iterator().next()).isEmpty())
        .as("the envelope holds the lungs")
        .isTrue();
  }

  @Test
  void aHeartIsAsBroadAsAsked() {
    AnatomyMap narrow = phantom(1);
    AnatomyMap broad = withHeart(narrow, narrow.of(Anatomy.HEART).dilated(6));
    double low = narrow.cardiothoracicRatio().orElseThrow();
    double high = broad.cardiothoracicRatio().orElseThrow();
    AnatomyShapeModel model = between(narrow, broad);
    for (double share : new double[] {0.25, 0.5, 0.75}) {
      double wanted = low + share * (high - low);
      AnatomyMap drawn =
          model.sample(
              AnatomyKnobs.OPEN.withCardiothoracicRatio(wanted),
              128,
              RandomStream.of(2, 0, "ratio"));
      assertThat(drawn.cardiothoracicRatio().orElseThrow()).isCloseTo(wanted, within(0.02));
    }
  }

  @Test
  void aTiltedBodyIsTilted() {
    AnatomyShapeModel model = between(phantom(1), phantom(2));
    AnatomyMap drawn =
        model.sample(AnatomyKnobs.OPEN.withTilt(8), 128, RandomStream.of(2, 0, "tilt"));
    assertThat(AnatomyMeasures.of(drawn).orElseThrow().tilt()).isCloseTo(8, within(1.5));
    assertThatThrownBy(() -> AnatomyKnobs.OPEN.withTilt(40)).isInstanceOf(RequestException.class);
  }

  @Test
  void theSameStreamDrawsTheSameBodyAndAnotherAnother() {
    AnatomyShapeModel model = between(phantom(1), phantom(2));
    AnatomyMap once = model.sample(AnatomyKnobs.OPEN, 64, RandomStream.of(2, 0, "one"));
    assertThat(model.sample(AnatomyKnobs.OPEN, 64, RandomStream.of(2, 0, "one"))).isEqualTo(once);
    assertThat(model.sample(AnatomyKnobs.OPEN, 64, RandomStream.of(2, 1, "one")))
        .isNotEqualTo(once);
  }

  @Test
  void whatIsGivenIsDrawnAndWhatHangsOnItFollows() {
    RandomStream stream = RandomStream.of(3, 0, "joint");
    double[][] rows = new double[400][];
    for (int r = 0; r < rows.length; r++) {
      double x = stream.nextGaussian();
      rows[r] = new double[] {x, 2 * x + 0.1 * stream.nextGaussian(), stream.nextGaussian()};
    }
    JointNormal joint = JointNormal.fitted(rows);
    double[] means = new double[3];
    for (int i = 0; i < 200; i++) {
      double[] noise = {stream.nextGaussian(), stream.nextGaussian(), stream.nextGaussian()};
      double[] drawn = joint.given(new int[] {1}, new double[] {3}, noise);
      assertThat(drawn[1]).isCloseTo(3, within(1e-6));
      Arrays.setAll(means, k -> means[k] + drawn[k] / 200);
    }
    assertThat(means[0]).as("y = 2 x").isCloseTo(1.5, within(0.05));
    assertThat(means[2]).as("independent").isCloseTo(0, within(0.25));
  }
}
