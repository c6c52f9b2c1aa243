package ai.chestnut.models;

import ai.chestnut.codec.AutoencoderConfig;
import ai.chestnut.codec.KlAutoencoder;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** A KL autoencoder with its weights; owns them. */
public final class AutoencoderModel implements AutoCloseable {

  /** The word in a weight file's metadata. */
  public static final String KIND = "autoencoder";

  private final ModelIdentity identity;
  private final AutoencoderConfig config;
  private final Parameters parameters;
  private final KlAutoencoder network;

  private AutoencoderModel(
      ModelIdentity identity, AutoencoderConfig config, Parameters parameters) {
    this.identity = identity;
    this.config = config;
    this.parameters = parameters;
    this.network = new KlAutoencoder(parameters.root(), config);
  }

  /** Fresh weights from a seed. */
  public static AutoencoderModel random(AutoencoderConfig config, long seed, Device device) {
    return new AutoencoderModel(
        ModelFile.seeded(KIND, seed, config), config, Parameters.random(seed, device));
  }

  /** Weights from a seed for a model that stays untrained, see {@link Parameters#stirred}. */
  static AutoencoderModel mu(AutoencoderConfig config, long seed, Device device) {
    return new AutoencoderModel(
        ModelFile.seeded(KIND, seed, config), config, Parameters.stirred(seed, device));
  }

  /** The weights of a file. */
  public static AutoencoderModel read(Path file, Device device) {
    ModelFile<AutoencoderConfig> model = ModelFile.read(file, KIND, AutoencoderConfig.class);
    return model.build(
        device, parameters -> new AutoencoderModel(model.identity(), model.config(), parameters));
  }

  /** Metadata under which such weights are stored. */
  public static Map<String, String> metadata(AutoencoderConfig config) {
    return ModelFile.metadata(KIND, config);
  }

  public ModelIdentity identity() {
    return identity;
  }

  public AutoencoderConfig config() {
    return config;
  }

  public Parameters parameters() {
    return parameters;
  }

  public KlAutoencoder network() {
    return network;
  }

  /** Film to latent mean to film: row-major values, nominally in [-1, 1]; sides multiples of 8. */
  public float[] through(Radiograph film) {
    return through(film, network::decode);
  }

  /** The same without grain. */
  public float[] throughPlain(Radiograph film) {
    return through(film, network::decodePlain);
  }

  private float[] through(Radiograph film, UnaryOperator<Tensor> decoder) {
    float[] signed = film.unit();
    for (int i = 0; i < signed.length; i++) {
      signed[i] = 2 * signed[i] - 1;
    }
    return Gradients.off(
        () ->
            Scope.computing(
                () -> {
                  Tensor given =
                      Tensors.of(signed, parameters.device(), 1, 1, film.height(), film.width());
                  return Tensors.floats(decoder.apply(network.encode(given).mean()));
                }));
  }

  @Override
  public void close() {
    parameters.close();
  }
}
