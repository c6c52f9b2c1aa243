package ai.chestnut.training;

import ai.chestnut.codec.AnatomyController;
import ai.chestnut.codec.KlAutoencoder;
import ai.chestnut.models.AnatomyControllerModel;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A map or a film goes in, the film shall come out of the autoencoder's own decoder: absolute error
 * of film and gradients, a weak pull of the latent to a standard normal, and one to the latent that
 * the autoencoder itself gives the film. XReal (arXiv 2403.09240) with its p = 0.5, without its
 * perceptual and adversarial terms: the coarse film is drowned in noise before it is used, and fine
 * texture with it.
 *
 * <p>Legend: n batch, k structures, s side, c latent channels.
 */
public final class AnatomyControllerObjective implements Objective {

  /**
   * What there is to choose.
   *
   * @param batch films a step
   * @param maskShare share of rows fed with the map instead of the film
   * @param gradient weight of the gradient error
   * @param kl weight of the divergence per latent number
   * @param latent weight of the squared distance to the autoencoder's own latent, per number
   */
  public record Settings(
      int batch,
      double maskShare,
      double gradient,
      double kl,
      double latent,
      Augmentation augmentation) {}

  /**
   * Films of one bank that are drawn together.
   *
   * @param first row in the bank
   * @param count rows
   * @param share how often one of them is drawn, relative to the other pools
   */
  record Pool(int first, int count, double share) {}

  private static final int HELD_OUT = 64;
  private static final int HELD_OUT_BATCH = 16;
  private static final int SHEET = 6;

  private final Settings settings;
  private final AnatomyControllerModel model;
  private final AutoencoderModel autoencoder;
  private final AnatomyBank train;
  private final List<Pool> pools;
  private final AnatomyBank heldOut;
  private final long seed;

  /**
   * @param model owned from here on, as are the autoencoder, which stays as it is, and the banks
   */
  AnatomyControllerObjective(
      Settings settings,
      AnatomyControllerModel model,
      AutoencoderModel autoencoder,
      AnatomyBank train,
      List<Pool> pools,
      AnatomyBank heldOut,
      long seed) {
    this.settings = settings;
    this.model = model;
    this.autoencoder = autoencoder;
    this.train = train;
    this.pools = List.copyOf(pools);
    this.heldOut = heldOut;
    this.seed = seed;
  }

  @Override
  public Parameters parameters() {
    return model.parameters();
  }

  @Override
  public Tensor loss(long step) {
    RandomStream stream = RandomStream.of(seed, step, "batch");
    int[] films = new int[settings.batch()];
    float[] mapped = new float[settings.batch()];
    for (int row = 0; row < films.length; row++) {
      Pool pool = pool(stream);
      films[row] = pool.first() + stream.nextInt(pool.count());
      mapped[row] = stream.chance(settings.maskShare()) ? 1 : 0;
    }
    AnatomyBank.Batch batch = train.augmented(films, settings.augmentation(), stream);
    Device device = parameters().device();
    Tensor byMap = Tensors.of(mapped, device, mapped.length, 1, 1, 1);
    Tensor byFilm = torch.ones_like(byMap).sub(byMap);
    Tensor input =
        Tensors.joined(
            1, batch.films().mul(byFilm), batch.structures().mul(byMap)); // [n, 1+k, s, s]
    KlAutoencoder.Posterior posterior = model.network().encode(input);
    Tensor latent =
        posterior.sampled(
            BatchNoise.normal(seed, step, "posterior", device, posterior.mean().shape()));
    Tensor own =
        Gradients.off(() -> autoencoder.network().encode(batch.films()).mean()); // [n, c, s/8, s/8]
    Tensor away = posterior.mean().to(torch.ScalarType.Float).sub(own).square().mean();
    return error(batch.films(), autoencoder.network().decode(latent))
        .add(posterior.divergence(), new Scalar(settings.kl()))
        .add(away, new Scalar(settings.latent()));
  }

  private Tensor error(Tensor target, Tensor output) {
    Tensor error = output.to(torch.ScalarType.Float).sub(target); // [n, 1, s, s]
    Tensor across = difference(error, 3).abs().mean();
    Tensor down = difference(error, 2).abs().mean();
    return error.abs().mean().add(across.add(down), new Scalar(settings.gradient()));
  }

  private static Tensor difference(Tensor x, int dimension) {
    long size = x.size(dimension);
    return x.narrow(dimension, 1, size - 1).sub(x.narrow(dimension, 0, size - 1));
  }

  private Pool pool(RandomStream stream) {
    double all = pools.stream().mapToDouble(Pool::share).sum();
    double at = stream.uniform(0, all);
    for (Pool pool : pools) {
      at -= pool.share();
      if (at < 0) {
        return pool;
      }
    }
    return pools.get(pools.size() - 1);
  }

  /** Mean absolute error of films made of maps alone. */
  @Override
  public double heldOut() {
    int[] films = spread(Math.min(HELD_OUT, heldOut.count()));
    double sum = 0;
    for (int first = 0; first < films.length; first += HELD_OUT_BATCH) {
      int[] some = Arrays.copyOfRange(films, first, Math.min(films.length, first + HELD_OUT_BATCH));
      sum +=
          some.length
              * Gradients.off(
                  () ->
                      Scope.computing(
                          () ->
                              Precision.BFLOAT16.on(
                                  parameters().device(),
                                  () -> {
                                    AnatomyBank.Batch batch = heldOut.whole(some);
                                    return fromMaps(batch)
                                        .sub(batch.films())
                                        .abs()
                                        .mean()
                                        .item_double();
                                  })));
    }
    return sum / films.length;
  }

  private Tensor fromMaps(AnatomyBank.Batch batch) {
    return autoencoder
        .network()
        .decode(model.network().encode(AnatomyController.ofPlanes(batch.structures())).mean())
        .to(torch.ScalarType.Float);
  }

  private int[] spread(int wanted) {
    int[] films = new int[wanted];
    for (int i = 0; i < wanted; i++) {
      films[i] = (int) ((long) i * heldOut.count() / wanted);
    }
    return films;
  }

  /** Columns: film, what its map gives, what the film itself gives. */
  @Override
  public Radiograph preview() {
    int[] films = spread(Math.min(SHEET, heldOut.count()));
    int side = model.config().side();
    float[] pixels =
        Gradients.off(
            () ->
                Scope.computing(
                    () -> {
                      AnatomyBank.Batch batch = heldOut.whole(films);
                      Tensor again =
                          autoencoder
                              .network()
                              .decode(
                                  model
                                      .network()
                                      .encode(model.network().ofFilms(batch.films()))
                                      .mean());
                      return Tensors.floats(
                          Tensors.joined(1, batch.films(), fromMaps(batch), again)); // [n, 3, s, s]
                    }));
    List<float[]> squares = new ArrayList<>();
    for (int at = 0; at < pixels.length; at += side * side) {
      squares.add(Arrays.copyOfRange(pixels, at, at + side * side));
    }
    return Sheet.of(squares, side, 3);
  }

  @Override
  public Map<String, String> metadata() {
    return model.metadata();
  }

  @Override
  public void close() {
    model.close();
    autoencoder.close();
    train.close();
    heldOut.close();
  }
}
