package ai.chestnut.training;

import ai.chestnut.diffusion.ControlBranch;
import ai.chestnut.diffusion.DpmSolver2M;
import ai.chestnut.diffusion.Guidance;
import ai.chestnut.diffusion.Hint;
import ai.chestnut.diffusion.LatentHook;
import ai.chestnut.diffusion.NetworkDenoiser;
import ai.chestnut.diffusion.NoiseSchedule;
import ai.chestnut.diffusion.Sampler;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.models.ControlBranchModel;
import ai.chestnut.models.TextToImageModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.progress.Progress;
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
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Denoising under text and layout by a text-to-image model whose weights stay, and a control branch
 * that learns beside it (Zhang et al. 2023, equation 11). Where a finding is, an error counts more:
 * (1 + lesionWeight m), m the share of a latent cell that it covers.
 */
public final class ControlBranchObjective implements Objective {

  /**
   * What there is to choose. Text, findings and structures are each left out of some rows, so that
   * the branch works without them and guidance has something to hold the rest against.
   *
   * @param batch latents a step
   * @param variants augmented variants of each film
   * @param withoutText share of rows on the empty text
   * @param withoutPathology share of rows whose layout shows no finding
   * @param withoutBoth share of rows on the empty text and without findings, as guidance asks
   * @param withoutLayout share of rows whose layout is empty
   * @param lesionWeight how much more an error counts inside a finding
   * @param timeMean mean of logit t
   * @param timeDeviation deviation of logit t
   * @param rareness see {@link DenoisingObjective.Settings}
   */
  public record Settings(
      int batch,
      int variants,
      double withoutText,
      double withoutPathology,
      double withoutBoth,
      double withoutLayout,
      double lesionWeight,
      double timeMean,
      double timeDeviation,
      double rareness,
      Augmentation augmentation) {}

  /** Films encoded and captioned, with their layouts, resident on the device. */
  record Material(DenoisingObjective.Material films, ControlLayouts layouts)
      implements AutoCloseable {

    @Override
    public void close() {
      films.close();
      layouts.close();
    }
  }

  private static final double[] HELD_OUT_TIMES = {0.3, 0.5, 0.7, 0.9};
  private static final int HELD_OUT_BATCH = 32;
  private static final int SHEET = 6;

  private final Settings settings;
  private final TextToImageModel base;
  private final ControlBranchModel branch;
  private final AutoencoderModel autoencoder;
  private final Material train;
  private final Material heldOut;
  private final long seed;

  ControlBranchObjective(
      Settings settings,
      TextToImageModel base,
      ControlBranchModel branch,
      AutoencoderModel autoencoder,
      Material train,
      Material heldOut,
      long seed) {
    this.settings = settings;
    this.base = base;
    this.branch = branch;
    this.autoencoder = autoencoder;
    this.train = train;
    this.heldOut = heldOut;
    this.seed = seed;
  }

  @Override
  public Parameters parameters() {
    return branch.parameters();
  }

  /** The rows of a step. */
  private static final class Rows {

    private final int[] films;
    private final long[] latents;
    private final long[] captions;
    private final double[] sigmas;
    private final boolean[] withAnatomy;
    private final boolean[] withPathology;

    Rows(int n) {
      films = new int[n];
      latents = new long[n];
      captions = new long[n];
      sigmas = new double[n];
      withAnatomy = new boolean[n];
      withPathology = new boolean[n];
      Arrays.fill(withAnatomy, true);
      Arrays.fill(withPathology, true);
    }
  }

  @Override
  public Tensor loss(long step) {
    RandomStream stream = RandomStream.of(seed, step, "batch");
    DenoisingObjective.Material seen = train.films();
    Rows rows = new Rows(settings.batch());
    for (int row = 0; row < settings.batch(); row++) {
      int film = seen.films().draw(stream);
      boolean neither = stream.chance(settings.withoutBoth());
      boolean text = !neither && !stream.chance(settings.withoutText());
      boolean layout = !stream.chance(settings.withoutLayout());
      boolean pathology = !neither && !stream.chance(settings.withoutPathology());
      rows.films[row] = film;
      rows.latents[row] = seen.latents().row(film, stream.nextInt(seen.latents().variants()));
      rows.captions[row] = text ? seen.captions().any(film, stream) : seen.captions().empty();
      rows.sigmas[row] =
          DenoisingObjective.sigma(settings.timeMean(), settings.timeDeviation(), stream);
      rows.withAnatomy[row] = layout;
      rows.withPathology[row] = layout && pathology;
    }
    return error(train, rows, step, "noise");
  }

