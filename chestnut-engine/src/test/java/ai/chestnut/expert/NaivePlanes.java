package ai.chestnut.expert;

/** Planes at a film's pixel by the definition, one pixel at a time and in double precision. */
final class NaivePlanes {

  private NaivePlanes() {}

  static double at(float[] planes, int plane, int resolution, FilmFrame frame, int x, int y) {
    double u = place(x, frame.filmWidth(), frame.width(), frame.left(), frame.side(), resolution);
    double v = place(y, frame.filmHeight(), frame.height(), frame.top(), frame.side(), resolution);
    double sum = 0;
    for (int j = 0; j < resolution; j++) {
      for (int i = 0; i < resolution; i++) {
        double weight = Math.max(0, 1 - Math.abs(i - u)) * Math.max(0, 1 - Math.abs(j - v));
        sum += weight * planes[(plane * resolution + j) * resolution + i];
      }
    }
    return sum;
  }

  static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** By how much the best is ahead of the second. */
  static double margin(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    return sorted[sorted.length - 1] - sorted[sorted.length - 2];
  }

  private static double place(int i, int pixels, int fitted, int start, int side, int resolution) {
    double inFilm = (i + 0.5) / pixels * fitted; // in cells of the square, from the film's border
    double kept = Math.max(0.5, Math.min(fitted - 0.5, inFilm));
    double inPlane = (start + kept) / side * resolution - 0.5;
    return Math.max(0, Math.min(resolution - 1, inPlane));
  }
}
