package ai.chestnut.models;

import ai.chestnut.failure.FileException;
import ai.chestnut.placement.AnatomyShapeConfig;
import ai.chestnut.placement.AnatomyShapeModel;
import ai.chestnut.placement.JointNormal;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A shape model of anatomies and the file that it is kept in. Holds no native memory.
 *
 * @param identity which weights these are
 */
public record AnatomyShapes(ModelIdentity identity, AnatomyShapeModel model) {

  /** The word in a weight file's metadata. */
  public static final String KIND = "anatomy-shape";

  private static final String MEAN = "mean";
  private static final String BASIS = "basis";
  private static final String JOINT_MEAN = "joint-mean";
  private static final String JOINT_FACTOR = "joint-factor";

  /** A body of ellipses, for tests and dry runs. */
  static AnatomyShapes mu(long seed) {
    AnatomyShapeModel model = MuAnatomy.model();
    return new AnatomyShapes(ModelFile.seeded(KIND, seed, model.config()), model);
  }

  /** The model of a file. */
  public static AnatomyShapes read(Path file) {
    ModelFile<AnatomyShapeConfig> stored = ModelFile.read(file, KIND, AnatomyShapeConfig.class);
    float[] flat = entry(stored, JOINT_FACTOR);
    float[] centre = entry(stored, JOINT_MEAN);
    int d = centre.length;
    double[] mean = new double[d];
    double[][] factor = new double[d][d];
    for (int i = 0; i < d; i++) {
      mean[i] = centre[i];
      for (int j = 0; j < d; j++) {
        factor[i][j] = flat[i * d + j];
      }
    }
    try {
      return new AnatomyShapes(
          stored.identity(),
          new AnatomyShapeModel(
              stored.config(),
              entry(stored, MEAN),
              entry(stored, BASIS),
              new JointNormal(mean, factor)));
    } catch (IllegalArgumentException mismatch) {
      throw new FileException(
          "weights",
          file,
          String.valueOf(mismatch.getMessage()),
          "entries that fit its configuration",
          mismatch);
    }
  }

  private static float[] entry(ModelFile<?> stored, String name) {
    WeightFile.Entry entry = stored.weights().entries().get(name);
    if (entry == null) {
      throw new FileException("weights", stored.file(), "no entry '" + name + "'", "one");
    }
    return entry.values();
  }

  /**
   * Writes a model in bfloat16.
   *
   * @param measured figures for the header
   */
  public static void write(
      Path file,
      AnatomyShapeConfig config,
      float[] mean,
      float[] basis,
      JointNormal joint,
      Map<String, String> measured) {
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>();
    int side = config.side();
    int planes = mean.length / (side * side);
    entries.put(MEAN, new WeightFile.Entry(new long[] {planes, side, side}, mean));
    entries.put(
        BASIS, new WeightFile.Entry(new long[] {config.components(), planes, side, side}, basis));
    float[] centre = new float[joint.size()];
    for (int i = 0; i < centre.length; i++) {
      centre[i] = (float) joint.mean()[i];
    }
    entries.put(JOINT_MEAN, new WeightFile.Entry(new long[] {centre.length}, centre));
    entries.put(
        JOINT_FACTOR,
        new WeightFile.Entry(new long[] {centre.length, centre.length}, joint.factor()));
    Map<String, String> metadata = new LinkedHashMap<>(ModelFile.metadata(KIND, config));
    metadata.putAll(measured);
    WeightFile.write(file, metadata, entries, Precision.BFLOAT16);
  }
}
