package ai.chestnut.models;

import ai.chestnut.adversarial.CriticGuard;
import ai.chestnut.adversarial.FoundLatent;
import ai.chestnut.adversarial.LatentClassOptimisation;
import ai.chestnut.adversarial.LatentSearch;
import ai.chestnut.adversarial.LatentTarget;
import ai.chestnut.expert.FindingBounds;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.GateCalibration;
import ai.chestnut.expert.LogitScale;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.Resampling;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * A progressive generator searched for findings: its films are shown to a filter classifier as the
 * panel would show them, and its critic guards that they still look like films. What is found is
 * judged by others.
 *
 * <p>Legend: n films, s side of the generator, c side that the classifier sees, k findings.
 */
public final class FindingSearch {

  /** Probability that a finding that was asked for must reach, and what must be absent not pass. */
  private static final double SURE = 0.7;

  private static final double UNSAID_WEIGHT = 0.25;
  private static final double MARGIN = 0.1; // in logits, inside the panel's bound
  private static final double FLAT = 0.5 / 255; // the deviation below which a film counts as flat

  private final ProgressiveGanModel gan;
  private final FindingClassifier classifier;
  private final GateCalibration calibration;
  private final Device device;

  /**
   * @param gan borrowed, as is the classifier
   * @param calibration what the classifier's logits mean, and what the panel will demand
   */
  public FindingSearch(
      ProgressiveGanModel gan, FindingClassifier classifier, GateCalibration calibration) {
    this.gan = gan;
    this.classifier = classifier;
    this.calibration = calibration;
    this.device = gan.parameters().device();
  }

  public ProgressiveGanModel gan() {
    return gan;
  }

  /** The findings that the classifier knows, in the order of its logits. */
  public List<Finding> findings() {
    return classifier.config().findings();
  }

  /**
   * What a prompt asks of the classifier: what is present or absent in it for sure, and, with less
   * weight, what the panel would refuse if it turned up unasked.
   *
   * @throws RequestException if the classifier does not know a finding that shall be present
   */
  public LatentTarget target(Prompt prompt) {
    Map<Finding, Integer> said = prompt.labels();
    for (Observation observation : prompt.observations()) {
      if (observation.certainty() == Certainty.PRESENT
          && !findings().contains(observation.finding())) {
        throw new RequestException(
            "finding",
            "prompt",
            observation.finding().canonicalName() + ", which the filter classifier does not know",
            "one of " + findings().stream().map(Finding::canonicalName).toList());
      }
    }
    List<LatentTarget.Label> labels = new ArrayList<>();
    for (Finding finding : findings()) {
      labels.add(label(finding, said));
    }
    return new LatentTarget(labels);
  }

  private LatentTarget.Label label(Finding finding, Map<Finding, Integer> said) {
    OptionalDouble requested = bound(finding, true);
    OptionalDouble unrequested = bound(finding, false);
    if (!said.containsKey(finding)) {
      return unrequested.isEmpty()
          ? LatentTarget.Label.EITHER
          : new LatentTarget.Label(-1, logit(unrequested.getAsDouble()) - MARGIN, UNSAID_WEIGHT);
    }
    return switch (said.get(finding)) {
      case 1 -> new LatentTarget.Label(1, logit(Math.max(SURE, requested.orElse(SURE))), 1);
      case 0 ->
          new LatentTarget.Label(-1, logit(Math.min(1 - SURE, unrequested.orElse(1 - SURE))), 1);
      default -> LatentTarget.Label.EITHER;
    };
  }

  private OptionalDouble bound(Finding finding, boolean asked) {
    return calibration
        .bounds(finding)
        .map(asked ? FindingBounds::requested : FindingBounds::unrequested)
        .orElse(OptionalDouble.empty());
  }

  private static double logit(double probability) {
    double inside = Math.min(1 - 1e-6, Math.max(1e-6, probability));
    return Math.log(inside / (1 - inside));
  }

