package ai.chestnut.synthesis;

import ai.chestnut.layout.Coverage;
import ai.chestnut.radiograph.Radiograph;

/**
 * A film of any size and depth, and the square in which a model works on it: the film in the
 * middle, black around it. What changed in the square is added to the film's own pixels, so that
 * detail which is finer than the model's stays, and pixels outside of the region are not touched at
 * all.
 */
final class FilmEdit {

  private final Radiograph film;
  private final int side;
  private final int longest;
  private final int left;
  private final int top;

  private FilmEdit(Radiograph film, int side) {
    this.film = film;
    this.side = side;
    this.longest = Math.max(film.width(), film.height());
    this.left = (longest - film.width()) / 2;
    this.top = (longest - film.height()) / 2;
  }

  /**
   * @param side of the model's films in pixels
   */
  static FilmEdit of(Radiograph film, int side) {
    return new FilmEdit(film, side);
  }

  /** The film in the model's square: values in [-1, 1], row-major. */
  float[] framed() {
    float[] unit = shrunk(film.unit());
    for (int i = 0; i < unit.length; i++) {
      unit[i] = Math.max(-1, Math.min(1, 2 * unit[i] - 1));
    }
    return unit;
  }

  /**
   * A region of the film in the model's square; a cell that it only touches is touched there, too.
   */
  Coverage inFrame(Coverage region) {
    float[] values = shrunk(region.values());
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, Math.min(1, values[i]));
    }
    return Coverage.of(side, side, values);
  }

  /** Mean over each pixel of the square; larger squares are filled by nearest pixels. */
  private float[] shrunk(float[] values) {
    float[] out = new float[side * side];
    double scale = (double) longest / side;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        out[y * side + x] = mean(values, x * scale, y * scale, scale);
      }
    }
    return out;
  }

  private float mean(float[] values, double x, double y, double size) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    int x1 = Math.max(x0 + 1, (int) Math.ceil(x + size - 1e-9));
    int y1 = Math.max(y0 + 1, (int) Math.ceil(y + size - 1e-9));
    double sum = 0;
    double weight = 0;
    for (int row = y0; row < y1; row++) {
      double high = Math.min(row + 1, y + size) - Math.max(row, y);
      for (int column = x0; column < x1; column++) {
        double area = high * (Math.min(column + 1, x + size) - Math.max(column, x));
        int u = column - left;
        int v = row - top;
        if (u >= 0 && v >= 0 && u < film.width() && v < film.height()) {
          sum += area * values[v * film.width() + u];
        }
        weight += area;
      }
    }
    return (float) (sum / weight);
  }

  /**
   * The film with the difference of two squares added inside a region's feathered edge. Where the
   * feathered region has no share the film's own values stand, bit by bit.
   *
   * @param before square as the model sees the film, in [-1, 1]
   * @param after square as it shall be
   * @param region of the film's size
   * @param feather reach of the soft edge, in pixels of the square
   */
  Radiograph apply(float[] before, float[] after, Coverage region, double feather) {
    double scale = (double) longest / side;
    float[] share = region.feathered(feather * scale).values();
    int width = film.width();
    double most = (1 << film.bitDepth()) - 1;
    short[] pixels = new short[width * film.height()];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % width;
      int y = i / width;
      int own = film.at(x, y);
      double changed = own;
      if (share[i] > 0) {
        double u = (x + left + 0.5) / scale - 0.5;
        double v = (y + top + 0.5) / scale - 0.5;
        double change = (bilinear(after, u, v) - bilinear(before, u, v)) / 2 * most;
        changed = Math.max(0, Math.min(most, own + share[i] * change));
      }
      pixels[i] = (short) Math.round(changed);
    }
    Radiograph done = Radiograph.of(width, film.height(), film.bitDepth(), pixels);
    return film.spacing().map(done::withSpacing).orElse(done);
  }

  private double bilinear(float[] square, double x, double y) {
    double cx = Math.max(0, Math.min(side - 1, x));
    double cy = Math.max(0, Math.min(side - 1, y));
    int x0 = (int) cx;
    int y0 = (int) cy;
    int x1 = Math.min(side - 1, x0 + 1);
    int y1 = Math.min(side - 1, y0 + 1);
    double fx = cx - x0;
    double fy = cy - y0;
    double upper = square[y0 * side + x0] * (1 - fx) + square[y0 * side + x1] * fx;
    double lower = square[y1 * side + x0] * (1 - fx) + square[y1 * side + x1] * fx;
    return upper * (1 - fy) + lower * fy;
  }
}
