package ai.chestnut.evaluation;

import ai.chestnut.radiograph.Radiograph;

/**
 * Arrays that another language can make again to the bit, for numbers from reference programs: the
 * 64-bit generator s' = 6364136223846793005 s + 1442695040888963407, seeded with s.
 */
final class Lcg {

  private long state;

  private Lcg(long seed) {
    this.state = seed;
  }

  private long next() {
    state = state * 6364136223846793005L + 1442695040888963407L;
    return state;
  }

  private double unit() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** Points [n, d], features correlated with their neighbours. */
  static double[][] cloud(long seed, int n, int d, double place, double spread) {
    Lcg random = new Lcg(seed);
    double[][] points = new double[n][d];
    for (double[] point : points) {
      double before = 0;
      for (int j = 0; j < d; j++) {
        double u = 2 * (random.unit() + random.unit() + random.unit()) - 3;
        before = 0.5 * before + u;
        point[j] = place + spread * before;
      }
    }
    return points;
  }

  /** Value noise of three lattices, 0..255, in whole numbers, row by row. */
  static int[] texture(long seed, int width, int height) {
    Lcg random = new Lcg(seed);
    int[] total = new int[width * height];
    for (int[] octave : new int[][] {{32, 4}, {8, 2}, {2, 1}}) {
      int step = octave[0];
      int wide = width / step + 2;
      int[] lattice = new int[wide * (height / step + 2)];
      for (int i = 0; i < lattice.length; i++) {
        lattice[i] = (int) (random.next() >>> 56);
      }
      for (int i = 0; i < total.length; i++) {
        int at = i / width / step * wide + i % width / step;
        int fx = i % width % step;
        int fy = i / width % step;
        int sum = (step - fx) * (step - fy) * lattice[at] + fx * (step - fy) * lattice[at + 1];
        sum += (step - fx) * fy * lattice[at + wide] + fx * fy * lattice[at + wide + 1];
        total[i] += octave[1] * (sum / (step * step));
      }
    }
    for (int i = 0; i < total.length; i++) {
      total[i] /= 7;
    }
    return total;
  }

  /** Grey values of 8 bit as a film. */
  static Radiograph film(int width, int[] grey) {
    short[] pixels = new short[grey.length];
    for (int i = 0; i < grey.length; i++) {
      pixels[i] = (short) grey[i];
    }
    return Radiograph.of(width, grey.length / width, 8, pixels);
  }

  /** The weighted mean of two textures, rounded down. */
  static int[] mix(int[] one, int weight, int[] other) {
    int[] mixed = new int[one.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = (weight * one[i] + other[i]) / (weight + 1);
    }
    return mixed;
  }
}