  private Tensor error(Material material, Rows rows, long index, String purpose) {
    Tensor latents = material.films().latents().latents(rows.latents);
    Tensor normals =
        BatchNoise.normal(seed, index, purpose, parameters().device(), latents.shape());
    Tensor clean = base.config().scale().normalised(latents);
    Noised noised = Noised.of(clean, normals, rows.sigmas, base.preconditioning());
    ControlLayouts.Batch layouts =
        material
            .layouts()
            .batch(
                rows.films,
                material.films().latents().moves(rows.latents),
                rows.withAnatomy,
                rows.withPathology);
    Tensor context =
        Gradients.off(() -> base.text().forward(material.films().captions().tokens(rows.captions)));
    ControlBranch net = branch.network();
    ControlBranch.Residuals residuals =
        net.forward(noised.input(), noised.levels(), context, net.read(layouts.planes()));
    Tensor prediction =
        base.network()
            .forward(noised.input(), noised.levels(), context, Optional.of(residuals))
            .to(torch.ScalarType.Float);
    long[] eighth = {8, 8};
    Tensor weight =
        torch
            .avg_pool2d(layouts.lesions(), eighth)
            .mul(new Scalar(settings.lesionWeight()))
            .add(new Scalar(1)); // [n, 1, h, w]
    return prediction.sub(noised.target()).square().mul(weight).mean();
  }

  @Override
  public double heldOut() {
    int films = heldOut.films().films().count();
    double sum = 0;
    for (int first = 0; first < films; first += HELD_OUT_BATCH) {
      int n = Math.min(HELD_OUT_BATCH, films - first);
      for (int level = 0; level < HELD_OUT_TIMES.length; level++) {
        Rows rows = canonical(first, n);
        Arrays.fill(rows.sigmas, HELD_OUT_TIMES[level] / (1 - HELD_OUT_TIMES[level]));
        long index = (long) first * HELD_OUT_TIMES.length + level;
        sum +=
            n
                * Scope.computing(
                    () ->
                        Precision.BFLOAT16
                            .on(
                                parameters().device(),
                                () -> error(heldOut, rows, index, "held-out"))
                            .item_double());
      }
    }
    return sum / (films * (double) HELD_OUT_TIMES.length);
  }

  private Rows canonical(int first, int n) {
    Rows rows = new Rows(n);
    for (int row = 0; row < n; row++) {
      rows.films[row] = first + row;
      rows.latents[row] = heldOut.films().latents().row(first + row, 0);
      rows.captions[row] = heldOut.films().captions().canonical(first + row);
    }
    return rows;
  }

  /** Layouts above, films made under them below. */
  @Override
  public Radiograph preview() {
    int films = heldOut.films().films().count();
    int n = Math.min(SHEET, films);
    Device device = parameters().device();
    List<float[]> sheet = new ArrayList<>();
    Scope.running(
        () -> {
          Rows rows = new Rows(n);
          for (int row = 0; row < n; row++) {
            int film = (row + 1) * films / n - 1;
            rows.films[row] = film;
            rows.latents[row] = heldOut.films().latents().row(film, 0);
            rows.captions[row] = heldOut.films().captions().canonical(film);
          }
          ControlLayouts.Batch layouts =
              heldOut
                  .layouts()
                  .batch(
                      rows.films,
                      heldOut.films().latents().moves(rows.latents),
                      rows.withAnatomy,
                      rows.withPathology);
          Tensor context = base.text().forward(heldOut.films().captions().tokens(rows.captions));
          try (Hint hint = new Hint(branch.network().read(layouts.planes()))) {
            NetworkDenoiser denoiser =
                new NetworkDenoiser(
                    base.network(),
                    base.preconditioning(),
                    context,
                    new Guidance(1, 0),
                    Optional.of(branch.control(hint, 1)));
            int cells = base.config().side() / 8;
            int channels = base.config().network().latentChannels();
            Tensor start =
                Tensors.noise(
                    RandomStream.of(seed, 0, "preview"), device, n, channels, cells, cells);
            Tensor latents =
                new Sampler(new DpmSolver2M(), LatentHook.NONE)
                    .sample(
                        denoiser,
                        start,
                        new NoiseSchedule.Karras(0.02, 80, 5).sigmas(20),
                        () -> start,
                        Progress.SILENT);
            Tensor made = autoencoder.network().decode(base.config().scale().restored(latents));
            Tensor shown = heldOut.layouts().picture(layouts);
            sheet.addAll(DenoisingObjective.squares(Tensors.floats(shown), n));
            sheet.addAll(DenoisingObjective.squares(Tensors.floats(made), n));
          }
        });
    return Sheet.of(sheet, base.config().side(), n);
  }

  @Override
  public Map<String, String> metadata() {
    return branch.metadata();
  }

  @Override
  public void close() {
    branch.close();
    base.close();
    autoencoder.close();
    train.close();
    heldOut.close();
  }
}
