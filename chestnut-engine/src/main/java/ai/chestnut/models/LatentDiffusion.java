package ai.chestnut.models;

import ai.chestnut.codec.KlAutoencoder;
import ai.chestnut.codec.Latents;
import ai.chestnut.diffusion.Control;
import ai.chestnut.diffusion.Denoiser;
import ai.chestnut.diffusion.Guidance;
import ai.chestnut.diffusion.LatentHook;
import ai.chestnut.diffusion.NetworkDenoiser;
import ai.chestnut.diffusion.RegionalDenoiser;
import ai.chestnut.diffusion.Sampler;
import ai.chestnut.diffusion.Solver;
import ai.chestnut.language.TextContext;
import ai.chestnut.progress.PreviewProgress;
import ai.chestnut.progress.Progress;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * A text-to-image model and the autoencoder whose latents it makes, as three moves: words in,
 * latents, film out. Always one film at a time, two rows with guidance: the fixed batch shape
 * behind the reproducibility contract. Owns both models.
 */
public final class LatentDiffusion implements AutoCloseable {

  private static final int LATENT_FACTOR = 8;
  private static final Guidance UNGUIDED = new Guidance(1, 0);

  private final TextToImageModel model;
  private final AutoencoderModel autoencoder;

  public LatentDiffusion(TextToImageModel model, AutoencoderModel autoencoder) {
    this.model = model;
    this.autoencoder = autoencoder;
  }

  public TextToImageModel model() {
    return model;
  }

  public AutoencoderModel autoencoder() {
    return autoencoder;
  }

  /** Tokens of the text, and of the empty text for guidance, to what the network reads. */
  public TextContext read(int[]... tokens) {
    return Gradients.off(
        () -> Scope.computing(() -> new TextContext(model.text().forward(tokens)))); // [n, k, e]
  }

  /** {@link #sample} by text alone. */
  public Latents sample(
      TextContext context,
      Guidance guidance,
      Solver solver,
      double[] sigmas,
      RandomStream stream,
      LatentHook hook,
      Progress progress) {
    return sample(context, guidance, Optional.empty(), solver, sigmas, stream, hook, progress);
  }

  /**
   * Noise to clean latents.
   *
   * @param context one row with guidance weight 1; else two, the text's before the empty text's
   * @param control a layout that steers, see {@link ControlBranchModel#read}
   * @param sigmas decreasing noise levels, the last 0
   * @param stream all noise of this film
   */
  public Latents sample(
      TextContext context,
      Guidance guidance,
      Optional<Control> control,
      Solver solver,
      double[] sigmas,
      RandomStream stream,
      LatentHook hook,
      Progress progress) {
    return sample(
        () ->
            new NetworkDenoiser(
                model.network(), model.preconditioning(), context.tensor(), guidance, control),
        solver,
        sigmas,
        stream,
        hook,
        progress);
  }

  /**
   * Noise to clean latents, each text guiding a region of its own, see {@link RegionalDenoiser}.
   *
   * @param context one row a text, then the empty text's
   * @param guidance of each text
   * @param cells of each text's region, row-major, in [0, 1]
   * @param sigmas decreasing noise levels, the last 0
   * @param stream all noise of this film
   */
  public Latents sampleRegions(
      TextContext context,
      List<Guidance> guidance,
      List<float[]> cells,
      Solver solver,
      double[] sigmas,
      RandomStream stream,
      LatentHook hook,
      Progress progress) {
    return sample(
        () ->
            new RegionalDenoiser(
                new NetworkDenoiser(
                    model.network(), model.preconditioning(), context.tensor(), UNGUIDED),
                guidance,
                cells),
        solver,
        sigmas,
        stream,
        hook,
        progress);
  }

  private Latents sample(
      Supplier<Denoiser> denoiser,
      Solver solver,
      double[] sigmas,
      RandomStream stream,
      LatentHook hook,
      Progress progress) {
    return Gradients.off(
        () ->
            Scope.computing(
                () -> {
                  RandomStream later = stream.child("sampler");
                  Tensor start = noise(stream.child("start"));
                  return new Latents(
                      new Sampler(solver, watched(hook, progress, sigmas.length - 1))
                          .sample(denoiser.get(), start, sigmas, () -> noise(later), progress));
                }));
  }

  /**
   * A film to latents of this model.
   *
   * @param film side * side values in [-1, 1], row-major
   * @param posterior draws from the autoencoder's posterior; without it its mean is taken
   */
  public Latents encode(float[] film, Optional<RandomStream> posterior) {
    int side = model.config().side();
    Device device = model.parameters().device();
    return Gradients.off(
        () ->
            Scope.computing(
                () -> {
                  KlAutoencoder.Posterior seen =
                      autoencoder.network().encode(Tensors.of(film, device, 1, 1, side, side));
                  Tensor latents =
                      posterior
                          .map(
                              stream ->
                                  seen.sampled(Tensors.noise(stream, device, seen.mean().shape())))
                          .orElse(seen.mean());
                  return new Latents(model.config().scale().normalised(latents));
                }));
  }

  /** The same hook, which also shows the latents of the moment to a watcher who wants that. */
  private LatentHook watched(LatentHook hook, Progress progress, int steps) {
    if (!(progress instanceof PreviewProgress watcher)) {
      return hook;
    }
    return (step, sigma, x) -> {
      Tensor next = hook.after(step, sigma, x);
      if (watcher.wantsPreview(step, steps)) {
        watcher.preview(model.config().side(), guess(next, sigma));
      }
      return next;
    };
  }

  /**
   * The film that noisy latents most likely come from, as far as one factor can tell: of latents
   * with variance 1, x / (1 + σ²) is the best linear guess (Wiener).
   */
  private float[] guess(Tensor noisy, double sigma) {
    float[] film =
        Scope.computing(
            () ->
                Tensors.floats(
                    autoencoder
                        .network()
                        .decode(
                            model
                                .config()
                                .scale()
                                .restored(Tensors.scaled(noisy, 1 / (1 + sigma * sigma))))));
    for (int i = 0; i < film.length; i++) {
      film[i] = (film[i] + 1) / 2;
    }
    return film;
  }

  /** Latents to a film: side * side values, row-major, nominally in [-1, 1]. */
  public float[] decode(Latents latents) {
    return Gradients.off(
        () ->
            Scope.computing(
                () ->
                    Tensors.floats(
                        autoencoder
                            .network()
                            .decode(model.config().scale().restored(latents.tensor())))));
  }

  private Tensor noise(RandomStream stream) {
    int cells = model.config().side() / LATENT_FACTOR;
    return Tensors.noise(
        stream,
        model.parameters().device(),
        1,
        model.config().network().latentChannels(),
        cells,
        cells);
  }

  @Override
  public void close() {
    model.close();
    autoencoder.close();
  }
}
