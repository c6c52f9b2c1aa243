package ai.chestnut.phantom;

import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Grows the bones around given lungs: each rib is a plane ring tilted forwards and cut open. */
final class RibCage {

  private static final int PAIRS = 11;
  private static final int STEPS = 22;
  private static final double CORTEX_DEPTH = 0.8; // a rib is flatter along the rays

  private RibCage() {}

  static Skeleton around(Lungs lungs, BuildRanges build, boolean portable, RandomStream stream) {
    double spacing = build.ribSpacing().draw(stream);
    double tilt = build.ribTilt().draw(stream);
    double radius = build.ribRadius().draw(stream);
    List<Tube> posterior = new ArrayList<>();
    List<Tube> anterior = new ArrayList<>();
    for (int side = -1; side <= 1; side += 2) {
      LungSolid lung = lungs.at(side);
      double start = lung.apexY() + stream.uniform(0.005, 0.02);
      for (int i = 0; i < PAIRS; i++) {
        double level = start + i * spacing + stream.uniform(-0.004, 0.004);
        double drop = tilt * Math.min(0.5 + 0.13 * i, 1.15) * stream.uniform(0.95, 1.05);
        double thick = radius * (i == 0 ? 1.1 : 1) * stream.uniform(0.93, 1.07);
        double front = Math.toRadians(stream.uniform(126, 140) - (i > 6 ? 8 * (i - 6) : 0));
        posterior.add(arc(lung, side, level, drop, thick, rear(lung), Math.PI / 2));
        anterior.add(arc(lung, side, level, drop, thick * 1.08, Math.PI / 2, front));
      }
    }
    List<Tube> clavicles = new ArrayList<>();
    List<Tube> shoulders = new ArrayList<>();
    double height = lungs.right().apexY() + stream.uniform(0.055, 0.095) - (portable ? 0.02 : 0);
    double rise = portable ? stream.uniform(0.01, 0.05) : stream.uniform(0.04, 0.09);
    double abduct = portable ? -0.05 : 0;
    for (int side = -1; side <= 1; side += 2) {
      double level = height + stream.uniform(-0.008, 0.008);
      clavicles.add(clavicle(side, level, rise, stream));
      shoulders.addAll(shoulder(side, level - rise, abduct, stream));
    }
    Spine spine =
        new Spine(
            stream.uniform(-0.006, 0.006),
            stream.uniform(-0.008, 0.008),
            stream.uniform(0.036, 0.042),
            stream.uniform(0.052, 0.058),
            stream.uniform(0, 0.05),
            stream.uniform(0.045, 0.06));
    return new Skeleton(posterior, anterior, clavicles, shoulders, spine);
  }

  private static double rear(LungSolid lung) {
    return Math.asin(Math.min(0.9, 0.035 / lung.outerQ()));
  }

  private static Tube arc(
      LungSolid lung, int side, double level, double drop, double radius, double from, double to) {
    double[] x = new double[STEPS + 1];
    double[] y = new double[STEPS + 1];
    double[] z = new double[STEPS + 1];
    double[] r = new double[STEPS + 1];
    for (int k = 0; k <= STEPS; k++) {
      double turn = from + (to - from) * k / STEPS;
      y[k] = level + drop * (1 - Math.cos(turn)) / 2;
      double wall = lung.outer(Math.max(y[k], lung.apexY() + 0.03)) + 0.008;
      x[k] = side * wall * Math.sin(turn);
      z[k] = -0.19 * Math.cos(turn);
      r[k] = radius * (1 - 0.42 * Math.pow(Math.sin(turn), 10));
    }
    return new Tube(x, y, z, r, CORTEX_DEPTH);
  }

  private static Tube clavicle(int side, double level, double rise, RandomStream stream) {
    int n = 16;
    double[] x = new double[n];
    double[] y = new double[n];
    double[] z = new double[n];
    double[] r = new double[n];
    double bow = stream.uniform(0.008, 0.016);
    for (int k = 0; k < n; k++) {
      double t = k / (n - 1.0);
      x[k] = side * (0.03 + 0.355 * t);
      y[k] = level - rise * t + bow * Math.sin(2 * Math.PI * t);
      z[k] = 0.17 - 0.15 * t;
      r[k] = 0.0145 - 0.0045 * t - 0.003 * Math.sin(Math.PI * t);
    }
    return new Tube(x, y, z, r, 0.8);
  }

  private static List<Tube> shoulder(int side, double level, double abduct, RandomStream stream) {
    double joint = 0.395 + stream.uniform(-0.01, 0.01) + abduct / 3;
    double glenoid = level + 0.06;
    double tip = glenoid + stream.uniform(0.22, 0.27);
    double tipX = 0.335 + abduct + stream.uniform(-0.015, 0.02);
    double head = joint + 0.055;
    List<Tube> bones = new ArrayList<>();
    bones.add(line(side, 0.008, joint, glenoid, joint - 0.02, glenoid + 0.09, tipX, tip));
    bones.add(
        line(side, 0.0045, tipX, tip, tipX - 0.075, tip - 0.13, tipX - 0.085, glenoid - 0.005));
    bones.add(line(side, 0.007, tipX - 0.085, glenoid, joint - 0.05, level - 0.005, joint, level));
    bones.add(
        line(
            side,
            0.013,
            joint - 0.01,
            level + 0.01,
            joint + 0.02,
            level + 0.004,
            joint + 0.05,
            level));
    bones.add(
        line(
            side,
            0.043,
            head,
            glenoid + 0.012,
            head + 0.004,
            glenoid + 0.02,
            head + 0.01,
            glenoid + 0.03));
    bones.add(
        line(
            side,
            0.024,
            head + 0.015,
            glenoid + 0.03,
            head + 0.03,
            glenoid + 0.2,
            head + 0.05,
            glenoid + 0.5));
    return bones;
  }

  /** A curve through three places, of one radius. */
  private static Tube line(
      int side, double radius, double x0, double y0, double x1, double y1, double x2, double y2) {
    int n = 9;
    double[] x = new double[n];
    double[] y = new double[n];
    double[] r = new double[n];
    for (int k = 0; k < n; k++) {
      double t = k / (n - 1.0);
      double l0 = (1 - t) * (1 - 2 * t);
      double l1 = 4 * t * (1 - t);
      double l2 = t * (2 * t - 1);
      x[k] = side * (l0 * x0 + l1 * x1 + l2 * x2);
      y[k] = l0 * y0 + l1 * y1 + l2 * y2;
      r[k] = radius;
    }
    return new Tube(x, y, new double[n], r, radius > 0.02 ? 0.45 : 0.6);
  }
}
