package ai.chestnut.models;

import ai.chestnut.nn.Parameters;
import ai.chestnut.placement.LayoutConfig;
import ai.chestnut.placement.LayoutGenerator;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.Map;

/** A layout generator with its weights; owns them. */
public final class LayoutModel implements AutoCloseable {

  /** The word in a weight file's metadata. */
  public static final String KIND = "layout-generator";

  private final ModelIdentity identity;
  private final Parameters parameters;
  private final LayoutGenerator generator;

  private LayoutModel(ModelIdentity identity, LayoutConfig config, Parameters parameters) {
    this.identity = identity;
    this.parameters = parameters;
    this.generator = new LayoutGenerator(parameters.root(), config, parameters.device());
  }

  /** Fresh weights from a seed. */
  public static LayoutModel random(LayoutConfig config, long seed, Device device) {
    return new LayoutModel(
        ModelFile.seeded(KIND, seed, config), config, Parameters.random(seed, device));
  }

  /** Weights from a seed for a model that stays untrained, see {@link Parameters#stirred}. */
  static LayoutModel mu(LayoutConfig config, long seed, Device device) {
    return new LayoutModel(
        ModelFile.seeded(KIND, seed, config), config, Parameters.stirred(seed, device));
  }

  /** The weights of a file. */
  public static LayoutModel read(Path file, Device device) {
    ModelFile<LayoutConfig> model = ModelFile.read(file, KIND, LayoutConfig.class);
    return model.build(
        device, parameters -> new LayoutModel(model.identity(), model.config(), parameters));
  }

  /** Metadata under which such weights are stored. */
  public Map<String, String> metadata() {
    return ModelFile.metadata(KIND, generator.config());
  }

  public ModelIdentity identity() {
    return identity;
  }

  public Parameters parameters() {
    return parameters;
  }

  public LayoutGenerator generator() {
    return generator;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
