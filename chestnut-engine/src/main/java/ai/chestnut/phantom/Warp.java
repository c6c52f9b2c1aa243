package ai.chestnut.phantom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.EnumMap;
import java.util.Map;

/** A smooth local displacement: each pixel says where in the old picture it comes from. */
final class Warp {

  private final int width;
  private final int height;
  private final float[] fromX;
  private final float[] fromY;

  Warp(int width, int height) {
    this.width = width;
    this.height = height;
    this.fromX = new float[width * height];
    this.fromY = new float[width * height];
    for (int i = 0; i < fromX.length; i++) {
      fromX[i] = i % width;
      fromY[i] = i / width;
    }
  }

  /** The pixel's content comes from (dx, dy) pixels away. */
  void pull(int i, double dx, double dy) {
    fromX[i] = (float) Math.min(Math.max(i % width + dx, 0), width - 1.0);
    fromY[i] = (float) Math.min(Math.max(i / width + dy, 0), height - 1.0);
  }

  /** Cubic convolution (Keys 1981, a = -1/2), so that the moved part stays as sharp as the rest. */
  float[] apply(float[] in) {
    float[] out = new float[in.length];
    for (int i = 0; i < out.length; i++) {
      if (fromX[i] == i % width && fromY[i] == i / width) {
        out[i] = in[i];
        continue;
      }
      int x0 = (int) fromX[i];
      int y0 = (int) fromY[i];
      double sum = 0;
      for (int dy = -1; dy <= 2; dy++) {
        double wy = keys(fromY[i] - (y0 + dy));
        int row = Math.min(Math.max(y0 + dy, 0), height - 1) * width;
        for (int dx = -1; dx <= 2; dx++) {
          int column = Math.min(Math.max(x0 + dx, 0), width - 1);
          sum += wy * keys(fromX[i] - (x0 + dx)) * in[row + column];
        }
      }
      out[i] = (float) sum;
    }
    return out;
  }

  /** The nearest code, and the same for the layers. */
  AnatomyMap apply(AnatomyMap anatomy) {
    byte[] codes = anatomy.codes();
    byte[] out = new byte[codes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = codes[source(i)];
    }
    Map<OverlapLayer, Mask> layers = new EnumMap<>(OverlapLayer.class);
    anatomy
        .layers()
        .forEach(
            (layer, mask) ->
                layers.put(
                    layer,
                    Mask.where(width, height, i -> mask.at(source(i) % width, source(i) / width))));
    return AnatomyMap.of(width, height, out, layers);
  }

  private int source(int i) {
    return Math.round(fromY[i]) * width + Math.round(fromX[i]);
  }

  private static double keys(double t) {
    double a = Math.abs(t);
    if (a < 1) {
      return (1.5 * a - 2.5) * a * a + 1;
    }
    return a < 2 ? ((-0.5 * a + 2.5) * a - 4) * a + 2 : 0;
  }
}
