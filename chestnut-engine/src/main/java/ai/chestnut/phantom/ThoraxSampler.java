package ai.chestnut.phantom;

import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws a body: proportions from the family, asymmetries and turns from everyday positioning. */
final class ThoraxSampler {

  private final PhantomFamily family;
  private final RandomStream stream;

  private ThoraxSampler(PhantomFamily family, RandomStream stream) {
    this.family = family;
    this.stream = stream;
  }

  /**
   * @param heartRatio the cardiothoracic ratio to build
   */
  static Thorax draw(
      PhantomFamily family, int size, View view, Sex sex, double heartRatio, RandomStream stream) {
    return new ThoraxSampler(family, stream).build(size, view, sex, heartRatio);
  }

  /** A ratio of the family's range, denser in its middle: the mean of two uniforms, weighted. */
  static double heartRatio(PhantomFamily family, RandomStream stream) {
    Range range = family.build().heartRatio();
    double rough = 0.6 * stream.nextDouble() + 0.4 * stream.nextDouble();
    return range.low() + (range.high() - range.low()) * Math.pow(rough, 1.05);
  }

  private Thorax build(int size, View view, Sex sex, double heartRatio) {
    boolean portable = view == View.AP;
    Frame frame =
        new Frame(
            size,
            0.518 + stream.uniform(-0.03, 0.03),
            stream.uniform(-0.03, 0.03) + (portable ? 0.02 : 0),
            Math.toRadians(stream.nextGaussian() * (portable ? 2 : 1)),
            family.film().zoom().draw(stream),
            stream.nextGaussian() * (portable ? 0.07 : 0.035));
    Lungs lungs = lungs(portable, sex, heartRatio);
    Mediastinum middle = mediastinum(frame, lungs, heartRatio);
    Skeleton skeleton = RibCage.around(lungs, family.build(), portable, stream.child("ribs"));
    List<Tube> vessels = VesselTree.grow(lungs, hilumY(lungs), stream.child("vessels"));
    return new Thorax(frame, torso(lungs, sex, portable), lungs, middle, skeleton, vessels);
  }

  private static double hilumY(Lungs lungs) {
    double top = lungs.right().apexY();
    return top + 0.57 * (lungs.diaphragm().rightY() - top) + 0.012;
  }

  private Lungs lungs(boolean portable, Sex sex, double heartRatio) {
    BuildRanges build = family.build();
    double top = build.lungTop().draw(stream);
    double half = build.lungHalfWidth().draw(stream) * (sex == Sex.FEMALE ? 0.97 : 1);
    double dome = build.domeHeight().draw(stream) - (portable ? stream.uniform(0.02, 0.06) : 0);
    double round = build.lungRoundness().draw(stream);
    double apex = 0.105 + stream.uniform(-0.01, 0.015);
    double lean = stream.uniform(-0.008, 0.008);
    double wide = dome + 0.02;
    double leftTop = top + stream.uniform(-0.008, 0.008);
    LungSolid right = new LungSolid(apex, top, 0.034, half + lean, wide, round, 0.19);
    LungSolid left = new LungSolid(apex, leftTop, 0.034, half - lean, wide, round, 0.19);
    // most left domes stand lower than the right one, under a large heart much lower, a few higher
    double pressed = Math.max(0, heartRatio - 0.5) * stream.uniform(0, 0.55);
    double raised = stream.chance(0.15) ? 0.03 : 0;
    double leftDome = dome + stream.uniform(0, 0.035) + pressed - raised;
    Diaphragm diaphragm =
        new Diaphragm(
            dome,
            leftDome,
            Math.max(dome, leftDome) + stream.uniform(0.012, 0.032),
            half * stream.uniform(0.44, 0.54),
            half,
            stream.uniform(0.085, 0.125),
            stream.uniform(2.6, 4));
    return new Lungs(right, left, diaphragm);
  }