  /** Searches one latent: its batch is always the same, so it depends on the stream alone. */
  public FoundLatent find(
      LatentTarget target, LatentSearch search, RandomStream stream, Progress progress) {
    return find(target, search, stream, 1, progress).get(0);
  }

  /** Searches several latents at once, which keep apart. */
  public List<FoundLatent> find(
      LatentTarget target, LatentSearch search, RandomStream stream, int count, Progress progress) {
    ProgressiveGanModel.Standing standing = gan.standing();
    CriticGuard guard =
        new CriticGuard(
            films -> gan.critic().alone(films, standing.growth(), standing.spread()),
            standing.low(),
            standing.scale());
    return new LatentClassOptimisation(
            latents -> gan.generator().forward(latents, standing.growth()),
            this::logits,
            guard,
            search,
            device)
        .find(target, stream, gan.config().latent(), count, progress);
  }

  /** films [n, 1, s, s] in [-1, 1] -> calibrated logits [n, k]; differentiable */
  private Tensor logits(Tensor films) {
    int k = findings().size();
    float[] slopes = new float[k];
    float[] biases = new float[k];
    for (int i = 0; i < k; i++) {
      LogitScale scale = calibration.scale(findings().get(i));
      slopes[i] = (float) (1 / scale.temperature());
      biases[i] = (float) scale.bias();
    }
    return classifier
        .forward(seen(films))
        .mul(Tensors.of(slopes, device, 1, k))
        .add(Tensors.of(biases, device, 1, k));
  }

  /**
   * As {@link ai.chestnut.expert.FilmFrame#values} shows films, but for their rounding to bytes.
   */
  Tensor seen(Tensor films) {
    int side = classifier.config().encoder().side();
    Tensor unit = films.add(new Scalar(1)).mul(new Scalar(0.5)).clamp(limit(0), limit(1));
    Tensor small = resampled(unit, side);
    Tensor centred = small.sub(small.mean(new long[] {2, 3}, true, own(small)));
    Tensor deviation =
        centred
            .square()
            .mean(new long[] {2, 3}, true, own(small))
            .add(new Scalar(FLAT * FLAT * FLAT)) // the root has no slope at nothing
            .sqrt();
    return centred.div(deviation.clamp(limit(FLAT), new ScalarOptional()));
  }

  private Tensor resampled(Tensor films, int side) {
    int from = Math.toIntExact(films.size(2));
    if (from == side) {
      return films;
    }
    Tensor matrix = Tensors.of(Resampling.matrix(from, side), device, side, from);
    return matrix.matmul(films).matmul(matrix.t()); // [n, 1, s, s] -> [n, 1, c, c]
  }

  /** The film of a latent at the generator's full side. */
  public Radiograph film(float[] latent, int bitDepth) {
    float[] signed =
        Gradients.off(
            () ->
                Scope.computing(
                    () -> {
                      Tensor z = Tensors.of(latent, device, 1, latent.length);
                      Tensor film = gan.generator().forward(z, gan.standing().growth());
                      return Tensors.floats(
                          gan.generator().enlarged(film).clamp(limit(-1), limit(1)));
                    }));
    float[] unit = new float[signed.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (signed[i] + 1) / 2;
    }
    return Radiograph.ofUnit(gan.config().side(), gan.config().side(), bitDepth, unit);
  }

  /** The probability of each finding that a search ended with. */
  public Map<Finding, Double> probabilities(FoundLatent found) {
    Map<Finding, Double> probabilities = new EnumMap<>(Finding.class);
    for (int i = 0; i < findings().size(); i++) {
      probabilities.put(findings().get(i), LogitScale.IDENTITY.probability(found.logits()[i]));
    }
    return probabilities;
  }

  private static ScalarOptional limit(double value) {
    return new ScalarOptional(new Scalar(value));
  }

  private static ScalarTypeOptional own(Tensor x) {
    return new ScalarTypeOptional(x.scalar_type());
  }
}
