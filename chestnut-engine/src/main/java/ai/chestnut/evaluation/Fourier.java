package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;

/** The discrete Fourier transform of pictures whose sides are powers of two. */
final class Fourier {

  private Fourier() {}

  /** Squared magnitudes, [height, width], frequency 0 first, without any factor. */
  static double[] power(Plane plane) {
    requirePower(plane.width());
    requirePower(plane.height());
    Plane real = plane;
    Plane imaginary = plane.map(value -> 0);
    for (int side = 0; side < 2; side++) {
      transformRows(real, imaginary);
      real = real.transposed();
      imaginary = imaginary.transposed();
    }
    return real.with(imaginary, (a, b) -> a * a + b * b).values();
  }

  private static void transformRows(Plane real, Plane imaginary) {
    double[] a = new double[real.width()];
    double[] b = new double[real.width()];
    for (int y = 0; y < real.height(); y++) {
      System.arraycopy(real.values(), y * a.length, a, 0, a.length);
      System.arraycopy(imaginary.values(), y * a.length, b, 0, a.length);
      transform(a, b);
      System.arraycopy(a, 0, real.values(), y * a.length, a.length);
      System.arraycopy(b, 0, imaginary.values(), y * a.length, a.length);
    }
  }

  /** In place; Cooley and Tukey (1965) with radix 2. */
  static void transform(double[] real, double[] imaginary) {
    int n = real.length;
    int bits = Integer.numberOfTrailingZeros(n);
    for (int i = 0; i < n; i++) {
      int j = bits == 0 ? 0 : Integer.reverse(i) >>> (32 - bits);
      if (i < j) {
        swap(real, i, j);
        swap(imaginary, i, j);
      }
    }
    for (int half = 1; half < n; half *= 2) {
      for (int k = 0; k < half; k++) {
        double cos = Math.cos(Math.PI * k / half);
        double sin = -Math.sin(Math.PI * k / half);
        for (int i = k; i < n; i += 2 * half) {
          int j = i + half;
          double re = cos * real[j] - sin * imaginary[j];
          double im = cos * imaginary[j] + sin * real[j];
          real[j] = real[i] - re;
          imaginary[j] = imaginary[i] - im;
          real[i] += re;
          imaginary[i] += im;
        }
      }
    }
  }

  private static void swap(double[] values, int i, int j) {
    double kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }

  private static void requirePower(int side) {
    if (Integer.bitCount(side) != 1) {
      throw new RequestException(
          "film", "power spectrum", "a side of " + side + " pixels", "a power of two");
    }
  }
}
