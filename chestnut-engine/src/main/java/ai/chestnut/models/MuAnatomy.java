package ai.chestnut.models;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.placement.AnatomyMeasures;
import ai.chestnut.placement.AnatomyShapeConfig;
import ai.chestnut.placement.AnatomyShapeModel;
import ai.chestnut.placement.JointNormal;
import ai.chestnut.placement.ShapeField;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shape model of a body made of ellipses, whose heart is more or less broad: for dry runs. */
final class MuAnatomy {

  private static final int SIDE = 16;
  private static final int PICTURE = 64;
  private static final int ROWS = 24;

  private MuAnatomy() {}

  static AnatomyShapeModel model() {
    AnatomyMap slim = body(0.13);
    AnatomyMap broad = body(0.24);
    float[] low = ShapeField.of(slim, SIDE);
    float[] high = ShapeField.of(broad, SIDE);
    float[] mean = new float[low.length];
    float[] mode = new float[low.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (low[i] + high[i]) / 2;
      mode[i] = (high[i] - low[i]) / 2;
    }
    double[] first = row(slim);
    double[] last = row(broad);
    RandomStream stream = RandomStream.of(1, 0, "mu anatomy");
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double amount = stream.nextGaussian();
      double[] row = new double[1 + first.length];
      row[0] = amount;
      for (int k = 0; k < first.length; k++) {
        double middle = (first[k] + last[k]) / 2;
        row[1 + k] = middle + amount * (last[k] - first[k]) / 2 + 1e-3 * stream.nextGaussian();
      }
      rows.add(row);
    }
    return new AnatomyShapeModel(
        new AnatomyShapeConfig(SIDE, 1, 2),
        mean,
        mode,
        JointNormal.fitted(rows.toArray(double[][]::new)));
  }

  private static double[] row(AnatomyMap map) {
    return AnatomyMeasures.of(map).orElseThrow().row(Optional.empty(), Optional.empty());
  }

  private static AnatomyMap body(double heart) {
    byte[] codes = new byte[PICTURE * PICTURE];
    for (int i = 0; i < codes.length; i++) {
      double x = (i % PICTURE + 0.5) / PICTURE;
      double y = (i / PICTURE + 0.5) / PICTURE;
      int code = y > 0.72 ? Anatomy.DIAPHRAGM_AND_ABDOMEN.code() : 0;
      code = inside(x, y, 0.3, 0.45, 0.17, 0.3) && y < 0.72 ? Anatomy.RIGHT_LUNG.code() : code;
      code = inside(x, y, 0.7, 0.45, 0.17, 0.3) && y < 0.72 ? Anatomy.LEFT_LUNG.code() : code;
      code = Math.abs(x - 0.5) < 0.03 && y < 0.5 ? Anatomy.MEDIASTINUM.code() : code;
      code = inside(x, y, 0.54, 0.6, heart, 0.13) ? Anatomy.HEART.code() : code;
      codes[i] = (byte) code;
    }
    return AnatomyMap.of(PICTURE, PICTURE, codes, Map.of());
  }

  private static boolean inside(
      double x, double y, double middleX, double middleY, double halfX, double halfY) {
    double u = (x - middleX) / halfX;
    double v = (y - middleY) / halfY;
    return u * u + v * v <= 1;
  }
}
