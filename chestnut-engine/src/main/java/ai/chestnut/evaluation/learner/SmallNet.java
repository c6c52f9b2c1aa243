package ai.chestnut.evaluation.learner;

import ai.chestnut.expert.FilmDecoder;
import ai.chestnut.expert.FilmEncoder;
import ai.chestnut.failure.DefectException;
import ai.chestnut.nn.Linear;
import ai.chestnut.nn.Parameters;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.training.AdamW;
import ai.chestnut.training.LearningRate;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A net that answers yes or no: once a film, or at every pixel. Owns its weights. Answers of the
 * first kind are linear in the deepest features' means over a coarse grid: chest films lie alike,
 * so where something is seen tells much, and a mean over the whole film would lose it.
 *
 * <p>Legend: n batch, s side, k questions, c width of the deepest level, h its rows, g grid.
 */
public final class SmallNet implements AutoCloseable {

  private static final int GRID = 4;
  private static final double CLIP = 1;
  private static final double DICE_SMOOTHING = 1;

  private final NetShape shape;
  private final int questions;
  private final Parameters parameters;
  private final FilmEncoder encoder;
  private final Optional<Linear> head;
  private final Optional<FilmDecoder> decoder;
  private final long seed;

  private SmallNet(NetShape shape, int questions, boolean dense, long seed) {
    this.shape = shape;
    this.questions = questions;
    this.seed = seed;
    this.parameters = Parameters.random(seed, Device.CPU);
    Parameters.Place root = parameters.root();
    this.encoder = new FilmEncoder(root.at("encoder"), shape.encoder());
    this.head =
        dense
            ? Optional.empty()
            : Optional.of(
                new Linear(
                    root.at("head"), shape.encoder().deepest() * grid() * grid(), questions));
    this.decoder =
        dense
            ? Optional.of(new FilmDecoder(root.at("decoder"), shape.encoder(), questions))
            : Optional.empty();
  }

  /** A net that answers once a film. */
  public static SmallNet classifier(NetShape shape, int questions, long seed) {
    return new SmallNet(shape, questions, false, seed);
  }

  /** A net that answers at every pixel. */
  public static SmallNet segmenter(NetShape shape, int questions, long seed) {
    return new SmallNet(shape, questions, true, seed);
  }

  /** How many numbers it learns. */
  public long size() {
    return parameters.count();
  }

  /** films [n, 1, s, s] -> logits [n, k] or [n, k, s, s] */
  private Tensor forward(Tensor films) {
    return decoder
        .map(planes -> planes.forward(encoder.levels(films)))
        .orElseGet(() -> head.orElseThrow().forward(pooled(encoder.deepest(films))));
  }

  /** features [n, c, h, h] -> their means over the cells of a grid, [n, c * g * g] */
  private Tensor pooled(Tensor features) {
    long n = features.size(0);
    long c = features.size(1);
    long cell = features.size(2) / grid();
    return features.reshape(n, c, grid(), cell, grid(), cell).mean(3, 5).reshape(n, -1);
  }

  private int grid() {
    int rows = shape.side() >> shape.channels().size();
    return rows % GRID == 0 ? GRID : 1;
  }

  /**
   * Trains on lessons, from where the net stands. The same seed, lessons and purpose give the same
   * net.
   *
   * @param purpose keeps the draws of two trainings of one net apart
   * @param steps told of each step
   */
  public void learn(List<Lesson> lessons, Schooling schooling, String purpose, LongConsumer steps) {
    parameters.train(true);
    LearningRate rate = new LearningRate(schooling.rate(), schooling.steps() / 20, 1);
    try (AdamW optimiser = AdamW.over(parameters, schooling.weightDecay())) {
      for (long step = 1; step <= schooling.steps(); step++) {
        long now = step;
        Scope.running(
            () -> {
              Tensor loss =
                  Gradients.on(
                      () ->
                          loss(
                              new Batch(lessons, shape, questions, schooling, draw(purpose, now))));
              double value = loss.item_double();
              if (!Double.isFinite(value)) {
                throw new DefectException(
                    "training a small net, step "
                        + now
                        + ": got a loss of "
                        + value
                        + ", expected a finite one");
              }
              loss.backward();
              optimiser.clip(CLIP);
              optimiser.step(now, rate.at(now, now / (double) schooling.steps()));
            });
        steps.accept(step);
      }
    } finally {
      parameters.train(false);
    }
  }

  /** The probability of yes for each question: [k], or [k * s * s] at every pixel of the square. */
  public float[] answers(byte[] square) {
    int side = shape.side();
    float[] values = new float[square.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = square[i] / (float) Lesson.STEPS;
    }
    return Scope.computing(
        () ->
            Gradients.off(
                () ->
                    Tensors.floats(
                        forward(Tensors.of(values, Device.CPU, 1, 1, side, side)).sigmoid())));
  }

  @Override
  public void close() {
    parameters.close();
  }

  private RandomStream draw(String purpose, long step) {
    return RandomStream.of(seed, step, "lessons/" + purpose);
  }

  /** Binary cross-entropy over what is known; at pixels, with the soft Dice of each plane. */
  private Tensor loss(Batch batch) {
    Tensor logits = forward(batch.films());
    Tensor yes = batch.yes(decoder.isPresent());
    Tensor known = batch.known(decoder.isPresent());
    // softplus(x) - x t, the stable form of the cross-entropy
    Tensor each = torch.softplus(logits).sub(logits.mul(yes)).mul(known);
    Tensor entropy = each.sum().div(known.sum().add(new Scalar(1e-6)));
    return decoder.isPresent() ? entropy.add(dice(logits.sigmoid(), yes, known)) : entropy;
  }

  /** One less the soft Dice (Milletari et al. 2016, equation 1, unsquared), mean over planes. */
  private static Tensor dice(Tensor said, Tensor yes, Tensor known) {
    Tensor seen = said.mul(known);
    Tensor both = seen.mul(yes).sum(2, 3).mul(new Scalar(2)); // [n, k]
    Tensor all = seen.sum(2, 3).add(yes.sum(2, 3));
    Tensor score = both.add(new Scalar(DICE_SMOOTHING)).div(all.add(new Scalar(DICE_SMOOTHING)));
    return score.mean().neg().add(new Scalar(1));
  }
}
