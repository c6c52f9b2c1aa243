package ai.chestnut.training;

import ai.chestnut.codec.AutoencoderConfig;
import ai.chestnut.codec.KlAutoencoder;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Reconstruction of random windows: absolute error, absolute error of the gradients (which keeps
 * edges), and a weak pull of the latent to a standard normal (Rombach et al. 2022, section 3.1 with
 * the KL weight of 1e-6).
 */
public final class AutoencoderObjective implements Objective {

  /**
   * What there is to choose.
   *
   * @param batch windows a step
   * @param crop side of a window in pixels, a multiple of 8; small windows learn faster per minute
   *     than whole films
   * @param gradient weight of the gradient error
   * @param kl weight of the divergence per latent number
   */
  public record Settings(
      int batch, int crop, double gradient, double kl, Augmentation augmentation) {}

  private static final int HELD_OUT_FILMS = 32;
  private static final int SHEET = 4;

  private final Settings settings;
  private final AutoencoderConfig config;
  private final Films films;
  private final Films heldOut;
  private final long seed;
  private final Parameters parameters;
  private final KlAutoencoder autoencoder;

  public AutoencoderObjective(
      Settings settings,
      AutoencoderConfig config,
      Films films,
      Films heldOut,
      long seed,
      Parameters parameters) {
    this.settings = settings;
    this.config = config;
    this.films = films;
    this.heldOut = heldOut;
    this.seed = seed;
    this.parameters = parameters;
    this.autoencoder = new KlAutoencoder(parameters.root(), config);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Tensor loss(long step) {
    RandomStream stream = RandomStream.of(seed, step, "batch");
    int crop = settings.crop();
    float[] windows = new float[settings.batch() * crop * crop];
    for (int i = 0; i < settings.batch(); i++) {
      int film = stream.nextInt(films.count());
      int left = stream.nextInt(films.side() - crop + 1);
      int top = stream.nextInt(films.side() - crop + 1);
      float[] window = settings.augmentation().window(films, film, left, top, crop, stream);
      System.arraycopy(window, 0, windows, i * crop * crop, window.length);
    }
    Device device = parameters.device();
    Tensor target = Tensors.of(windows, device, settings.batch(), 1, crop, crop);
    KlAutoencoder.Posterior posterior = autoencoder.encode(target);
    Tensor noise =
        Tensors.noise(RandomStream.of(seed, step, "posterior"), device, posterior.mean().shape());
    Tensor latent =
        posterior.mean().add(Tensors.scaled(posterior.logVariance(), 0.5).exp().mul(noise));
    return reconstruction(target, autoencoder.decode(latent))
        .add(divergence(posterior), new Scalar(settings.kl()));
  }

  private Tensor reconstruction(Tensor target, Tensor output) {
    Tensor error = output.sub(target); // [n, 1, h, w]
    Tensor across = difference(error, 3).abs().mean();
    Tensor down = difference(error, 2).abs().mean();
    return error.abs().mean().add(across.add(down), new Scalar(settings.gradient()));
  }

  private static Tensor difference(Tensor x, int dimension) {
    long size = x.size(dimension);
    return x.narrow(dimension, 1, size - 1).sub(x.narrow(dimension, 0, size - 1));
  }

  /**
   * Kullback–Leibler divergence to N(0, 1), mean over latent numbers: (mean^2 + variance - 1 - log
   * variance) / 2.
   */
  private static Tensor divergence(KlAutoencoder.Posterior posterior) {
    Tensor logVariance = posterior.logVariance();
    return posterior
        .mean()
        .square()
        .add(logVariance.exp())
        .sub(new Scalar(1))
        .sub(logVariance)
        .mean()
        .mul(new Scalar(0.5));
  }

  @Override
  public double heldOut() {
    double sum = 0;
    int count = Math.min(HELD_OUT_FILMS, heldOut.count());
    for (int film = 0; film < count; film++) {
      float[] target = heldOut.signed(film);
      float[] output = reconstruct(film);
      for (int i = 0; i < target.length; i++) {
        sum += Math.abs(target[i] - output[i]) / target.length;
      }
    }
    return sum / count;
  }

  @Override
  public Radiograph preview() {
    List<float[]> sheet = new ArrayList<>();
    for (int film = 0; film < Math.min(SHEET, heldOut.count()); film++) {
      sheet.add(heldOut.signed(film));
    }
    for (int film = 0; film < Math.min(SHEET, heldOut.count()); film++) {
      sheet.add(reconstruct(film));
    }
    return Sheet.of(sheet, heldOut.side(), Math.min(SHEET, heldOut.count()));
  }

  private float[] reconstruct(int film) {
    int side = heldOut.side();
    return Scope.computing(
        () -> {
          Tensor input = Tensors.of(heldOut.signed(film), parameters.device(), 1, 1, side, side);
          return Tensors.floats(autoencoder.decode(autoencoder.encode(input).mean()));
        });
  }

  @Override
  public Map<String, String> metadata() {
    return AutoencoderModel.metadata(config);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
