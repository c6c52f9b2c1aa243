package ai.chestnut.evaluation;

import ai.chestnut.radiograph.Radiograph;

/**
 * Composition and detail without any weights: the film is resized to {@code pixels} a side and cut
 * into {@code cells} by {@code cells}; each cell gives its mean grey value in [0, 1], the mean
 * absolute difference of neighbouring pixels, and the same at half the size. Unlike {@link
 * PixelFeatures} it sees blur, noise and single pixels.
 *
 * @param pixels working size, an even multiple of {@code cells}
 * @param cells a side
 */
public record DetailFeatures(int pixels, int cells) implements FeatureSpace {

  public DetailFeatures {
    if (cells < 1 || pixels < 4 * cells || pixels % (2 * cells) != 0) {
      throw new IllegalArgumentException(
          "detail: got " + pixels + " pixels in " + cells + " cells, expected an even multiple");
    }
  }

  @Override
  public String name() {
    return "detail-" + pixels + "-" + cells;
  }

  @Override
  public int dimension() {
    return 3 * cells * cells;
  }

  @Override
  public double[] of(Radiograph film) {
    Plane plane = FilmPlane.unit(film.resized(pixels, pixels));
    Plane half = plane.halved();
    int wide = pixels / cells;
    double[] point = new double[dimension()];
    for (int cell = 0; cell < cells * cells; cell++) {
      int left = cell % cells * wide;
      int top = cell / cells * wide;
      Plane part = plane.part(left, top, wide, wide);
      point[3 * cell] = part.mean();
      point[3 * cell + 1] = unevenness(part);
      point[3 * cell + 2] = unevenness(half.part(left / 2, top / 2, wide / 2, wide / 2));
    }
    return point;
  }

  /** The mean absolute difference of pixels beside and above each other. */
  private static double unevenness(Plane part) {
    double sum = 0;
    for (int y = 1; y < part.height(); y++) {
      for (int x = 1; x < part.width(); x++) {
        double here = part.at(x, y);
        sum += Math.abs(here - part.at(x - 1, y)) + Math.abs(here - part.at(x, y - 1));
      }
    }
    return sum / (2.0 * (part.width() - 1) * (part.height() - 1));
  }
}
