package ai.chestnut.placement;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Components;
import ai.chestnut.layout.Mask;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Anatomies as real films have them: a mean and the main modes of variation of signed distances
 * (Leventon et al. 2000), with the joint normal distribution of the modes' amounts and of
 * cardiothoracic ratio, lung size, tilt, sex and view, from which the amounts are drawn for what is
 * asked. Rare amounts are drawn in, and what the modes do not hold, such as any one person's
 * outline, is not there.
 *
 * <p>Legend: d amounts and measures together.
 */
public final class AnatomyShapeModel {

  /** Amounts further out than this many deviations are drawn again. */
  private static final double FAR = 2;

  private static final int CORRECTIONS = 10;
  private static final double PART = 0.6;
  private static final int SMALL = 128;
  private static final double CLOSE = 0.006;
  private static final int REDRAWS = 16;
  private static final double ONE_PIECE = 0.97;
  private static final double LEAST_RATIO = 0.3;
  private static final double MOST_RATIO = 0.8;
  private static final double TINY = 1e-9;

  private final AnatomyShapeConfig config;
  private final float[] mean;
  private final float[] basis;
  private final JointNormal joint;

  /**
   * @param mean field, see {@link ShapeField}
   * @param basis a field for each mode, one after the other
   * @param joint of the modes' amounts and then the measures
   */
  public AnatomyShapeModel(
      AnatomyShapeConfig config, float[] mean, float[] basis, JointNormal joint) {
    int field = ShapeField.PLANES * config.side() * config.side();
    if (mean.length != field
        || basis.length != field * config.components()
        || joint.size() != config.components() + AnatomyMeasures.COUNT) {
      throw new IllegalArgumentException(
          "anatomy shape: got "
              + mean.length
              + ", "
              + basis.length
              + ", "
              + joint.size()
              + ", expected "
              + field
              + " a mode");
    }
    this.config = config;
    this.mean = mean.clone();
    this.basis = basis.clone();
    this.joint = joint;
  }

  public AnatomyShapeConfig config() {
    return config;
  }

  /**
   * Draws an anatomy.
   *
   * @param width of the picture in pixels; square
   * @return with codes and lung envelope; the same for the same arguments
   */
  public AnatomyMap sample(AnatomyKnobs knobs, int width, RandomStream stream) {
    int modes = config.components();
    List<Integer> given = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    give(given, values, modes, knobs.cardiothoracicRatio());
    OptionalDouble lung = knobs.lungShare();
    give(
        given,
        values,
        modes + 1,
        lung.isPresent() ? OptionalDouble.of(Math.log(lung.getAsDouble())) : lung);
    give(given, values, modes + 2, knobs.tiltDegrees());
    give(given, values, modes + 3, number(AnatomyMeasures.number(knobs.sex())));
    give(given, values, modes + 4, number(AnatomyMeasures.viewNumber(knobs.view())));
    AnatomyMap map = drawn(knobs, width, given, values, stream);
    for (int again = 1; again < REDRAWS && !whole(map); again++) {
      map = drawn(knobs, width, given, values, stream);
    }
    return map;
  }

  /** Both lungs in one piece and a heart of usual breadth. */
  private static boolean whole(AnatomyMap map) {
    for (Anatomy lung : List.of(Anatomy.LEFT_LUNG, Anatomy.RIGHT_LUNG, Anatomy.HEART)) {
      Mask mask = map.of(lung);
      if (mask.isEmpty() || Components.largest(mask).area() < ONE_PIECE * mask.area()) {
        return false;
      }
    }
    double ratio = map.cardiothoracicRatio().orElse(0);
    return ratio > LEAST_RATIO && ratio < MOST_RATIO;
  }

