package ai.chestnut.evaluation;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A picture of 64-bit numbers, row by row, and the few operations that picture measures share.
 *
 * @param values [height, width]
 */
record Plane(int width, int height, double[] values) {

  /** What stands beyond the border. */
  enum Border {
    /** Nothing: the result is smaller by the kernel's length less one. */
    CUT,
    /** The nearest pixel. */
    REPLICATED
  }

  Plane {
    if (width < 1 || height < 1 || values.length != width * height) {
      throw new IllegalArgumentException(
          "plane: got " + values.length + " values, expected " + width + "x" + height);
    }
  }

  /** Samples of exp(-x² / 2 s²) at whole distances from the middle, of sum 1. */
  static double[] gaussian(int length, double deviation) {
    double[] kernel = new double[length];
    for (int i = 0; i < length; i++) {
      double x = i - (length - 1) / 2.0;
      kernel[i] = Math.exp(-x * x / (2 * deviation * deviation));
    }
    double sum = Arrays.stream(kernel).sum();
    return Arrays.stream(kernel).map(weight -> weight / sum).toArray();
  }

  double at(int x, int y) {
    return values[y * width + x];
  }

  Plane map(DoubleUnaryOperator operator) {
    return new Plane(width, height, Arrays.stream(values).map(operator).toArray());
  }

  Plane with(Plane other, DoubleBinaryOperator operator) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = operator.applyAsDouble(values[i], other.values[i]);
    }
    return new Plane(width, height, out);
  }

  double mean() {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /**
   * Filtered along rows and columns by one kernel of odd length, whose middle lies on the pixel.
   */
  Plane smoothed(double[] kernel, Border border) {
    return across(kernel, border).down(kernel, border);
  }

  /** Each 2 by 2 pixels averaged; both sides must be even. */
  Plane halved() {
    int wide = width / 2;
    double[] out = new double[wide * (height / 2)];
    for (int i = 0; i < out.length; i++) {
      int at = 2 * (i / wide) * width + 2 * (i % wide);
      out[i] = (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
    }
    return new Plane(wide, height / 2, out);
  }

  /** The part of a size whose upper left corner lies there. */
  Plane part(int left, int top, int wide, int high) {
    double[] out = new double[wide * high];
    for (int y = 0; y < high; y++) {
      System.arraycopy(values, (top + y) * width + left, out, y * wide, wide);
    }
    return new Plane(wide, high, out);
  }

  private Plane across(double[] kernel, Border border) {
    int reach = kernel.length / 2;
    int skip = border == Border.CUT ? reach : 0;
    int wide = width - 2 * skip;
    double[] out = new double[wide * height];
    double[] line = new double[width + 2 * (reach - skip)];
    for (int y = 0; y < height; y++) {
      System.arraycopy(values, y * width, line, reach - skip, width);
      Arrays.fill(line, 0, reach - skip, values[y * width]);
      Arrays.fill(line, line.length - reach + skip, line.length, values[(y + 1) * width - 1]);
      for (int k = 0; k < kernel.length; k++) {
        double weight = kernel[k];
        for (int x = 0; x < wide; x++) {
          out[y * wide + x] += weight * line[x + k];
        }
      }
    }
    return new Plane(wide, height, out);
  }

  private Plane down(double[] kernel, Border border) {
    int reach = kernel.length / 2;
    int skip = border == Border.CUT ? reach : 0;
    int high = height - 2 * skip;
    double[] out = new double[width * high];
    for (int y = 0; y < high; y++) {
      for (int k = 0; k < kernel.length; k++) {
        int row = Math.min(Math.max(y + skip - reach + k, 0), height - 1) * width;
        double weight = kernel[k];
        for (int x = 0; x < width; x++) {
          out[y * width + x] += weight * values[row + x];
        }
      }
    }
    return new Plane(width, high, out);
  }

  Plane transposed() {
    double[] out = new double[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out[x * height + y] = values[y * width + x];
      }
    }
    return new Plane(height, width, out);
  }
}
