package ai.chestnut.training;

import ai.chestnut.codec.Codebook;
import ai.chestnut.codec.VqAutoencoder;
import ai.chestnut.codec.VqAutoencoderConfig;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.VqAutoencoderModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Reconstruction from a grid of codes. The codebook is drawn to the features by its own gradient,
 * the features to the codebook by the commitment (van den Oord et al. 2017, equation 3); entries
 * that a batch does not use take features of that batch now and then.
 */
public final class VisualCodesObjective implements Objective {

  /**
   * What there is to choose.
   *
   * @param codebook weight of the squared distance from entries to the features they stand for
   * @param commitment weight of the same distance, felt by the features
   * @param reviveEvery steps between revivals of unused entries
   * @param reviveUntil share of the training after which entries are left alone
   */
  public record Settings(
      double codebook,
      double commitment,
      long reviveEvery,
      double reviveUntil,
      FilmWindows windows,
      Likeness likeness,
      Optional<Critique> critic) {

    public Settings {
      if (!(codebook > 0) || !(commitment >= 0) || reviveEvery < 1) {
        throw new RequestException(
            "visual codes",
            "codebook, commitment, reviveEvery",
            codebook + ", " + commitment + ", " + reviveEvery,
            "codebook above 0, commitment at least 0, reviveEvery at least 1");
      }
    }
  }

  private final Settings settings;
  private final VqAutoencoderConfig config;
  private final long seed;
  private final Parameters parameters;
  private final VqAutoencoder autoencoder;
  private final Reconstruction reconstruction;
  private double share;

  /**
   * @param parameters owned from here on
   */
  public VisualCodesObjective(
      Settings settings,
      VqAutoencoderConfig config,
      Films films,
      Films heldOut,
      long seed,
      Parameters parameters) {
    this.settings = settings;
    this.config = config;
    this.seed = seed;
    this.parameters = parameters;
    this.autoencoder = new VqAutoencoder(parameters.root(), config);
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
  public void reached(double done) {
    share = done;
    reconstruction.reached(done);
  }

  @Override
  public Tensor loss(long step) {
    Tensor films = reconstruction.films(step);
    VqAutoencoder.Quantised quantised = quantised(films, step);
    Tensor features = quantised.features();
    Tensor drawn = distance(quantised.vectors(), features.detach());
    Tensor committed = distance(features, quantised.vectors().detach());
    return reconstruction
        .loss(
            films,
            autoencoder.decodeVectors(
                quantised.straightThrough(), reconstruction.noise(step, films)),
            autoencoder.lastKernel())
        .add(drawn, new Scalar(settings.codebook()))
        .add(committed, new Scalar(settings.commitment()));
  }

  /** On the first step, too, entries are revived: the codebook starts from data. */
  private VqAutoencoder.Quantised quantised(Tensor films, long step) {
    VqAutoencoder.Quantised quantised = autoencoder.quantise(films);
    if ((step - 1) % settings.reviveEvery() != 0 || share > settings.reviveUntil()) {
      return quantised;
    }
    Codebook codebook = autoencoder.codebook();
    codebook.revive(
        quantised.features(), quantised.numbers(), RandomStream.of(seed, step, "revival"));
    Tensor numbers = codebook.nearest(quantised.features());
    return new VqAutoencoder.Quantised(quantised.features(), numbers, codebook.vectors(numbers));
  }

  /** Squared distance of vectors [n, d, h, w], mean over cells. */
  private static Tensor distance(Tensor one, Tensor other) {
    return one.sub(other).square().sum(1).mean();
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
    return autoencoder.decode(autoencoder.encode(films));
  }

  @Override
  public Map<String, String> metadata() {
    return VqAutoencoderModel.metadata(config);
  }

  @Override
  public void close() {
    parameters.close();
    reconstruction.close();
  }
}
