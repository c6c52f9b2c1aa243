package ai.chestnut.evaluation;

import ai.chestnut.expert.ScriptFeatures;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;

/** The space of a TorchScript file from elsewhere, such as Inception's or RAD-DINO's; owns it. */
public final class ScriptSpace implements FeatureSpace, AutoCloseable {

  private final ScriptFeatures features;

  private ScriptSpace(ScriptFeatures features) {
    this.features = features;
  }

  /**
   * Opens {@code FILE.pt} and, if there is one, its side-car {@code FILE.toml}.
   *
   * @throws ai.chestnut.failure.FileException if the file is missing, damaged or no TorchScript
   * @throws ai.chestnut.failure.RequestException if what goes in or comes out does not fit
   */
  public static ScriptSpace open(Path file, Device device) {
    return new ScriptSpace(ScriptFeatures.read(file, device));
  }

  @Override
  public String name() {
    return features.name();
  }

  @Override
  public int dimension() {
    return features.dimension();
  }

  @Override
  public double[] of(Radiograph film) {
    return features.of(film);
  }

  @Override
  public void close() {
    features.close();
  }
}
