package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import ai.chestnut.models.LayoutModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.placement.LayoutGenerator;
import ai.chestnut.placement.LayoutSampling;
import ai.chestnut.placement.LayoutWish;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
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
 * Denoising of pathology layers: binary cross-entropy of the network's word on every cell, whose
 * minimum is the posterior mean; the share of it that lies where the finding cannot be; and, of
 * every finding, whether there is any of it. The last two count less where the noise is high (there
 * the estimate is of all possible layers at once).
 */
public final class LayoutObjective implements Objective {

  /**
   * What there is to choose.
   *
   * @param batch layouts a step
   * @param variants ways to tell each example
   * @param withoutWish share of rows that are told nothing of what is wanted
   * @param withoutAnatomy share of rows that are told nothing of the anatomy
   * @param rareness 0 draws examples evenly, 1 draws findings evenly; 0.5 lies between
   * @param anatomyWeight of what lies outside the allowed regions
   * @param labelWeight of whether a finding is there
   * @param augmentation tone does not matter here
   */
  public record Settings(
      int batch,
      int variants,
      double withoutWish,
      double withoutAnatomy,
      double rareness,
      double anatomyWeight,
      double labelWeight,
      Augmentation augmentation) {

    public Settings {
      if (batch < 1 || variants < 1 || !(anatomyWeight >= 0) || !(labelWeight >= 0)) {
        throw new RequestException(
            "layout objective",
            "batch, variants, anatomyWeight, labelWeight",
            batch + ", " + variants + ", " + anatomyWeight + ", " + labelWeight,
            "at least 1, 1, 0, 0");
      }
    }
  }

  private static final float[] HELD_OUT_SIGMAS = {0.7f, 2, 6, 20};
  private static final double ENOUGH = 4; // cells, of which there is hardly any doubt
  private static final double TINY = 1e-6;
  private static final long BILINEAR = 0;
  private static final long BORDER = 1;
  private static final int SHEET = 8;

  private final Settings settings;
  private final LayoutModel model;
  private final LayoutBank train;
  private final double[] chances;
  private final LayoutBank heldOut;
  private final long seed;

  /**
   * @param chances see {@link LayoutBank#chances}
   */
  LayoutObjective(
      Settings settings,
      LayoutModel model,
      LayoutBank train,
      double[] chances,
      LayoutBank heldOut,
      long seed) {
    this.settings = settings;
    this.model = model;
    this.train = train;
    this.chances = chances;
    this.heldOut = heldOut;
    this.seed = seed;
  }

  @Override
  public Parameters parameters() {
    return model.parameters();
  }

  @Override
  public Tensor loss(long step) {
    RandomStream stream = RandomStream.of(seed, step, "layouts");
    int n = settings.batch();
    int[] rows = new int[n];
    int[] ways = new int[n];
    float[] sigmas = new float[n];
    float[] wished = new float[n];
    float[] placed = new float[n];
    double low = Math.log(LayoutGenerator.SIGMA_MIN);
    double high = Math.log(LayoutGenerator.SIGMA_MAX);
    for (int i = 0; i < n; i++) {
      rows[i] = drawn(stream);
      ways[i] = stream.nextInt(train.variants());
      sigmas[i] = (float) Math.exp(stream.uniform(low, high));
      wished[i] = stream.chance(settings.withoutWish()) ? 0 : 1;
      placed[i] = stream.chance(settings.withoutAnatomy()) ? 0 : 1;
    }
    LayoutBank.Batch batch = train.batch(rows, ways);
    int side = model.generator().config().side();
    Tensor map =
        Warp.drawn(stream, n, side, side, settings.augmentation(), parameters().device()).map();
    LayoutBank.Batch moved =
        new LayoutBank.Batch(
            torch.grid_sampler(batch.layers(), map, BILINEAR, BORDER, false),
            torch.grid_sampler(batch.planes(), map, BILINEAR, BORDER, false),
            batch.wishes(),
            batch.real());
    return loss(moved, sigmas, wished, placed, noise(step, "layout noise", n));
  }

  private int drawn(RandomStream stream) {
    int at = Arrays.binarySearch(chances, stream.uniform(0, chances[chances.length - 1]));
    return Math.min(chances.length - 1, at < 0 ? -at - 1 : at + 1);
  }

  private Tensor noise(long step, String purpose, int n) {
    int side = model.generator().config().side();
    int findings = model.generator().config().findings().size();
    return BatchNoise.normal(seed, step, purpose, parameters().device(), n, findings, side, side);
  }

