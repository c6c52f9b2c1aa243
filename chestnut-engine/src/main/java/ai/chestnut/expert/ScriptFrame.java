package ai.chestnut.expert;

import ai.chestnut.radiograph.Radiograph;
import java.util.Arrays;

/**
 * How a film lies in the square of a TorchScript network, and how planes come back to its pixels.
 *
 * <p>The part of the film that is seen, {@code width x height} pixels from {@code (x, y)}, fills
 * {@code across x down} pixels of the square from {@code (left, top)}. Films are resampled at 16
 * bit with {@link Radiograph#resized}'s triangle filter.
 */
record ScriptFrame(
    int filmWidth,
    int filmHeight,
    int x,
    int y,
    int width,
    int height,
    int left,
    int top,
    int across,
    int down,
    int side) {

  /** What a plane says of a pixel that the network did not see. */
  static final float UNSEEN = Float.NEGATIVE_INFINITY;

  private static final int FINE = 16;

  static ScriptFrame of(Radiograph film, ScriptInput input) {
    int w = film.width();
    int h = film.height();
    int side = input.side();
    return switch (input.fit()) {
      case PAD -> {
        FilmFrame fitted = new FilmFrame(w, h, side);
        yield new ScriptFrame(
            w, h, 0, 0, w, h, fitted.left(), fitted.top(), fitted.width(), fitted.height(), side);
      }
      case CROP -> {
        int kept = Math.max(1, (int) Math.round(Math.min(w, h) * input.field()));
        yield new ScriptFrame(
            w, h, (w - kept) / 2, (h - kept) / 2, kept, kept, 0, 0, side, side, side);
      }
      case STRETCH -> new ScriptFrame(w, h, 0, 0, w, h, 0, 0, side, side, side);
    };
  }

  /** The network's input, [channels, side, side] row-major. */
  float[] values(Radiograph film, ScriptInput input) {
    float[] grey = seen(film).resized(across, down).unit();
    float[] square = new float[input.channels() * side * side];
    for (int channel = 0; channel < input.channels(); channel++) {
      double scale = (input.white() - input.black()) / input.deviation().get(channel);
      double offset = (input.black() - input.mean().get(channel)) / input.deviation().get(channel);
      int plane = channel * side * side;
      Arrays.fill(square, plane, plane + side * side, (float) offset);
      for (int row = 0; row < down; row++) {
        for (int column = 0; column < across; column++) {
          square[plane + (top + row) * side + left + column] =
              (float) (grey[row * across + column] * scale + offset);
        }
      }
    }
    return square;
  }

  private Radiograph seen(Radiograph film) {
    Radiograph fine = film.withBitDepth(FINE);
    if (width == filmWidth && height == filmHeight) {
      return fine;
    }
    short[] part = new short[width * height];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        part[row * width + column] = (short) fine.at(x + column, y + row);
      }
    }
    return Radiograph.of(width, height, FINE, part);
  }

  /**
   * A plane's values at the film's pixels, row-major, interpolated linearly; {@link #UNSEEN}
   * outside the part that was seen.
   *
   * @param planes squares of {@code resolution} over the same field as the input, one after another
   */
  float[] spread(float[] planes, int plane, int resolution) {
    float[] values = new float[filmWidth * filmHeight];
    Arrays.fill(values, UNSEEN);
    for (int row = 0; row < height; row++) {
      double v = at(row, height, down, top, resolution);
      int upper = (int) v;
      int lower = Math.min(resolution - 1, upper + 1);
      for (int column = 0; column < width; column++) {
        double u = at(column, width, across, left, resolution);
        int west = (int) u;
        int east = Math.min(resolution - 1, west + 1);
        int base = plane * resolution * resolution;
        double above = mixed(planes, base + upper * resolution, west, east, u - west);
        double below = mixed(planes, base + lower * resolution, west, east, u - west);
        values[(y + row) * filmWidth + x + column] =
            (float) (above + (below - above) * (v - upper));
      }
    }
    return values;
  }

  /** Where on a plane's axis the pixel's centre falls, kept inside the part that holds the film. */
  private double at(int pixel, int pixels, int fitted, int start, int resolution) {
    double inside = Math.min(Math.max((pixel + 0.5) * fitted / pixels - 0.5, 0), fitted - 1);
    double place = (start + inside + 0.5) * resolution / side - 0.5;
    return Math.min(Math.max(place, 0), resolution - 1);
  }

  private static double mixed(float[] planes, int row, int west, int east, double share) {
    return planes[row + west] + (planes[row + east] - planes[row + west]) * share;
  }
}
