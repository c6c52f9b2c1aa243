package ai.chestnut.placement;

import ai.chestnut.diffusion.Denoiser;
import ai.chestnut.diffusion.DpmSolver2M;
import ai.chestnut.diffusion.LatentHook;
import ai.chestnut.diffusion.NoiseSchedule;
import ai.chestnut.diffusion.Sampler;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.nn.Parameters;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Prompt and anatomy to pathology layers, one for each finding, all at once: a diffusion over a
 * small grid (Ho et al. 2020) whose network says of every cell how likely the finding is there, so
 * that its estimate of the clean layers is their posterior mean (Chen et al. 2023, analog bits).
 * Layers are 1 where a finding is and -1 elsewhere.
 *
 * <p>Legend: n batch, k findings, f features of a wish, p planes, s cells of the grid.
 */
public final class LayoutGenerator {

  /** Least noise: below it nothing is left to decide. */
  public static final double SIGMA_MIN = 0.2;

  /** Largest noise: above it nothing is seen even of a finding that fills a lung. */
  public static final double SIGMA_MAX = 100;

  private static final double RHO = 5;

  /** Beside the wishes: no wish told, no anatomy told, as on real films. */
  private static final int FLAGS = 3;

  /**
   * What the network is told of a batch.
   *
   * @param regions [n, k, s, s]
   * @param anatomy [n, structures, s, s]
   * @param global [n, k * f + 3]
   */
  public record Told(Tensor regions, Tensor anatomy, Tensor global) {}

  private final LayoutConfig config;
  private final Device device;
  private final LayoutNetwork network;
  private final LayoutRegions regions;

  public LayoutGenerator(Parameters.Place at, LayoutConfig config, Device device) {
    this.config = config;
    this.device = device;
    int globals = config.findings().size() * LayoutWish.FEATURES + FLAGS;
    this.network = new LayoutNetwork(at, config, globals);
    this.regions = new LayoutRegions(config.findings(), device);
  }

  public LayoutConfig config() {
    return config;
  }

  /** How many planes {@link #told} reads. */
  public static int planes() {
    return LayoutPlane.COUNT;
  }

  /**
   * @param wishes [n, k * f], see {@link LayoutWish}
   * @param planes [n, p, s, s] in [0, 1], see {@link AnatomyGrid}
   * @param wished [n, 1], 0 for rows that are told nothing of what is wanted
   * @param placed [n, 1], 0 for rows that are told nothing of the anatomy
   * @param real [n, 1], 1 for layers as they are on real films
   */
  public Told told(Tensor wishes, Tensor planes, Tensor wished, Tensor placed, Tensor real) {
    long n = wishes.size(0);
    int findings = config.findings().size();
    Tensor kept = wishes.mul(wished);
    Tensor shown = planes.mul(placed.reshape(n, 1, 1, 1));
    Tensor one = torch.ones_like(wished);
    Tensor global = Tensors.joined(1, kept, one.sub(wished), one.sub(placed), real);
    Tensor allowed = regions.of(kept.reshape(n, findings, LayoutWish.FEATURES), shown);
    return new Told(allowed, shown.narrow(1, 0, LayoutPlane.STRUCTURES), global);
  }

  /** The allowed regions of wishes [n, k * f] in planes [n, p, s, s]: [n, k, s, s]. */
  public Tensor regions(Tensor wishes, Tensor planes) {
    long n = wishes.size(0);
    return regions.of(wishes.reshape(n, config.findings().size(), LayoutWish.FEATURES), planes);
  }

  /**
   * Logits [n, k, s, s] that a finding is in a cell.
   *
   * @param noisy layers with noise [n, k, s, s]
   * @param sigma noise levels [n, 1]
   */
  public Tensor logits(Tensor noisy, Tensor sigma, Told told) {
    long n = noisy.size(0);
    Tensor in = torch.rsqrt(sigma.square().add(new Scalar(1.0))).reshape(n, 1, 1, 1);
    Tensor level = Tensors.scaled(sigma.log(), 0.25);
    return network.forward(noisy.mul(in), level, told.regions(), told.anatomy(), told.global());
  }

  /**
   * Draws layers for a batch.
   *
   * @param wishes [n, k * f]
   * @param planes [n, p, s, s]
   * @param real [n, 1]
   * @param start standard normal noise [n, k, s, s]; borrowed
   * @return probabilities [n, k, s, s]
   */
  public Tensor drawn(
      Tensor wishes, Tensor planes, Tensor real, Tensor start, LayoutSampling sampling) {
    Tensor ones = torch.ones_like(real);
    Tensor wished = Tensors.scaled(ones, sampling.wishes() ? 1 : 0);
    Tensor placed = Tensors.scaled(ones, sampling.anatomy() ? 1 : 0);
    Told with = told(wishes, planes, wished, placed, real);
    Optional<Told> without =
        sampling.guidance() == 1
            ? Optional.empty()
            : Optional.of(told(wishes, planes, Tensors.scaled(ones, 0), placed, real));
    Denoiser denoiser = denoiser(with, without, sampling.guidance());
    double[] sigmas = new NoiseSchedule.Karras(SIGMA_MIN, SIGMA_MAX, RHO).sigmas(sampling.steps());
    Tensor layers =
        new Sampler(new DpmSolver2M(), LatentHook.NONE)
            .sample(denoiser, start, sigmas, () -> start, Progress.SILENT);
    return Tensors.scaled(layers.add(new Scalar(1.0)), 0.5);
  }

  /**
   * Draws layers for what a prompt wants, as they are on real films where the training saw all of
   * it there.
   *
   * @param anatomy with both lungs
   * @return probabilities of every finding in every cell, [k][s * s] row-major
   */
  float[][] sample(
      AnatomyMap anatomy, Prompt prompt, LayoutSampling sampling, RandomStream stream) {
    int findings = config.findings().size();
    int side = config.side();
    float[] shown = AnatomyGrid.of(anatomy, side).values();
    float[] wish = LayoutWish.of(prompt.observations(), config);
    boolean real = config.real().containsAll(Placed.wanted(prompt)) && !config.real().isEmpty();
    float[] values =
        Gradients.off(
            () ->
                Scope.computing(
                    () ->
                        Tensors.floats(
                            drawn(
                                Tensors.of(wish, device, 1, wish.length),
                                Tensors.of(shown, device, 1, LayoutPlane.COUNT, side, side),
                                Tensors.of(new float[] {real ? 1 : 0}, device, 1, 1),
                                Tensors.noise(stream, device, 1, findings, side, side),
                                sampling))));
    float[][] layers = new float[findings][];
    for (int k = 0; k < findings; k++) {
      layers[k] = Arrays.copyOfRange(values, k * side * side, (k + 1) * side * side);
    }
    return layers;
  }

  /** With guidance the logits are drawn apart: Ho and Salimans 2022, equation 6. */
  private Denoiser denoiser(Told with, Optional<Told> without, double guidance) {
    return (x, sigma) -> {
      Tensor levels = torch.full_like(with.global().narrow(1, 0, 1), new Scalar(sigma));
      Tensor told = logits(x, levels, with).to(torch.ScalarType.Float);
      Tensor guided =
          without
              .map(other -> logits(x, levels, other).to(torch.ScalarType.Float))
              .map(untold -> Tensors.combined(told, guidance, untold, 1 - guidance))
              .orElse(told);
      return guided.mul(new Scalar(0.5)).tanh(); // 2 sigmoid(l) - 1
    };
  }
}
