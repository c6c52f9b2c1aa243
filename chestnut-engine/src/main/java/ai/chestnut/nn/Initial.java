package ai.chestnut.nn;

import ai.chestnut.random.RandomStream;

/** How a parameter starts. */
@FunctionalInterface
public interface Initial {

  Initial ZEROS = (stream, shape) -> new float[count(shape)];

  Initial ONES = (stream, shape) -> filled(shape, 1);

  /**
   * Uniform within 1/sqrt(fan-in): the variance of torch's default (He et al. 2015 with a = sqrt
   * 5).
   */
  Initial FAN_IN =
      (stream, shape) -> {
        double bound = 1 / Math.sqrt(count(shape) / (double) shape[0]);
        float[] values = new float[count(shape)];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) stream.uniform(-bound, bound);
        }
        return values;
      };

  /** Values in row-major order for a parameter of the shape. */
  float[] values(RandomStream stream, long[] shape);

  /** Normal with the deviation. */
  static Initial normal(double deviation) {
    return (stream, shape) -> {
      float[] values = stream.normals(count(shape));
      for (int i = 0; i < values.length; i++) {
        values[i] *= (float) deviation;
      }
      return values;
    };
  }

  private static float[] filled(long[] shape, float value) {
    float[] values = new float[count(shape)];
    java.util.Arrays.fill(values, value);
    return values;
  }

  private static int count(long[] shape) {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    return Math.toIntExact(count);
  }
}
