package ai.chestnut.training;

import ai.chestnut.codec.AutoencoderConfig;
import ai.chestnut.codec.KlAutoencoder;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Tensors;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Reconstruction from a latent that is pulled weakly to a standard normal (Rombach et al. 2022,
 * section 3.1, with the KL weight of 1e-6).
 */
public final class AutoencoderObjective implements Objective {

  /**
   * What there is to choose.
   *
   * @param kl weight of the divergence per latent number
   * @param critic none for a codec that makes no detail up
   */
  public record Settings(
      double kl, FilmWindows windows, Likeness likeness, Optional<Critique> critic) {}

  private final Settings settings;
  private final AutoencoderConfig config;
  private final long seed;
  private final Parameters parameters;
  private final KlAutoencoder autoencoder;
  private final Reconstruction reconstruction;

  /**
   * @param parameters owned from here on
   */
  public AutoencoderObjective(
      Settings settings,
      AutoencoderConfig config,
      Films films,
      Films heldOut,
      long seed,
      Parameters parameters) {
    this.settings = settings;
    this.config = config;
    this.seed = seed;
    this.parameters = parameters;
    this.autoencoder = new KlAutoencoder(parameters.root(), config);
    this.reconstruction =
        new Reconstruction(
            new Reconstruction.Choice(settings.windows(), settings.likeness(), settings.critic()),
            films,
            heldOut,
            seed,
            parameters.device());
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Optional<Rival> rival() {
    return reconstruction.rival();
  }

  @Override
  public void reached(double share) {
    reconstruction.reached(share);
  }

  @Override
  public Tensor loss(long step) {
    Tensor films = reconstruction.films(step);
    KlAutoencoder.Posterior posterior = autoencoder.encode(films);
    Tensor mean = posterior.mean().to(torch.ScalarType.Float);
    Tensor logVariance = posterior.logVariance().to(torch.ScalarType.Float);
    Tensor noise = BatchNoise.normal(seed, step, "posterior", parameters.device(), mean.shape());
    Tensor latent = mean.add(Tensors.scaled(logVariance, 0.5).exp().mul(noise));
    return reconstruction
        .loss(
            films,
            autoencoder.decode(latent, reconstruction.noise(step, films)),
            autoencoder.lastKernel())
        .add(divergence(mean, logVariance), new Scalar(settings.kl()));
  }

  /**
   * Kullback–Leibler divergence to N(0, 1), mean over latent numbers: (mean^2 + variance - 1 - log
   * variance) / 2.
   */
  private static Tensor divergence(Tensor mean, Tensor logVariance) {
    return mean.square()
        .add(logVariance.exp())
        .sub(new Scalar(1))
        .sub(logVariance)
        .mean()
        .mul(new Scalar(0.5));
  }

  @Override
  public double heldOut() {
    return reconstruction.heldOut(this::through);
  }

  @Override
  public Radiograph preview() {
    return reconstruction.preview(this::through);
  }

  private Tensor through(Tensor films) {
    return autoencoder.decode(autoencoder.encode(films).mean());
  }

  @Override
  public Map<String, String> metadata() {
    return AutoencoderModel.metadata(config);
  }

  @Override
  public void close() {
    parameters.close();
    reconstruction.close();
  }
}
