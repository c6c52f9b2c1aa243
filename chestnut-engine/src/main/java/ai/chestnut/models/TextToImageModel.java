package ai.chestnut.models;

import ai.chestnut.diffusion.Preconditioning;
import ai.chestnut.diffusion.UNet;
import ai.chestnut.language.TextEncoder;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.Map;

/** A text encoder and a denoising network, trained together, with their weights; owns them. */
public final class TextToImageModel implements AutoCloseable {

  /** The word in a weight file's metadata. */
  public static final String KIND = "text-to-image";

  private final ModelIdentity identity;
  private final TextToImageConfig config;
  private final Parameters parameters;
  private final TextEncoder text;
  private final UNet network;

  private TextToImageModel(
      ModelIdentity identity, TextToImageConfig config, Parameters parameters) {
    this.identity = identity;
    this.config = config;
    this.parameters = parameters;
    this.text = new TextEncoder(parameters.root().at("text"), config.text(), parameters.device());
    this.network = new UNet(parameters.root().at("network"), config.network(), parameters.device());
  }

  /** Fresh weights from a seed. */
  public static TextToImageModel random(TextToImageConfig config, long seed, Device device) {
    return new TextToImageModel(
        ModelFile.seeded(KIND, seed, config), config, Parameters.random(seed, device));
  }

  /** Weights from a seed for a model that stays untrained, see {@link Parameters#stirred}. */
  static TextToImageModel mu(TextToImageConfig config, long seed, Device device) {
    return new TextToImageModel(
        ModelFile.seeded(KIND, seed, config), config, Parameters.stirred(seed, device));
  }

  /** The weights of a file. */
  public static TextToImageModel read(Path file, Device device) {
    ModelFile<TextToImageConfig> model = ModelFile.read(file, KIND, TextToImageConfig.class);
    return model.build(
        device, parameters -> new TextToImageModel(model.identity(), model.config(), parameters));
  }

  /** Metadata under which such weights are stored. */
  public Map<String, String> metadata() {
    return ModelFile.metadata(KIND, config);
  }

  public ModelIdentity identity() {
    return identity;
  }

  public TextToImageConfig config() {
    return config;
  }

  public Parameters parameters() {
    return parameters;
  }

  public TextEncoder text() {
    return text;
  }

  public UNet network() {
    return network;
  }

  public Preconditioning preconditioning() {
    return Preconditioning.named(config.prediction());
  }

  @Override
  public void close() {
    parameters.close();
  }
}
