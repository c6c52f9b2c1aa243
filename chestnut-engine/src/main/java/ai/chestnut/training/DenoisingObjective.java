package ai.chestnut.training;

import ai.chestnut.diffusion.DpmSolver2M;
import ai.chestnut.diffusion.Guidance;
import ai.chestnut.diffusion.LatentHook;
import ai.chestnut.diffusion.NetworkDenoiser;
import ai.chestnut.diffusion.NoiseSchedule;
import ai.chestnut.diffusion.Preconditioning;
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
import java.util.List;
import java.util.Map;
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
   */
  public record Settings(
      int batch,
      int variants,
      double withoutText,
      double timeMean,
      double timeDeviation,
      double rareness,
      Augmentation augmentation) {}

  /** Films encoded and captioned. */
  record Material(LatentBank latents, Captions captions, int films) {}

  private static final double[] HELD_OUT_TIMES = {0.1, 0.3, 0.5, 0.7, 0.9};
  private static final int SHEET = 8;

  private final Settings settings;
  private final TextToImageModel model;
  private final AutoencoderModel autoencoder;
  private final Material train;
  private final Material heldOut;
  private final FilmChoice choice;
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
    this.choice = new FilmChoice(train.captions(), train.films(), settings.rareness());
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
    int[][] tokens = new int[n][];
    float[] clean = new float[n * latentSize()];
    double[] sigmas = new double[n];
    for (int row = 0; row < n; row++) {
      int film = choice.draw(stream);
      train.latents().copy(film, stream.nextInt(train.latents().variants()), clean, row);
      tokens[row] =
          stream.chance(settings.withoutText())
              ? train.captions().empty()
              : train.captions().varied(film, stream);
      sigmas[row] =
          Math.exp(
              settings.timeMean()
                  + settings.timeDeviation() * stream.nextGaussian()); // logit t = ln sigma
    }
    return squaredError(clean, tokens, sigmas, RandomStream.of(seed, step, "noise"));
  }

  @Override
  public double heldOut() {
    double sum = 0;
    int batches = 0;
    int n = Math.min(settings.batch(), heldOut.films());
    for (int first = 0; first + n <= heldOut.films(); first += n) {
      for (int level = 0; level < HELD_OUT_TIMES.length; level++) {
        int[][] tokens = new int[n][];
        float[] clean = new float[n * latentSize()];
        double[] sigmas = new double[n];
        for (int row = 0; row < n; row++) {
          heldOut.latents().copy(first + row, 0, clean, row);
          tokens[row] = heldOut.captions().canonical(first + row);
          sigmas[row] = HELD_OUT_TIMES[level] / (1 - HELD_OUT_TIMES[level]);
        }
        RandomStream noise =
            RandomStream.of(seed, (long) first * HELD_OUT_TIMES.length + level, "held-out");
        sum +=
            Scope.computing(
                () ->
                    Precision.BFLOAT16
                        .on(parameters().device(), () -> squaredError(clean, tokens, sigmas, noise))
                        .item_double());
        batches++;
      }
    }
    return sum / batches;
  }

  /**
   * Mean squared error of the prediction towards (clean - c_skip x) / c_out, see {@link
   * Preconditioning}.
   */
  private Tensor squaredError(
      float[] latents, int[][] tokens, double[] sigmas, RandomStream noise) {
    int n = sigmas.length;
    Device device = parameters().device();
    Preconditioning preconditioning = model.preconditioning();
    int cells = model.config().side() / 8;
    int channels = model.config().network().latentChannels();
    Tensor clean =
        model.config().scale().normalised(Tensors.of(latents, device, n, channels, cells, cells));
    Tensor normals = Tensors.noise(noise, device, n, channels, cells, cells);
    double[] levels = new double[n];
    float[] in = new float[n];
    float[] keep = new float[n];
    float[] add = new float[n];
    float[] noisy = new float[n];
    for (int row = 0; row < n; row++) {
      double sigma = sigmas[row];
      levels[row] = preconditioning.noise(sigma);
      in[row] = (float) preconditioning.in(sigma);
      noisy[row] = (float) sigma;
      keep[row] = (float) ((1 - preconditioning.skip(sigma)) / preconditioning.out(sigma));
      add[row] = (float) (-preconditioning.skip(sigma) * sigma / preconditioning.out(sigma));
    }
    Tensor x = clean.add(normals.mul(rows(noisy, device)));
    Tensor target = clean.mul(rows(keep, device)).add(normals.mul(rows(add, device)));
    Tensor prediction =
        model.network().forward(x.mul(rows(in, device)), levels, model.text().forward(tokens));
    return prediction.to(torch.ScalarType.Float).sub(target).square().mean();
  }

  private static Tensor rows(float[] values, Device device) {
    return Tensors.of(values, device, values.length, 1, 1, 1);
  }

  private int latentSize() {
    int cells = model.config().side() / 8;
    return model.config().network().latentChannels() * cells * cells;
  }

  @Override
  public Radiograph preview() {
    int n = Math.min(SHEET, heldOut.films());
    int cells = model.config().side() / 8;
    int channels = model.config().network().latentChannels();
    Device device = parameters().device();
    float[] pixels =
        Scope.computing(
            () -> {
              int[][] tokens = new int[2 * n][];
              for (int row = 0; row < n; row++) {
                tokens[row] = heldOut.captions().canonical(row * (heldOut.films() / n));
                tokens[n + row] = heldOut.captions().empty();
              }
              Tensor context = model.text().forward(tokens);
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
    List<float[]> films = new ArrayList<>();
    int area = model.config().side() * model.config().side();
    for (int film = 0; film < n; film++) {
      films.add(java.util.Arrays.copyOfRange(pixels, film * area, (film + 1) * area));
    }
    return Sheet.of(films, model.config().side(), Math.min(4, n));
  }

  @Override
  public Map<String, String> metadata() {
    return model.metadata();
  }

  @Override
  public void close() {
    model.close();
    autoencoder.close();
  }
}
