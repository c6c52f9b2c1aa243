package ai.chestnut.dicom;

/**
 * A display colour as the CIELab values that DICOM wants (PS3.3, C.10.7.1.1): sRGB (IEC 61966-2-1)
 * to XYZ under D65, adapted to D50 by Bradford's matrix, to L*a*b* (CIE 15), then to 16 bit.
 */
final class CieLab {

  private static final double[] D50 = {0.96422, 1.0, 0.82521};

  /** Linear sRGB to XYZ under D50: the matrix of sRGB times Bradford's, from D65. */
  private static final double[][] TO_XYZ = {
    {0.4360747, 0.3850649, 0.1430804},
    {0.2225045, 0.7168786, 0.0606169},
    {0.0139322, 0.0971045, 0.7141733}
  };

  private CieLab() {}

  /**
   * @param rgb 0xRRGGBB
   * @return L*, a*, b*, each scaled to 0 to 65,535
   */
  static int[] of(int rgb) {
    double[] f = new double[3];
    for (int i = 0; i < 3; i++) {
      double sum = 0;
      for (int c = 0; c < 3; c++) {
        sum += TO_XYZ[i][c] * linear((rgb >> (16 - 8 * c) & 0xFF) / 255.0);
      }
      double ratio = sum / D50[i];
      f[i] = ratio > 216.0 / 24389 ? Math.cbrt(ratio) : (24389.0 / 27 * ratio + 16) / 116;
    }
    double lightness = 116 * f[1] - 16;
    double a = 500 * (f[0] - f[1]);
    double b = 200 * (f[1] - f[2]);
    return new int[] {
      scaled(lightness / 100), scaled((a + 128) / 255), scaled((b + 128) / 255),
    };
  }

  private static double linear(double value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static int scaled(double unit) {
    return (int) Math.round(Math.min(Math.max(unit, 0), 1) * 65_535);
  }
}
