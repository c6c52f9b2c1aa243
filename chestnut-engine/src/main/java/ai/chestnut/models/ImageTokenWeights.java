package ai.chestnut.models;

import ai.chestnut.language.ImageTokenModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.Map;

/** An image-token model with its weights; owns them. */
public final class ImageTokenWeights implements AutoCloseable {

  /** The word in a weight file's metadata. */
  public static final String KIND = "image-token-model";

  private final ModelIdentity identity;
  private final ImageTokenWeightsConfig config;
  private final Parameters parameters;
  private final ImageTokenModel network;

  private ImageTokenWeights(
      ModelIdentity identity, ImageTokenWeightsConfig config, Parameters parameters) {
    this.identity = identity;
    this.config = config;
    this.parameters = parameters;
    this.network = new ImageTokenModel(parameters.root(), config.network(), parameters.device());
  }

  /** Fresh weights from a seed. */
  public static ImageTokenWeights random(ImageTokenWeightsConfig config, long seed, Device device) {
    return new ImageTokenWeights(
        ModelFile.seeded(KIND, seed, config), config, Parameters.random(seed, device));
  }

  /** Weights from a seed for a model that stays untrained, see {@link Parameters#stirred}. */
  static ImageTokenWeights mu(ImageTokenWeightsConfig config, long seed, Device device) {
    return new ImageTokenWeights(
        ModelFile.seeded(KIND, seed, config), config, Parameters.stirred(seed, device));
  }

  /** The weights of a file. */
  public static ImageTokenWeights read(Path file, Device device) {
    ModelFile<ImageTokenWeightsConfig> model =
        ModelFile.read(file, KIND, ImageTokenWeightsConfig.class);
    return model.build(
        device, parameters -> new ImageTokenWeights(model.identity(), model.config(), parameters));
  }

  /** Metadata under which such weights are stored. */
  public static Map<String, String> metadata(ImageTokenWeightsConfig config) {
    return ModelFile.metadata(KIND, config);
  }

  public ModelIdentity identity() {
    return identity;
  }

  public ImageTokenWeightsConfig config() {
    return config;
  }

  public Parameters parameters() {
    return parameters;
  }

  public ImageTokenModel network() {
    return network;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
