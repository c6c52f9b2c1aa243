package ai.chestnut.adversarial;

import ai.chestnut.failure.DefectException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Finds latents whose films a classifier labels as asked, in the latent space of a generator that
 * knows no labels (the idea: Segal et al. 2021; loss and steps are ours). All networks are frozen;
 * Adam moves the latent alone, and after each step it is brought back to the sphere.
 *
 * <p>The loss of one latent: sum over labels of w softplus(-s (f - b)), with w the weights, s the
 * sides, f the logits and b the bounds, which is the cross-entropy of a present label (s = 1) or an
 * absent one (s = -1) about its bound; plus guard max(0, low - D)/scale for what the critic D
 * objects to, from the first step in which the labels are right and it does; plus diversity mean
 * max(0, cos)^2 over the other latents of the batch.
 *
 * <p>Legend: n latents, d numbers of each, k labels, s side.
 */
public final class LatentClassOptimisation {

  private final UnaryOperator<Tensor> generator;
  private final UnaryOperator<Tensor> classifier;
  private final CriticGuard guard;
  private final LatentSearch search;
  private final Device device;

  /**
   * @param generator from latents [n, d] to films [n, 1, s, s] in [-1, 1]
   * @param classifier from films to logits [n, k]
   */
  public LatentClassOptimisation(
      UnaryOperator<Tensor> generator,
      UnaryOperator<Tensor> classifier,
      CriticGuard guard,
      LatentSearch search,
      Device device) {
    this.generator = generator;
    this.classifier = classifier;
    this.guard = guard;
    this.search = search;
    this.device = device;
  }

