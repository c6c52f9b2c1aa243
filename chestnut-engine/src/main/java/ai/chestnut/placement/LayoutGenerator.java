package ai.chestnut.placement;

import ai.chestnut.diffusion.Denoiser;
import ai.chestnut.diffusion.DpmSolver2M;
import ai.chestnut.diffusion.LatentHook;
import ai.chestnut.diffusion.NoiseSchedule;
import ai.chestnut.diffusion.Sampler;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.nn.Parameters;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.vocabulary.Certainty;
import java.util.Arrays;
import java.util.List;
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

  /** Least and largest noise: below the one nothing is left to decide, above the other nothing is
   * seen even of a finding that fills a lung. */
  public static final double SIGMA_MIN = 0.2;

  /** See {@link #SIGMA_MIN}. */
  public static final double SIGMA_MAX = 100;

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
   * @param planes [n, p, s, s] in [0, 1], see {@link LayoutPlanes}
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
    Tensor global =
        Tensors.joined(1, kept, one.sub(wished), one.sub(placed), real);
    Tensor allowed = regions.of(kept.reshape(n, findings, LayoutWish.FEATURES), shown);
    return new Told(allowed, shown.narrow(1, 0, LayoutPlane.STRUCTURES), global);
  }

  /** The allowed regions of wishes [n, k * f] in planes [n, p, s, s]: [n, k, s, s]. */
  public Tensor regions(Tensor wishes, Tensor planes) {
    long n = wishes.size(0);
    return regions.of(
        wishes.reshape(n, config.findings().size(), LayoutWish.FEATURES), planes);
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
   * Draws layers for what a prompt wants.
   *
   * @param anatomy with both lungs
   * @return probabilities of every finding in every cell, [k][s * s] row-major
   */
  float[][] sample(
      AnatomyMap anatomy, Prompt prompt, LayoutSampling sampling, RandomStream stream) {
    int findings = config.findings().size();
    int side = config.side();
    LayoutPlanes planes = LayoutPlanes.of(anatomy, side);
    List<Observation> wanted =
        prompt.observations().stream().filter(o -> o.certainty() != Certainty.ABSENT).toList();
    boolean real =
        wanted.stream().allMatch(one -> config.real().contains(one.finding()))
            && !config.real().isEmpty();
    float[] values =
        Gradients.off(
            () ->
                Scope.computing(
                    () -> {
                      int rows = sampling.guidance() == 1 ? 1 : 2;
                      Told told = told(wanted, planes, real, sampling, rows);
                      Denoiser denoiser = denoiser(told, sampling.guidance(), rows);
                      Tensor start = Tensors.noise(stream, device, 1, findings, side, side);
                      double[] sigmas =
                          new NoiseSchedule.Karras(SIGMA_MIN, SIGMA_MAX, 5)
                              .sigmas(sampling.steps());
                      Tensor layers =
                          new Sampler(new DpmSolver2M(), LatentHook.NONE)
                              .sample(denoiser, start, sigmas, () -> start, Progress.SILENT);
                      return Tensors.floats(Tensors.scaled(layers.add(new Scalar(1.0)), 0.5));
                    }));
    float[][] layers = new float[findings][];
    for (int k = 0; k < findings; k++) {
      layers[k] = Arrays.copyOfRange(values, k * side * side, (k + 1) * side * side);
    }
    return layers;
  }

  private Told told(
      List<Observation> wanted,
      LayoutPlanes planes,
      boolean real,
      LayoutSampling sampling,
      int rows) {
    float[] wish = LayoutWish.of(wanted, config);
    int side = config.side();
    int[] bits = planes.bits();
    float[] shown = new float[rows * LayoutPlane.COUNT * side * side];
    float[] wishes = new float[rows * wish.length];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(wish, 0, wishes, row * wish.length, wish.length);
      for (int plane = 0; plane < LayoutPlane.COUNT; plane++) {
        int base = (row * LayoutPlane.COUNT + plane) * side * side;
        for (int cell = 0; cell < bits.length; cell++) {
          shown[base + cell] = bits[cell] >> plane & 1;
        }
      }
    }
    float placed = sampling.anatomy() ? 1 : 0;
    float told = sampling.wishes() ? 1 : 0;
    return told(
        Tensors.of(wishes, device, rows, wish.length),
        Tensors.of(shown, device, rows, LayoutPlane.COUNT, side, side),
        column(rows == 1 ? new float[] {told} : new float[] {told, 0}),
        column(rows == 1 ? new float[] {placed} : new float[] {placed, placed}),
        column(rows == 1 ? new float[] {real ? 1 : 0} : new float[] {real ? 1 : 0, real ? 1 : 0}));
  }

  private Tensor column(float[] values) {
    return Tensors.of(values, device, values.length, 1);
  }

  /** With guidance the logits are drawn apart: Ho and Salimans 2022, equation 6. */
  private Denoiser denoiser(Told told, double guidance, int rows) {
    return (x, sigma) -> {
      float[] each = new float[rows];
      Arrays.fill(each, (float) sigma);
      Tensor level = Tensors.of(each, device, rows, 1);
      Tensor logits = logits(rows == 1 ? x : Tensors.joined(0, x, x), level, told);
      Tensor plain = logits.to(torch.ScalarType.Float);
      Tensor guided =
          rows == 1
              ? plain
              : Tensors.combined(
                  plain.narrow(0, 0, 1), guidance, plain.narrow(0, 1, 1), 1 - guidance);
      return guided.mul(new Scalar(0.5)).tanh(); // 2 sigmoid(l) - 1
    };
  }
}
