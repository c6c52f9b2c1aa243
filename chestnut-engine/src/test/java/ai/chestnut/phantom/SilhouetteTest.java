package ai.chestnut.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.OverlapLayer;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The masks against a slow twin that knows only whether a point in space lies inside a solid, and
 * walks along each ray. A pixel may differ where the walk steps over a grazing chord, so the masks
 * must agree to a pixel: neither may reach more than one pixel beyond the other.
 */
class SilhouetteTest {

  private static final int SIZE = 80;
  private static final double STEP = 0.003;

  /** A point of space, in body coordinates. */
  private interface Solid {
    boolean contains(double x, double y, double z);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void masksAgreeWithTheProjectedGeometryToAPixel(long seed) {
    RandomStream stream = RandomStream.of(seed, 0, "twin");
    Thorax thorax = ThoraxSampler.draw(PhantomFamily.A, SIZE, View.AP, Sex.MALE, 0.48, stream);
    AnatomyMap map = AnatomySilhouette.of(thorax);
    Frame frame = thorax.frame();
    Lungs lungs = thorax.lungs();
    Solid lung = (x, y, z) -> insideLung(lungs, x, y, z);
    Solid heart =
        (x, y, z) ->
            y < lungs.diaphragm().top(x)
                && thorax.mediastinum().heart().stream().anyMatch(e -> insideEllipsoid(e, x, y, z));
    assertClose(map.layer(OverlapLayer.LUNG_ENVELOPE).orElseThrow(), march(frame, lung, -0.2, 0.2));
    Mask airway = tubes(frame, thorax.mediastinum().airway());
    assertClose(map.of(Anatomy.HEART).or(airway), march(frame, heart, -0.4, 0.4).or(airway));
    assertClose(map.of(Anatomy.TRACHEA), airway);
    List<Tube> ribs = new ArrayList<>(thorax.skeleton().posterior());
    ribs.addAll(thorax.skeleton().anterior());
    assertClose(map.layer(OverlapLayer.RIBS).orElseThrow(), tubes(frame, ribs));
    assertClose(
        map.layer(OverlapLayer.CLAVICLES).orElseThrow(),
        tubes(frame, thorax.skeleton().clavicles()));
    Mask lungField = map.lungs();
    assertThat(lungField.minus(map.layer(OverlapLayer.LUNG_ENVELOPE).orElseThrow()).area())
        .isZero();
  }

  private static void assertClose(Mask fast, Mask slow) {
    assertThat(slow.area()).isGreaterThan(40);
    assertThat(fast.minus(slow.dilated(1.01)).area()).isZero();
    assertThat(slow.minus(fast.dilated(1.01)).area()).isZero();
    assertThat(fast.iou(slow)).isGreaterThan(0.97);
  }

  private static Mask march(Frame frame, Solid solid, double from, double to) {
    return Mask.where(
        SIZE,
        SIZE,
        i -> {
          double x = frame.bodyX(i % SIZE, i / SIZE);
          double y = frame.bodyY(i % SIZE, i / SIZE);
          for (double z = from; z <= to; z += STEP) {
            if (solid.contains(x, y, z)) {
              return true;
            }
          }
          return false;
        });
  }

  /** The cross-section as an inequality: ((z/depth)^2 + u^2 below the rounded inner corner). */
  private static boolean insideLung(Lungs lungs, double x, double y, double z) {
    LungSolid lung = lungs.at(x);
    if (y <= lung.apexY()) {
      return false;
    }
    double t = Math.min(1, (y - lung.apexY()) / (lung.wideY() - lung.apexY()));
    double outer =
        lung.apexQ()
            + (lung.outerQ() - lung.apexQ()) * Math.sqrt(1 - Math.pow(1 - t, lung.roundness()));
    double s = Math.min(1, 2.4 * (y - lung.apexY()) / (lung.wideY() - lung.apexY()));
    double inner = lung.apexQ() - (lung.apexQ() - lung.innerQ()) * Math.sqrt(1 - (1 - s) * (1 - s));
    double u = (Math.abs(x) - inner) / (outer - inner);
    if (u <= 0 || u >= 1) {
      return false;
    }
    double deep = lung.depth() * (0.25 + 0.75 * t) * Math.sqrt(Math.min(1, 3 * t));
    double corner = u >= 0.3 ? 1 : 1 - (1 - u / 0.3) * (1 - u / 0.3);
    boolean insideWall = (z / deep) * (z / deep) / corner + u * u < 1;
    double surface = lungs.diaphragm().top(x) + lungs.diaphragm().recess() * z * z;
    return insideWall && y < surface;
  }

  /** Inside if the ray at (x, y) through the centre of depth reaches z. */
  private static boolean insideEllipsoid(Ellipsoid e, double x, double y, double z) {
    double half = e.halfChord(x, y);
    return half > 0 && Math.abs(z - e.z()) < half;
  }

  /** Discs stamped densely along the projected lines: the definition of a tube's silhouette. */
  private static Mask tubes(Frame frame, List<Tube> tubes) {
    boolean[] inside = new boolean[SIZE * SIZE];
    for (Tube tube : tubes) {
      for (int k = 0; k + 1 < tube.points(); k++) {
        for (int step = 0; step <= 24; step++) {
          double t = step / 24.0;
          double z = mix(tube.z(k), tube.z(k + 1), t);
          // the turn about the long axis moves a point sideways by yaw * z
          double x0 = tube.x(k) + frame.turned(tube.z(k));
          double x1 = tube.x(k + 1) + frame.turned(tube.z(k + 1));
          assertThat(mix(x0, x1, t) - frame.turned(z) - mix(tube.x(k), tube.x(k + 1), t))
              .isBetween(-1e-9, 1e-9);
          double y = mix(tube.y(k), tube.y(k + 1), t);
          double column = frame.column(mix(x0, x1, t), y);
          double row = frame.row(mix(x0, x1, t), y);
          stamp(inside, column, row, frame.pixels(mix(tube.radius(k), tube.radius(k + 1), t)));
        }
      }
    }
    return Mask.of(SIZE, SIZE, inside);
  }

  private static double mix(double a, double b, double t) {
    return a + (b - a) * t;
  }

  private static void stamp(boolean[] inside, double column, double row, double radius) {
    for (int y = (int) Math.floor(row - radius) - 1; y <= row + radius + 1; y++) {
      for (int x = (int) Math.floor(column - radius) - 1; x <= column + radius + 1; x++) {
        boolean near = Math.hypot(x + 0.5 - column, y + 0.5 - row) < radius;
        if (near && x >= 0 && y >= 0 && x < SIZE && y < SIZE) {
          inside[y * SIZE + x] = true;
        }
      }
    }
  }
}
