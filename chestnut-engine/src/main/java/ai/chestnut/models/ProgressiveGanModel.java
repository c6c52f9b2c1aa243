package ai.chestnut.models;

import ai.chestnut.adversarial.Growth;
import ai.chestnut.adversarial.ProgressiveConfig;
import ai.chestnut.adversarial.ProgressiveCritic;
import ai.chestnut.adversarial.ProgressiveGenerator;
import ai.chestnut.failure.FileException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A progressively grown generator with the critic that it was trained against; owns their weights.
 * The critic is kept because the search for latents needs somebody who says whether a film still
 * looks real.
 */
public final class ProgressiveGanModel implements AutoCloseable {

  /** The word in a weight file's metadata. */
  public static final String KIND = "progressive-gan";

  /** Where the generator's parameters stand in a weight file. */
  public static final String GENERATOR = "generator";

  /** Where the critic's parameters stand in a weight file. */
  public static final String CRITIC = "critic";

  private static final double MU_LOW = -1e3; // an untrained critic shall object to nothing

  /**
   * What the training knows of its networks that their weights do not say.
   *
   * @param growth how far they had grown
   * @param spread typical variety of a batch to the critic
   * @param low the critic's score that nine of ten films of random latents reach
   * @param scale deviation of its scores of such films
   */
  public record Standing(Growth growth, double spread, double low, double scale) {

    private static Standing of(Path file, Map<String, String> metadata) {
      try {
        return new Standing(
            new Growth(
                Integer.parseInt(metadata.getOrDefault("level", "")),
                Double.parseDouble(metadata.getOrDefault("fade", ""))),
            Double.parseDouble(metadata.getOrDefault("spread", "")),
            Double.parseDouble(metadata.getOrDefault("low", "")),
            Double.parseDouble(metadata.getOrDefault("scale", "")));
      } catch (NumberFormatException missing) {
        throw new FileException(
            "weights",
            file,
            "no number in one of level, fade, spread, low, scale",
            "how far the networks had grown",
            missing);
      }
    }
  }

  private final ModelIdentity identity;
  private final ProgressiveConfig config;
  private final Standing standing;
  private final Parameters parameters;
  private final ProgressiveGenerator generator;
  private final ProgressiveCritic critic;

  private ProgressiveGanModel(
      ModelIdentity identity, ProgressiveConfig config, Standing standing, Parameters parameters) {
    this.identity = identity;
    this.config = config;
    this.standing = standing;
    this.parameters = parameters;
    this.generator = new ProgressiveGenerator(parameters.root().at(GENERATOR), config);
    this.critic = new ProgressiveCritic(parameters.root().at(CRITIC), config);
  }

  /** The smallest, with weights from a seed, fully grown, for tests and dry runs. */
  static ProgressiveGanModel mu(long seed, Device device) {
    ProgressiveConfig config = ProgressiveConfig.mu();
    return new ProgressiveGanModel(
        ModelFile.seeded(KIND, seed, config),
        config,
        new Standing(config.grown(), 1, MU_LOW, 1),
        Parameters.random(seed, device));
  }

  /** The weights of a file. */
  public static ProgressiveGanModel read(Path file, Device device) {
    ModelFile<ProgressiveConfig> model = ModelFile.read(file, KIND, ProgressiveConfig.class);
    Standing standing = Standing.of(file, model.weights().metadata());
    return model.build(
        device,
        parameters ->
            new ProgressiveGanModel(model.identity(), model.config(), standing, parameters));
  }

  /** Metadata under which such weights are stored. */
  public static Map<String, String> metadata(ProgressiveConfig config, Standing standing) {
    Map<String, String> metadata = new LinkedHashMap<>(ModelFile.metadata(KIND, config));
    metadata.put("level", Integer.toString(standing.growth().level()));
    metadata.put("fade", Double.toString(standing.growth().fade()));
    metadata.put("spread", Double.toString(standing.spread()));
    metadata.put("low", Double.toString(standing.low()));
    metadata.put("scale", Double.toString(standing.scale()));
    return metadata;
  }

  public ModelIdentity identity() {
    return identity;
  }

  public ProgressiveConfig config() {
    return config;
  }

  public Standing standing() {
    return standing;
  }

  public Parameters parameters() {
    return parameters;
  }

  public ProgressiveGenerator generator() {
    return generator;
  }

  public ProgressiveCritic critic() {
    return critic;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
