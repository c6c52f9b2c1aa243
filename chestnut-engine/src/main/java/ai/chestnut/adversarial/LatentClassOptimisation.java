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
 * objects to; plus diversity mean max(0, cos)^2 over the other latents of the batch.
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
    for (int step = 0; slots.stream().anyMatch(LatentSlot::searching); step++) {
      boolean last = step == search.steps();
      Look look = look(target, slots.stream().map(LatentSlot::latent).toList(), jitter, !last);
      for (int i = 0; i < count; i++) {
        FoundLatent here = look.at(i, slots.get(i), step, good(target, look, i));
        slots.get(i).step(here, look.slopes().get(i), search.hits(), last);
      }
      progress.advance(Step.of("search", step, search.steps()));
    }
    return slots.stream().map(LatentSlot::found).toList();
  }

  /** The best of some random latents; one that the critic objects to costs more. */
  private float[] start(LatentTarget target, RandomStream stream, int d) {
    List<float[]> all = new ArrayList<>();
    for (int i = 0; i < search.starts(); i++) {
      all.add(LatentSphere.random(stream, d));
    }
    if (all.size() == 1) {
      return all.get(0);
    }
    Look look = look(target, all, stream.child("jitter"), false);
    int best = 0;
    for (int i = 1; i < all.size(); i++) {
      best = cost(look, i) < cost(look, best) ? i : best;
    }
    return all.get(best);
  }

  private double cost(Look look, int i) {
    return look.losses()[i]
        + search.guard() * Math.max(0, guard.low() - look.scores()[i]) / guard.scale();
  }

  private boolean good(LatentTarget target, Look look, int i) {
    boolean real = search.guard() == 0 || look.scores()[i] >= guard.low();
    return real && target.met(look.logits(i));
  }

  /**
   * What the networks say of a batch.
   *
   * @param logits n * k of them
   * @param slopes of the whole loss in each latent; of no length where they were not wanted
   */
  private record Look(float[] logits, float[] scores, float[] losses, List<float[]> slopes) {

    float[] logits(int i) {
      int k = logits.length / scores.length;
      return Arrays.copyOfRange(logits, i * k, (i + 1) * k);
    }

    FoundLatent at(int i, LatentSlot slot, int step, boolean good) {
      return new FoundLatent(
          slot.latent(), slot.start(), good, step, losses[i], scores[i], logits(i));
    }
  }

  private Look look(
      LatentTarget target, List<float[]> latents, RandomStream jitter, boolean slopesWanted) {
    int n = latents.size();
    return Scope.computing(
        () -> {
          Tensor z = tensor(latents).requires_grad_(slopesWanted);
          Supplier<Look> work =
              () -> {
                Tensor films = generator.apply(z).clamp(limit(-1), limit(1));
                Tensor noise = Tensors.noise(jitter, device, films.shape());
                Tensor logits =
                    classifier.apply(films.add(noise, new Scalar(search.jitter()))); // [n, k]
                Tensor scores = guard.critic().apply(films); // [n]
                Tensor losses = losses(target, logits); // [n]
                List<float[]> slopes =
                    slopesWanted
                        ? rows(slopes(losses.sum().add(beside(scores, z)), z), n)
                        : Collections.nCopies(n, new float[0]);
                return new Look(
                    finite(Tensors.floats(logits), "logits"),
                    finite(Tensors.floats(scores), "scores"),
                    Tensors.floats(losses),
                    slopes);
              };
          return slopesWanted ? Gradients.on(work) : Gradients.off(work);
        });
  }

  private Tensor losses(LatentTarget target, Tensor logits) {
    int k = target.labels().size();
    Tensors.require(logits, "classifier's logits", -1, k);
    Tensor sides = Tensors.of(target.sides(), device, 1, k);
    Tensor bounds = Tensors.of(target.bounds(), device, 1, k);
    Tensor weights = Tensors.of(target.weights(), device, 1, k);
    return torch.softplus(logits.sub(bounds).mul(sides).neg()).mul(weights).sum(1);
  }

  /** Guard and diversity, summed over the batch. */
  private Tensor beside(Tensor scores, Tensor z) {
    Tensor objections = scores.neg().add(new Scalar(guard.low())).relu().sum();
    Tensor sum = Tensors.scaled(objections, search.guard() / guard.scale());
    long n = z.size(0);
    if (n == 1 || search.diversity() == 0) {
      return sum;
    }
    Tensor unit = z.div(z.square().sum(new long[] {1}, true, none()).sqrt());
    Tensor cosines = unit.matmul(unit.t()).relu().square(); // [n, n]
    Tensor others = cosines.sum().sub(new Scalar(n)); // without each latent's own
    return sum.add(Tensors.scaled(others, search.diversity() / (n - 1)));
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