  private Mediastinum mediastinum(Frame frame, Lungs lungs, double heartRatio) {
    double dx = frame.turned(0.06);
    double floor = lungs.diaphragm().centreY();
    List<Ellipsoid> heart =
        Heart.draw(lungs.diaphragm(), heartRatio * lungs.breadth(), dx, stream.child("heart"));
    double top = lungs.right().apexY();
    double knobY = top + 0.385 * (floor - top) + stream.uniform(-0.012, 0.012);
    double bend = stream.uniform(0.9, 1.12);
    double behind = frame.turned(-0.06);
    Ellipsoid knob =
        new Ellipsoid(0.047 * bend + behind, knobY, 0, 0.054 * bend, 0.054 * bend, 0.08, 0);
    double end = 0.055 * bend;
    Tube arch =
        tube(
            -0.06,
            0.038 * bend,
            new double[] {0.0, 0.03, end, end + 0.002, end - 0.002},
            new double[] {knobY - 0.012, knobY - 0.012, knobY + 0.01, knobY + 0.06, knobY + 0.11});
    Tube descending =
        tube(
            -0.1,
            0.028 * bend,
            new double[] {end - 0.002, end - 0.012, end - 0.02, 0.02},
            new double[] {knobY + 0.11, knobY + 0.19, knobY + 0.3, knobY + 0.5});
    return new Mediastinum(
        heart,
        knob,
        arch,
        descending,
        airway(knobY, dx),
        top - stream.uniform(0.005, 0.025),
        stream.uniform(0.054, 0.07),
        stream.uniform(0.044, 0.054));
  }

  private List<Tube> airway(double knobY, double dx) {
    double carina = knobY + stream.uniform(0.045, 0.06);
    double push = stream.uniform(-0.012, 0.002) + dx / 2; // the arch pushes it to the right
    double r = stream.uniform(0.0185, 0.0225);
    Tube trachea =
        tube(
            0,
            r,
            new double[] {0.0, push / 2, push, push},
            new double[] {-0.1, carina * 0.4, carina - 0.06, carina});
    Tube right =
        tube(
            0,
            r * 0.68,
            new double[] {push - 0.004, push - 0.03, push - 0.058},
            new double[] {carina + 0.002, carina + 0.03, carina + 0.062});
    Tube left =
        tube(
            0,
            r * 0.6,
            new double[] {push + 0.004, push + 0.04, push + 0.075},
            new double[] {carina + 0.002, carina + 0.028, carina + 0.05});
    return List.of(trachea, right, left);
  }

  private static Tube tube(double z, double radius, double[] x, double[] y) {
    double[] depth = new double[x.length];
    double[] r = new double[x.length];
    Arrays.fill(depth, z);
    Arrays.fill(r, radius);
    return new Tube(x, y, depth, r, 1);
  }

  private Torso torso(Lungs lungs, Sex sex, boolean portable) {
    double wall = lungs.breadth() / 2 + stream.uniform(0.07, 0.15);
    List<Ellipsoid> limbs = new ArrayList<>();
    double bust = sex == Sex.FEMALE ? stream.uniform(0.025, 0.065) : stream.uniform(0.004, 0.02);
    double low = lungs.diaphragm().rightY() - stream.uniform(0.02, 0.09) + (portable ? 0.03 : 0);
    for (int side = -1; side <= 1; side += 2) {
      limbs.add(
          new Ellipsoid(
              side * (0.185 + stream.uniform(-0.01, 0.01)),
              low,
              0.2,
              0.16,
              0.13,
              bust,
              side * 0.5));
    }
    double bubbleY = lungs.diaphragm().leftY() + stream.uniform(0.045, 0.075);
    List<Ellipsoid> gas = new ArrayList<>();
    if (stream.chance(0.55)) {
      double wide = stream.uniform(0.03, 0.07);
      gas.add(new Ellipsoid(stream.uniform(0.1, 0.19), bubbleY, 0, wide, wide * 0.55, 0.05, 0.1));
    }
    for (int i = stream.nextInt(4); i > 0; i--) {
      double r = stream.uniform(0.012, 0.03);
      gas.add(
          new Ellipsoid(
              stream.uniform(-0.05, 0.28),
              bubbleY + stream.uniform(0.06, 0.3),
              0,
              r * 1.4,
              r,
              0.02,
              stream.uniform(0, 3)));
    }
    return new Torso(
        stream.uniform(0.1, 0.13),
        stream.uniform(0.14, 0.2),
        wall + stream.uniform(0.1, 0.16),
        wall,
        stream.uniform(0.23, 0.29),
        limbs,
        gas,
        portable ? 9 : bubbleY + 0.012);
  }
}