  /**
   * Searches for several latents of one target at once, each from starts of its own.
   *
   * @param d numbers of a latent
   * @param count latents that are wanted, from 1
   * @return as many, whether they meet the target or not
   */
  public List<FoundLatent> find(
      LatentTarget target, RandomStream stream, int d, int count, Progress progress) {
    List<LatentSlot> slots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      slots.add(new LatentSlot(start(target, stream.child("start " + i), d), search.rate()));
    }
    RandomStream jitter = stream.child("jitter");
    boolean objected = false;
    for (int step = 0; slots.stream().anyMatch(LatentSlot::searching); step++) {
      boolean last = step == search.steps();
      List<float[]> latents = slots.stream().map(LatentSlot::latent).toList();
      Look look = look(target, latents, jitter, last ? Asking.LAST : Asking.of(objected));
      for (int i = 0; i < count; i++) {
        boolean met = target.met(look.logits(i));
        boolean real = search.guard() == 0 || look.scores()[i] >= guard.low();
        objected |= met && !real;
        FoundLatent here = look.at(i, slots.get(i), step, met && real);
        slots.get(i).step(here, look.slopes().get(i), search.hits(), last);
      }
      progress.advance(Step.of("search", step, search.steps()));
    }
    return slots.stream().map(LatentSlot::found).toList();
  }

  /** What a look is for; the critic is dear, and asked only when its answer decides something. */
  private enum Asking {
    /** Labels alone. */
    START,
    /** Labels and slopes, and the critic where labels are met. */
    FREE,
    /** The same with the critic's objections in the slopes. */
    GUARDED,
    /** Labels and the critic. */
    LAST;

    static Asking of(boolean objected) {
      return objected ? GUARDED : FREE;
    }

    boolean slopes() {
      return this == FREE || this == GUARDED;
    }
  }

  /** The best of some random latents. */
  private float[] start(LatentTarget target, RandomStream stream, int d) {
    List<float[]> all = new ArrayList<>();
    for (int i = 0; i < search.starts(); i++) {
      all.add(LatentSphere.random(stream, d));
    }
    if (all.size() == 1) {
      return all.get(0);
    }
    Look look = look(target, all, stream.child("jitter"), Asking.START);
    int best = 0;
    for (int i = 1; i < all.size(); i++) {
      best = look.losses()[i] < look.losses()[best] ? i : best;
    }
    return all.get(best);
  }

  /**
   * What the networks say of a batch.
   *
   * @param logits n * k of them
   * @param scores of the critic; 0 where it was not asked
   * @param slopes of the whole loss in each latent; of no length where they were not wanted
   */
  private record Look(float[] logits, float[] scores, float[] losses, List<float[]> slopes) {

    float[] logits(int i) {
      int k = logits.length / scores.length;
      return Arrays.copyOfRange(logits, i * k, (i + 1) * k);
    }

    boolean anyMet(LatentTarget target) {
      return IntStream.range(0, scores.length).anyMatch(i -> target.met(logits(i)));
    }

    Look with(float[] critic) {
      return new Look(logits, critic, losses, slopes);
    }

    Look with(List<float[]> found) {
      return new Look(logits, scores, losses, found);
    }

    FoundLatent at(int i, LatentSlot slot, int step, boolean good) {
      return new FoundLatent(
          slot.latent(), slot.start(), good, step, losses[i], scores[i], logits(i));
    }
  }

  private Look look(
      LatentTarget target, List<float[]> latents, RandomStream jitter, Asking asking) {
    int n = latents.size();
    return Scope.computing(
        () -> {
          Tensor z = tensor(latents).requires_grad_(asking.slopes());
          Supplier<Look> work =
              () -> {
                Tensor films = generator.apply(z).clamp(limit(-1), limit(1));
                Tensor noise = Tensors.noise(jitter, device, films.shape());
                Tensor logits =
                    classifier.apply(films.add(noise, new Scalar(search.jitter()))); // [n, k]
                Tensor losses = losses(target, logits); // [n]
                Look seen =
                    new Look(
                        finite(Tensors.floats(logits), "logits"),
                        new float[n],
                        Tensors.floats(losses),
                        Collections.nCopies(n, new float[0]));
                if (asking == Asking.GUARDED) {
                  Tensor scores = guard.critic().apply(films); // [n]
                  Tensor all = losses.sum().add(apart(z)).add(objections(scores));
                  return seen.with(Tensors.floats(scores)).with(rows(slopes(all, z), n));
                }
                Look judged =
                    asking == Asking.LAST || seen.anyMet(target) ? asked(seen, films) : seen;
                return asking == Asking.FREE
                    ? judged.with(rows(slopes(losses.sum().add(apart(z)), z), n))
                    : judged;
              };
          return asking.slopes() ? Gradients.on(work) : Gradients.off(work);
        });
  }

  private Look asked(Look seen, Tensor films) {
    return seen.with(
        finite(
            Gradients.off(() -> Tensors.floats(guard.critic().apply(films.detach()))), "scores"));
  }

  private Tensor losses(LatentTarget target, Tensor logits) {
    int k = target.labels().size();
    Tensors.require(logits, "classifier's logits", -1, k);
    Tensor sides = Tensors.of(target.sides(), device, 1, k);
    Tensor bounds = Tensors.of(target.bounds(), device, 1, k);
    Tensor weights = Tensors.of(target.weights(), device, 1, k);
    return torch.softplus(logits.sub(bounds).mul(sides).neg()).mul(weights).sum(1);
  }

  private Tensor objections(Tensor scores) {
    Tensor below = scores.neg().add(new Scalar(guard.low())).relu().sum();
    return Tensors.scaled(below, search.guard() / guard.scale());
  }

  /** What keeps the latents of a batch apart. */
  private Tensor apart(Tensor z) {
    long n = z.size(0);
    if (n == 1 || search.diversity() == 0) {
      return z.new_zeros(1).sum();
    }
    Tensor unit = z.div(z.square().sum(new long[] {1}, true, none()).sqrt());
    Tensor cosines = unit.matmul(unit.t()).relu().square(); // [n, n]
    Tensor others = cosines.sum().sub(new Scalar(n)); // without each latent's own
    return Tensors.scaled(others, search.diversity() / (n - 1));
  }

  private static Tensor slopes(Tensor of, Tensor at) {
    return torch.grad(new TensorVector(of), new TensorVector(at)).get(0).view_as(at);
  }

  private static List<float[]> rows(Tensor matrix, int n) {
    float[] all = finite(Tensors.floats(matrix), "slopes");
    int d = all.length / n;
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(Arrays.copyOfRange(all, i * d, (i + 1) * d));
    }
    return rows;
  }

  private Tensor tensor(List<float[]> latents) {
    int d = latents.get(0).length;
    float[] all = new float[latents.size() * d];
    for (int i = 0; i < latents.size(); i++) {
      System.arraycopy(latents.get(i), 0, all, i * d, d);
    }
    return Tensors.of(all, device, latents.size(), d);
  }

  private static float[] finite(float[] values, String what) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new DefectException(
            "search for latents (" + what + "): got " + value + ", expected finite numbers");
      }
    }
    return values;
  }

  private static ScalarOptional limit(double value) {
    return new ScalarOptional(new Scalar(value));
  }

  private static ScalarTypeOptional none() {
    return new ScalarTypeOptional(torch.ScalarType.Float);
  }
}
