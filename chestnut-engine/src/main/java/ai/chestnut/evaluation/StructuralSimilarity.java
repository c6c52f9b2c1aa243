package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;

/**
 * How alike two films of one size are, pixel by pixel: structural similarity (SSIM) of Wang et al.
 * (2004), equation 13, and its product over five scales (MS-SSIM) of Wang, Simoncelli and Bovik
 * (2003), equation 7. Grey values count in [0, 1]; the window is a Gaussian of 11 by 11 pixels and
 * deviation 1.5 and never hangs over the border; K1 = 0.01, K2 = 0.03. A scale is the one before,
 * averaged over 2 by 2 pixels.
 */
public final class StructuralSimilarity {

  /** Exponents of the five scales, from fine to coarse: Wang et al. (2003), section 3.2. */
  private static final double[] EXPONENTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

  /** The least side of a film for MS-SSIM: the window must fit the coarsest scale. */
  public static final int LEAST_SIDE = 176;

  private static final int WINDOW = 11;
  private static final double[] KERNEL = Plane.gaussian(WINDOW, 1.5);
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;

  private StructuralSimilarity() {}

  /** Means over the picture: of luminance times contrast and structure, and of the latter alone. */
  private record Means(double whole, double contrastStructure) {}

  /**
   * SSIM, 1 for equal films, near 0 for unrelated ones, at the least -1.
   *
   * @throws RequestException unless both have one size, of at least 11 pixels a side
   */
  public static double of(Radiograph one, Radiograph other) {
    requireSame(one, other);
    if (Math.min(one.width(), one.height()) < WINDOW) {
      throw new RequestException("film", "SSIM", size(one), "at least 11 pixels a side");
    }
    return means(FilmPlane.unit(one), FilmPlane.unit(other)).whole();
  }

  /**
   * MS-SSIM, 0 to 1; scales on which structures are opposed count as 0, as in the usual programs.
   *
   * @throws RequestException unless both have one size, whose sides are multiples of 16 (so that
   *     all programs agree on the scales) and at least {@value #LEAST_SIDE} pixels
   */
  public static double overScales(Radiograph one, Radiograph other) {
    requireSame(one, other);
    boolean even = one.width() % 16 == 0 && one.height() % 16 == 0;
    if (!even || Math.min(one.width(), one.height()) < LEAST_SIDE) {
      throw new RequestException(
          "film", "MS-SSIM", size(one), "sides that are multiples of 16, from " + LEAST_SIDE);
    }
    return overScales(FilmPlane.unit(one), FilmPlane.unit(other));
  }

  static double overScales(Plane one, Plane other) {
    Plane x = one;
    Plane y = other;
    double product = 1;
    for (int scale = 0; scale < EXPONENTS.length; scale++) {
      Means means = means(x, y);
      boolean last = scale == EXPONENTS.length - 1;
      double factor = Math.max(0, last ? means.whole() : means.contrastStructure());
      product *= Math.pow(factor, EXPONENTS[scale]);
      if (!last) {
        x = x.halved();
        y = y.halved();
      }
    }
    return product;
  }

  /**
   * The peak signal-to-noise ratio in decibels: {@code -10 log10} of the mean squared difference of
   * grey values in [0, 1]; infinite for equal films.
   */
  public static double peakSignalToNoise(Radiograph one, Radiograph other) {
    requireSame(one, other);
    Plane apart = FilmPlane.unit(one).with(FilmPlane.unit(other), (a, b) -> (a - b) * (a - b));
    return -10 * Math.log10(apart.mean());
  }

  private static Means means(Plane x, Plane y) {
    Plane meanX = smooth(x);
    Plane meanY = smooth(y);
    double[] squaresX = smooth(x.with(x, (a, b) -> a * b)).values();
    double[] squaresY = smooth(y.with(y, (a, b) -> a * b)).values();
    double[] products = smooth(x.with(y, (a, b) -> a * b)).values();
    double whole = 0;
    double contrastStructure = 0;
    for (int i = 0; i < products.length; i++) {
      double mx = meanX.values()[i];
      double my = meanY.values()[i];
      double varianceX = squaresX[i] - mx * mx;
      double varianceY = squaresY[i] - my * my;
      double covariance = products[i] - mx * my;
      double cs = (2 * covariance + C2) / (varianceX + varianceY + C2);
      contrastStructure += cs;
      whole += cs * (2 * mx * my + C1) / (mx * mx + my * my + C1);
    }
    return new Means(whole / products.length, contrastStructure / products.length);
  }

  private static Plane smooth(Plane plane) {
    return plane.smoothed(KERNEL, Plane.Border.CUT);
  }

  private static void requireSame(Radiograph one, Radiograph other) {
    if (one.width() != other.width() || one.height() != other.height()) {
      throw new RequestException(
          "films of a pair", "", size(one) + " and " + size(other), "one size");
    }
  }

  private static String size(Radiograph film) {
    return film.width() + "x" + film.height();
  }
}