  private Tensor loss(
      LayoutBank.Batch batch, float[] sigmas, float[] wished, float[] placed, Tensor noise) {
    Device device = parameters().device();
    int n = sigmas.length;
    LayoutGenerator generator = model.generator();
    Tensor sigma = Tensors.of(sigmas, device, n, 1);
    Tensor clean = batch.layers().mul(new Scalar(2)).sub(new Scalar(1));
    Tensor noisy = clean.add(noise.mul(sigma.reshape(n, 1, 1, 1)));
    LayoutGenerator.Told told =
        generator.told(
            batch.wishes(),
            batch.planes(),
            Tensors.of(wished, device, n, 1),
            Tensors.of(placed, device, n, 1),
            batch.real());
    Tensor logits = generator.logits(noisy, sigma, told).to(torch.ScalarType.Float);
    Tensor cells =
        torch.softplus(logits).sub(logits.mul(batch.layers())).sum(1).mean(); // [n, s, s]
    Tensor seen = logits.sigmoid();
    Tensor clarity =
        sigma.square().add(new Scalar(1)).reciprocal().reshape(n, 1, 1, 1); // alpha bar
    Tensor allowed = generator.regions(batch.wishes(), batch.planes());
    Tensor outside = seen.mul(allowed.neg().add(new Scalar(1))).mul(clarity).sum(1).mean();
    return cells
        .add(outside, new Scalar(settings.anatomyWeight()))
        .add(labels(seen, batch.wishes(), clarity), new Scalar(settings.labelWeight()));
  }

  /** Cross-entropy of "there is any": 1 - exp(-cells / 4) is its probability. */
  private Tensor labels(Tensor seen, Tensor wishes, Tensor clarity) {
    long n = seen.size(0);
    Tensor wanted =
        wishes
            .reshape(n, seen.size(1), LayoutWish.FEATURES)
            .select(2, 0); // whether it is present comes first
    Tensor much = seen.sum(2, 3).mul(new Scalar(1 / ENOUGH));
    Tensor there = much.neg().exp().neg().add(new Scalar(1 + TINY)).log();
    Tensor lost = much.mul(wanted.neg().add(new Scalar(1))).sub(there.mul(wanted));
    return lost.mul(clarity.reshape(n, 1)).sum(1).mean();
  }

  @Override
  public double heldOut() {
    double sum = 0;
    int batches = 0;
    int most = Math.min(settings.batch(), heldOut.count());
    for (int first = 0; first + most <= heldOut.count(); first += most) {
      for (float level : HELD_OUT_SIGMAS) {
        int[] rows = new int[most];
        float[] sigmas = new float[most];
        float[] ones = new float[most];
        for (int i = 0; i < most; i++) {
          rows[i] = first + i;
        }
        Arrays.fill(sigmas, level);
        Arrays.fill(ones, 1);
        long number = (long) first * HELD_OUT_SIGMAS.length + batches;
        sum +=
            Scope.computing(
                () ->
                    loss(
                            heldOut.batch(rows, new int[most]),
                            sigmas,
                            ones,
                            ones,
                            noise(number, "held-out layouts", most))
                        .item_double());
        batches++;
      }
    }
    return sum / batches;
  }

  @Override
  public Radiograph preview() {
    int n = Math.min(SHEET, heldOut.count());
    int side = model.generator().config().side();
    float[] seen =
        Scope.computing(
            () -> {
              int[] rows = new int[n];
              for (int i = 0; i < n; i++) {
                rows[i] = i * (heldOut.count() / n);
              }
              LayoutBank.Batch batch = heldOut.batch(rows, new int[n]);
              Tensor lungs = batch.planes().narrow(1, 0, 3).sum(1).mul(new Scalar(0.5));
              Tensor true0 = batch.layers().amax(new long[] {1}, false);
              Tensor made =
                  model
                      .generator()
                      .drawn(
                          batch.wishes(),
                          batch.planes(),
                          batch.real(),
                          noise(0, "preview", n),
                          LayoutSampling.standard())
                      .amax(new long[] {1}, false);
              Tensor above = lungs.maximum(true0.mul(new Scalar(2)));
              Tensor below = lungs.maximum(made.mul(new Scalar(2)));
              return Tensors.floats(Tensors.joined(1, above, below).sub(new Scalar(1)));
            });
    List<float[]> films = new ArrayList<>();
    int area = side * side;
    for (int half = 0; half < 2; half++) {
      for (int i = 0; i < n; i++) {
        int from = (2 * i + half) * area;
        films.add(Arrays.copyOfRange(seen, from, from + area));
      }
    }
    return Sheet.of(films, side, n);
  }

  @Override
  public Map<String, String> metadata() {
    return model.metadata();
  }

  @Override
  public void close() {
    train.close();
    heldOut.close();
    model.close();
  }
}
