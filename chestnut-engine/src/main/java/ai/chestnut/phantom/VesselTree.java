package ai.chestnut.phantom;

import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Grows the pulmonary vessels from each hilum into the lung, thinner from fork to fork. */
final class VesselTree {

  private static final double RATIO = 1; // vessels are round

  private final LungSolid lung;
  private final Diaphragm diaphragm;
  private final int side;
  private final RandomStream stream;
  private final List<Tube> tubes = new ArrayList<>();

  private VesselTree(Lungs lungs, int side, RandomStream stream) {
    this.lung = lungs.at(side);
    this.diaphragm = lungs.diaphragm();
    this.side = side;
    this.stream = stream;
  }

  static List<Tube> grow(Lungs lungs, double hilumY, RandomStream stream) {
    List<Tube> all = new ArrayList<>();
    for (int side = -1; side <= 1; side += 2) {
      VesselTree tree = new VesselTree(lungs, side, stream);
      tree.hilum(side < 0 ? hilumY + 0.012 : hilumY - 0.012);
      all.addAll(tree.tubes);
    }
    return all;
  }

  private void hilum(double y) {
    double q = 0.068 + stream.uniform(-0.006, 0.01);
    // the descending pulmonary artery, the upper lobe trunk, and the hilar knot between them
    stem(q - 0.025, y - 0.03, q + 0.012, y + 0.0, q + 0.02, y + 0.085, 0.0135, 0.0075);
    stem(q - 0.02, y - 0.005, q + 0.01, y - 0.03, q + 0.028, y - 0.075, 0.0105, 0.0055);
    stem(q - 0.03, y + 0.03, q + 0.0, y + 0.035, q + 0.03, y + 0.03, 0.010, 0.006);
    int branches = 19;
    for (int i = 0; i < branches; i++) {
      // fan out from steeply up (-80 degrees) over lateral to steeply down
      double angle = Math.toRadians(-82 + 160.0 * (i + stream.uniform(0.1, 0.9)) / branches);
      double down = Math.max(0, Math.sin(angle));
      double x0 = q + 0.018 * Math.cos(angle) + stream.uniform(0, 0.012);
      double y0 = y + 0.055 * Math.sin(angle) + 0.01;
      branch(x0, y0, angle, stream.uniform(0.0036, 0.0056) * (1 + 0.35 * down), 0);
    }
  }

  private void stem(
      double q0, double y0, double q1, double y1, double q2, double y2, double r0, double r1) {
    int n = 8;
    double[] x = new double[n];
    double[] y = new double[n];
    double[] r = new double[n];
    for (int k = 0; k < n; k++) {
      double t = k / (n - 1.0);
      double s = 1 - t;
      x[k] = side * (s * s * q0 + 2 * s * t * q1 + t * t * q2);
      y[k] = s * s * y0 + 2 * s * t * y1 + t * t * y2;
      r[k] = r0 + (r1 - r0) * t;
    }
    tubes.add(new Tube(x, y, new double[n], r, 0.9));
  }

  private void branch(double q0, double y0, double angle, double radius, int order) {
    double step = 0.014;
    int most = order == 0 ? 24 : order == 1 ? 11 : 6;
    double[] x = new double[most];
    double[] y = new double[most];
    double[] r = new double[most];
    double q = q0;
    double level = y0;
    double heading = angle;
    double bend = stream.uniform(-0.07, 0.07);
    int n = 0;
    double thick = radius;
    while (n < most && thick > 0.0007 && inside(q, level)) {
      x[n] = side * q;
      y[n] = level;
      r[n] = thick;
      n++;
      heading += bend + stream.uniform(-0.2, 0.2);
      q += step * Math.cos(heading);
      level += step * Math.sin(heading);
      thick *= order == 0 ? 0.925 : 0.88;
      if (order < 2 && n > 1 && stream.chance(0.42)) {
        double fork = stream.uniform(0.45, 0.85) * (stream.chance(0.5) ? 1 : -1);
        branch(q, level, heading + fork, thick * stream.uniform(0.5, 0.78), order + 1);
      }
    }
    if (n > 1) {
      tubes.add(
          new Tube(
              Arrays.copyOf(x, n), Arrays.copyOf(y, n), new double[n], Arrays.copyOf(r, n), RATIO));
    }
  }

  private boolean inside(double q, double y) {
    return y > lung.apexY() + 0.02
        && q > lung.innerQ() + 0.01
        && q < lung.outer(y) - 0.012
        && y < diaphragm.top(side * q) + 0.03;
  }
}
