package ai.chestnut.training;

import ai.chestnut.diffusion.DpmSolver2M;
import ai.chestnut.diffusion.Guidance;
import ai.chestnut.diffusion.LatentHook;
import ai.chestnut.diffusion.NetworkDenoiser;
import ai.chestnut.diffusion.NoiseSchedule;
import ai.chestnut.diffusion.Sampler;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.models.TextToImageModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Denoising of latents under a text: squared error of the network's prediction with equal weight
 * over noise levels, whose times t = sigma / (1 + sigma) are logit-normal (Esser et al. 2024,
 * section 3.1).
 */
public final class DenoisingObjective implements Objective {

  /**
   * What there is to choose.
   *
   * @param batch latents a step
   * @param variants augmented variants of each film
   * @param withoutText share of rows trained on the empty text, for guidance
   * @param timeMean mean of logit t; above 0 trains more on noisy latents
   * @param timeDeviation deviation of logit t
   * @param rareness 0 draws films evenly, 1 draws findings evenly; 0.5 lies between
   * @param dropout share of hidden features dropped in each residual block
   */
  public record Settings(
      int batch,
      int variants,
      double withoutText,
      double timeMean,
      double timeDeviation,
      double rareness,
      double dropout,
      Augmentation augmentation) {}

  /** Films encoded and captioned, resident on the device. */
  record Material(CaptionedFilms films, LatentBank latents, CaptionBank captions)
      implements AutoCloseable {

    @Override
    public void close() {
      latents.close();
      captions.close();
    }
  }

  private static final double[] HELD_OUT_TIMES = {0.1, 0.3, 0.5, 0.7, 0.9};
  private static final int HELD_OUT_BATCH = 64;
  private static final int SHEET = 8;

  private final Settings settings;
  private final TextToImageModel model;
  private final AutoencoderModel autoencoder;
  private final Material train;
  private final Material heldOut;
  private final long seed;

  DenoisingObjective(
      Settings settings,
      TextToImageModel model,
      AutoencoderModel autoencoder,
      Material train,
      Material heldOut,
      long seed) {
    this.settings = settings;
    this.model = model;
    this.autoencoder = autoencoder;
    this.train = train;
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
    int n = settings.batch();
    long[] latents = new long[n];
    long[] captions = new long[n];
    double[] sigmas = new double[n];
    for (int row = 0; row < n; row++) {
      int film = train.films().draw(stream);
      latents[row] = train.latents().row(film, stream.nextInt(train.latents().variants()));
      captions[row] =
          stream.chance(settings.withoutText())
              ? train.captions().empty()
              : train.captions().any(film, stream);
      sigmas[row] = sigma(settings.timeMean(), settings.timeDeviation(), stream);
    }
    Tensor clean = train.latents().latents(latents);
    Tensor normals = BatchNoise.normal(seed, step, "noise", parameters().device(), clean.shape());
    if (settings.dropout() > 0) { // so that a resumed run drops the same
      torch.manual_seed(RandomStream.of(seed, step, "dropout").nextLong() >>> 1);
    }
    model.network().drop(settings.dropout());
    try {
      return squaredError(clean, normals, train.captions().tokens(captions), sigmas);
    } finally {
      model.network().drop(0);
    }
  }

  /** logit t is ln sigma. */
  static double sigma(double mean, double deviation, RandomStream stream) {
    return Math.exp(mean + deviation * stream.nextGaussian());
  }

  @Override
  public double heldOut() {
    double sum = 0;
    int films = heldOut.films().count();
    for (int first = 0; first < films; first += HELD_OUT_BATCH) {
      int n = Math.min(HELD_OUT_BATCH, films - first);
      for (int level = 0; level < HELD_OUT_TIMES.length; level++) {
        long[] rows = new long[n];
        long[] captions = new long[n];
        double[] sigmas = new double[n];
        for (int row = 0; row < n; row++) {
          rows[row] = heldOut.latents().row(first + row, 0);
          captions[row] = heldOut.captions().canonical(first + row);
        }
        Arrays.fill(sigmas, HELD_OUT_TIMES[level] / (1 - HELD_OUT_TIMES[level]));
        long index = (long) first * HELD_OUT_TIMES.length + level;
        sum += n * heldOut(rows, captions, sigmas, index);
      }
    }
    return sum / (films * (double) HELD_OUT_TIMES.length);
  }

  private double heldOut(long[] rows, long[] captions, double[] sigmas, long index) {
    Device device = parameters().device();
    return Scope.computing(
        () ->
            Precision.BFLOAT16
                .on(
                    device,
                    () -> {
                      Tensor clean = heldOut.latents().latents(rows);
                      Tensor normals =
                          BatchNoise.normal(seed, index, "held-out", device, clean.shape());
                      Tensor tokens = heldOut.captions().tokens(captions);
                      return squaredError(clean, normals, tokens, sigmas);
                    })
                .item_double());
  }

  private Tensor squaredError(Tensor latents, Tensor normals, Tensor tokens, double[] sigmas) {
    Tensor clean = model.config().scale().normalised(latents);
    Noised noised = Noised.of(clean, normals, sigmas, model.preconditioning());
    Tensor prediction =
        model
            .network()
            .forward(
                noised.input(), noised.levels(), model.text().forward(tokens), Optional.empty());
    return prediction.to(torch.ScalarType.Float).sub(noised.target()).square().mean();
  }

  @Override
  public Radiograph preview() {
    int n = Math.min(SHEET, heldOut.films().count());
    int cells = model.config().side() / 8;
    int channels = model.config().network().latentChannels();
    Device device = parameters().device();
    float[] pixels =
        Scope.computing(
            () -> {
              long[] rows = new long[2 * n];
              Arrays.fill(rows, heldOut.captions().empty());
              for (int row = 0; row < n; row++) {
                rows[row] = heldOut.captions().canonical(row * (heldOut.films().count() / n));
              }
              Tensor context = model.text().forward(heldOut.captions().tokens(rows));
              NetworkDenoiser denoiser =
                  new NetworkDenoiser(
                      model.network(), model.preconditioning(), context, new Guidance(2.5, 0.5));
              Tensor start =
                  Tensors.noise(
                      RandomStream.of(seed, 0, "preview"), device, n, channels, cells, cells);
              double[] sigmas = new NoiseSchedule.Karras(0.02, 80, 5).sigmas(20);
              Tensor latents =
                  new Sampler(new DpmSolver2M(), LatentHook.NONE)
                      .sample(denoiser, start, sigmas, () -> start, Progress.SILENT);
              return Tensors.floats(
                  autoencoder.network().decode(model.config().scale().restored(latents)));
            });
    return Sheet.of(squares(pixels, n), model.config().side(), Math.min(4, n));
  }

  /** Films that follow one another. */
  static List<float[]> squares(float[] pixels, int n) {
    List<float[]> films = new ArrayList<>();
    int area = pixels.length / n;
    for (int film = 0; film < n; film++) {
      films.add(Arrays.copyOfRange(pixels, film * area, (film + 1) * area));
    }
    return films;
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
