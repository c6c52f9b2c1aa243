package ai.chestnut.models;

import ai.chestnut.codec.Codes;
import ai.chestnut.codec.VqAutoencoder;
import ai.chestnut.codec.VqAutoencoderConfig;
import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * A vector-quantised autoencoder with its weights; owns them. Films pass one at a time, so what a
 * film becomes cannot depend on the films beside it.
 */
public final class VqAutoencoderModel implements AutoCloseable {

  /** The word in a weight file's metadata, and of its recipes. */
  public static final String KIND = "visual-codes";

  private final ModelIdentity identity;
  private final VqAutoencoderConfig config;
  private final Parameters parameters;
  private final VqAutoencoder network;

  private VqAutoencoderModel(
      ModelIdentity identity, VqAutoencoderConfig config, Parameters parameters) {
    this.identity = identity;
    this.config = config;
    this.parameters = parameters;
    this.network = new VqAutoencoder(parameters.root(), config);
  }

  /** Fresh weights from a seed. */
  public static VqAutoencoderModel random(VqAutoencoderConfig config, long seed, Device device) {
    return new VqAutoencoderModel(
        ModelFile.seeded(KIND, seed, config), config, Parameters.random(seed, device));
  }

  /** Weights from a seed for a model that stays untrained, see {@link Parameters#stirred}. */
  public static VqAutoencoderModel mu(VqAutoencoderConfig config, long seed, Device device) {
    return new VqAutoencoderModel(
        ModelFile.seeded(KIND, seed, config), config, Parameters.stirred(seed, device));
  }

  /** The weights of a file. */
  public static VqAutoencoderModel read(Path file, Device device) {
    ModelFile<VqAutoencoderConfig> model = ModelFile.read(file, KIND, VqAutoencoderConfig.class);
    return model.build(
        device, parameters -> new VqAutoencoderModel(model.identity(), model.config(), parameters));
  }

  /** Metadata under which such weights are stored. */
  public static Map<String, String> metadata(VqAutoencoderConfig config) {
    return ModelFile.metadata(KIND, config);
  }

  public ModelIdentity identity() {
    return identity;
  }

  public VqAutoencoderConfig config() {
    return config;
  }

  public Parameters parameters() {
    return parameters;
  }

  public VqAutoencoder network() {
    return network;
  }

  /**
   * The film's codes.
   *
   * @throws RequestException if its sides are no multiples of 16
   */
  public Codes encode(Radiograph film) {
    int factor = VqAutoencoderConfig.FACTOR;
    if (film.width() % factor != 0 || film.height() % factor != 0) {
      throw new RequestException(
          "film",
          "visual codes",
          film.width() + "x" + film.height(),
          "sides that are multiples of " + factor);
    }
    float[] signed = film.unit();
    for (int i = 0; i < signed.length; i++) {
      signed[i] = 2 * signed[i] - 1;
    }
    return Gradients.off(
        () ->
            Scope.computing(
                () ->
                    Codes.of(
                            network.encode(
                                Tensors.of(
                                    signed,
                                    parameters.device(),
                                    1,
                                    1,
                                    film.height(),
                                    film.width())))
                        .get(0)));
  }

  /** The film of the codes, 16 pixels a code: row-major values, nominally in [-1, 1]. */
  public float[] decode(Codes codes) {
    return decode(codes, network::decode);
  }

  /** The same without grain. */
  public float[] decodePlain(Codes codes) {
    return decode(codes, network::decodePlain);
  }

  private float[] decode(Codes codes, UnaryOperator<Tensor> decoder) {
    int[] numbers = codes.numbers();
    for (int number : numbers) {
      if (number >= config.codes()) {
        throw new RequestException(
            "codes", identity.name(), Integer.toString(number), "numbers below " + config.codes());
      }
    }
    return Gradients.off(
        () ->
            Scope.computing(
                () ->
                    Tensors.floats(
                        decoder.apply(Codes.tensor(List.of(codes), parameters.device())))));
  }

  @Override
  public void close() {
    parameters.close();
  }
}