  private AnatomyMap drawn(
      AnatomyKnobs knobs,
      int width,
      List<Integer> given,
      List<Double> values,
      RandomStream stream) {
    double[] aims = values.stream().mapToDouble(Double::doubleValue).toArray();
    int[] places = given.stream().mapToInt(Integer::intValue).toArray();
    double[] noise = new double[joint.size()];
    for (int i = 0; i < noise.length; i++) {
      double one = stream.nextGaussian();
      for (int again = 0; again < REDRAWS && Math.abs(one) > FAR; again++) {
        one = stream.nextGaussian();
      }
      noise[i] = Math.max(-FAR, Math.min(FAR, one));
    }
    return aimed(knobs, width, places, aims, noise);
  }

  /** What the modes alone make of an anatomy, at its own size. */
  public AnatomyMap redrawn(AnatomyMap anatomy) {
    float[] field = ShapeField.of(anatomy, config.side());
    double[] amounts = new double[config.components()];
    for (int mode = 0; mode < amounts.length; mode++) {
      double along = 0;
      double length = 0;
      int from = mode * field.length;
      for (int i = 0; i < field.length; i++) {
        along += (field[i] - mean[i]) * basis[from + i];
        length += (double) basis[from + i] * basis[from + i];
      }
      amounts[mode] = along / Math.max(TINY, length); // modes are orthogonal
    }
    return drawn(amounts, anatomy.width(), 0);
  }

  /**
   * A small map is measured, and the aim moved by a part of what it missed, until it is close; the
   * closest is drawn in full.
   */
  private AnatomyMap aimed(
      AnatomyKnobs knobs, int width, int[] places, double[] aims, double[] noise) {
    double[] asked = aims.clone();
    double turn = 0;
    double[] best = joint.given(places, asked, noise);
    double bestTurn = turn;
    double least = Double.POSITIVE_INFINITY;
    for (int round = 0; round < CORRECTIONS && least > CLOSE; round++) {
      double[] amounts = joint.given(places, asked, noise);
      AnatomyMeasures got =
          AnatomyMeasures.of(drawn(amounts, SMALL, turn)).orElse(AnatomyMeasures.USUAL);
      double[] missed = missed(knobs, got);
      double off = Math.abs(missed[0]) + Math.abs(missed[1]) / 4 + Math.abs(missed[2]) / 100;
      if (off < least) {
        least = off;
        best = amounts;
        bestTurn = turn;
      }
      int at = 0;
      if (knobs.cardiothoracicRatio().isPresent()) {
        asked[at++] += PART * missed[0];
      }
      if (knobs.lungShare().isPresent()) {
        asked[at] += PART * missed[1];
      }
      turn += Math.toRadians(missed[2]);
    }
    return drawn(best, width, bestTurn);
  }

  /** Ratio, log of the lung share, tilt; 0 for what is left open. */
  private static double[] missed(AnatomyKnobs knobs, AnatomyMeasures got) {
    return new double[] {
      knobs.cardiothoracicRatio().isPresent()
          ? knobs.cardiothoracicRatio().getAsDouble() - got.ratio()
          : 0,
      knobs.lungShare().isPresent()
          ? Math.log(knobs.lungShare().getAsDouble() / got.lungShare())
          : 0,
      knobs.tiltDegrees().isPresent() ? knobs.tiltDegrees().getAsDouble() - got.tilt() : 0
    };
  }

  private AnatomyMap drawn(double[] amounts, int width, double turn) {
    float[] field = mean.clone();
    for (int mode = 0; mode < config.components(); mode++) {
      float amount = (float) amounts[mode];
      int from = mode * field.length;
      for (int i = 0; i < field.length; i++) {
        field[i] += amount * basis[from + i];
      }
    }
    return ShapeField.anatomy(field, config.side(), width, turn);
  }

  private static OptionalDouble number(double value) {
    return value == 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static void give(
      List<Integer> given, List<Double> values, int place, OptionalDouble value) {
    if (value.isPresent()) {
      given.add(place);
      values.add(value.getAsDouble());
    }
  }
}
