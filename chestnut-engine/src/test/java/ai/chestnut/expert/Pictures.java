package ai.chestnut.expert;

import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;

/** Films whose content is known. */
final class Pictures {

  private Pictures() {}

  /** Smooth hills and valleys, others for each seed. */
  static Radiograph hills(int width, int height, long seed) {
    RandomStream random = RandomStream.of(seed, 0, "hills");
    double a = random.uniform(2, 9);
    double b = random.uniform(2, 9);
    double c = random.uniform(0, 6);
    float[] unit = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = a * x / width + c;
        double v = b * y / height;
        unit[y * width + x] = (float) (0.5 + 0.3 * StrictMath.sin(u + v) * StrictMath.cos(v - u));
      }
    }
    return Radiograph.ofUnit(width, height, 8, unit);
  }

  /** Dark grey with one bright square around a centre. */
  static Radiograph spot(int width, int height, int centreX, int centreY, int radius) {
    float[] unit = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean inside = Math.abs(x - centreX) < radius && Math.abs(y - centreY) < radius;
        unit[y * width + x] = inside ? 0.9f : 0.2f;
      }
    }
    return Radiograph.ofUnit(width, height, 8, unit);
  }
}
