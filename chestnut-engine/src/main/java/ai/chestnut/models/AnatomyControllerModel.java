package ai.chestnut.models;

import static java.util.Objects.requireNonNull;

import ai.chestnut.codec.AnatomyController;
import ai.chestnut.codec.LatentScale;
import ai.chestnut.codec.Latents;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** An anatomy controller with its weights; owns them. */
public final class AnatomyControllerModel implements AutoCloseable {

  /** The word in a weight file's metadata. */
  public static final String KIND = "anatomy-controller";

  private final ModelIdentity identity;
  private final AnatomyControllerConfig config;
  private final Parameters parameters;
  private final AnatomyController network;

  private AnatomyControllerModel(
      ModelIdentity identity, AnatomyControllerConfig config, Parameters parameters) {
    this.identity = identity;
    this.config = config;
    this.parameters = parameters;
    this.network = new AnatomyController(parameters.root(), config.encoder(), config.structures());
  }

  /**
   * Started from an autoencoder: its encoder is taken over, and the first convolution gains the
   * planes of the structures, at random.
   */
  public static AnatomyControllerModel startedFrom(
      AutoencoderModel autoencoder, AnatomyControllerConfig config, long seed, Device device) {
    AnatomyControllerModel model =
        new AnatomyControllerModel(
            ModelFile.seeded(KIND, seed, config), config, Parameters.random(seed, device));
    Map<String, WeightFile.Entry> trainedWeights = autoencoder.parameters().entries();
    Map<String, WeightFile.Entry> start = new LinkedHashMap<>();
    model
        .parameters
        .byName()
        .forEach(
            (name, fresh) -> {
              WeightFile.Entry random = new WeightFile.Entry(fresh.shape(), Tensors.floats(fresh));
              WeightFile.Entry trained =
                  requireNonNull(trainedWeights.get(name), "no parameter " + name);
              start.put(name, widened(random, trained));
            });
    model.parameters.load(start);
    return model;
  }

  /** Weights from a seed for a model that stays untrained, see {@link Parameters#stirred}. */
  static AnatomyControllerModel mu(AnatomyControllerConfig config, long seed, Device device) {
    return new AnatomyControllerModel(
        ModelFile.seeded(KIND, seed, config), config, Parameters.stirred(seed, device));
  }

  /** The weights of a file. */
  public static AnatomyControllerModel read(Path file, Device device) {
    ModelFile<AnatomyControllerConfig> model =
        ModelFile.read(file, KIND, AnatomyControllerConfig.class);
    return model.build(
        device,
        parameters -> new AnatomyControllerModel(model.identity(), model.config(), parameters));
  }

  /** Metadata under which such weights are stored. */
  public Map<String, String> metadata() {
    return ModelFile.metadata(KIND, config);
  }

  public ModelIdentity identity() {
    return identity;
  }

  public AnatomyControllerConfig config() {
    return config;
  }

  public Parameters parameters() {
    return parameters;
  }

  public AnatomyController network() {
    return network;
  }

  /**
   * The coarse film of a map, as latents: the mean of the posterior, nothing drawn.
   *
   * @param map as large as the film shall be, a multiple of 8 a side
   * @param scale of the diffusion model that shall go on with them
   */
  public Latents coarse(AnatomyMap map, LatentScale scale) {
    return Gradients.off(
        () ->
            Scope.computing(
                () -> {
                  Tensor planes = network.planes(map, parameters.device());
                  Tensor mean = network.encode(AnatomyController.ofPlanes(planes)).mean();
                  return new Latents(scale.normalised(mean));
                }));
  }

  @Override
  public void close() {
    parameters.close();
  }

  /** The trained values where the shapes agree; in a wider kernel, its first input channels. */
  private static WeightFile.Entry widened(WeightFile.Entry fresh, WeightFile.Entry trained) {
    if (Arrays.equals(fresh.shape(), trained.shape())) {
      return trained;
    }
    float[] values = fresh.values().clone();
    int rows = Math.toIntExact(fresh.shape()[0]);
    int wide = values.length / rows;
    int narrow = trained.values().length / rows;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(trained.values(), row * narrow, values, row * wide, narrow);
    }
    return new WeightFile.Entry(fresh.shape(), values);
  }
}
