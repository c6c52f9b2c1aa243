package ai.chestnut.training;

import ai.chestnut.adversarial.AdaptiveAugmentation;
import ai.chestnut.adversarial.AdaptiveStrength;
import ai.chestnut.adversarial.Growth;
import ai.chestnut.adversarial.ProgressiveConfig;
import ai.chestnut.adversarial.ProgressiveCritic;
import ai.chestnut.adversarial.ProgressiveGenerator;
import ai.chestnut.adversarial.WassersteinLoss;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.ProgressiveGanModel;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A generator that learns films without labels from 4 pixels up, against a critic that grows with
 * it (Karras et al. 2018; Segal et al. 2021). Which level is at work follows the share of the
 * training that is done, and every level's parameters are there from the start: a level that was
 * not reached has no gradient, so that its values, their average and their moments stay as they
 * began. The critic learns after the generator in each step, from the same made films.
 *
 * <p>Legend: n batch, d latent, s side of the stage.
 */
public final class ProgressiveObjective implements Objective {

  /**
   * What there is to choose.
   *
   * @param growth when the networks grow
   * @param loss weights of gradient penalty and drift
   * @param augmentation of the critic's films
   * @param strength how the probability of the augmentation is steered
   */
  public record Settings(
      GrowthPlan growth,
      WassersteinLoss loss,
      AdaptiveAugmentation augmentation,
      AdaptiveStrength.Settings strength) {}

  private static final int JUDGED = 108; // films of a held-out comparison
  private static final int AT_ONCE = 16;
  private static final int STEER_EVERY = 4;
  private static final int SHEET = 16;
  private static final double LOW = 0.1; // share of made films that the guard calls poor

  private static final double LEAST_SCALE = 1e-12;

  private final Settings settings;
  private final ProgressiveConfig config;
  private final StageFilms films;
  private final StageFilms heldOut;
  private final FilmBank heldOutBank;
  private final FilmBank bank;
  private final RunFolder folder;
  private final long seed;
  private final Parameters parameters;
  private final Parameters criticParameters;
  private final ProgressiveGenerator generator;
  private final ProgressiveCritic critic;
  private final AdaptiveStrength strength;
  private ProgressiveGanModel.Standing standing;
  private GrowthPlan.Stage stage;
  private long latest;
  private Optional<Tensor> made = Optional.empty();

  /**
   * @param films owned from here on, as are the held-out ones
   */
  ProgressiveObjective(
      Settings settings,
      ProgressiveConfig config,
      FilmBank films,
      FilmBank heldOut,
      RunFolder folder,
      long seed,
      Device device) {
    this.settings = settings;
    this.config = config;
    this.bank = films;
    this.heldOutBank = heldOut;
    this.films = new StageFilms(films);
    this.heldOut = new StageFilms(heldOut);
    this.folder = folder;
    this.seed = seed;
    this.parameters = Parameters.random(seed, device);
    this.criticParameters = Parameters.random(seed, device);
    Parameters.Place place = criticParameters.root();
    this.generator =
        new ProgressiveGenerator(parameters.root().at(ProgressiveGanModel.GENERATOR), config);
    this.critic = new ProgressiveCritic(place.at(ProgressiveGanModel.CRITIC), config);
    this.strength = new AdaptiveStrength(place.at("augmentation"), settings.strength());
    this.stage = settings.growth().stages().get(0);
    this.standing = new ProgressiveGanModel.Standing(settings.growth().growth(0), 1, 0, 1);
    requireFit();
  }

  private void requireFit() {
    List<GrowthPlan.Stage> stages = settings.growth().stages();
    if (stages.size() > config.levels() || bank.side() != config.side()) {
      throw new RequestException(
          "progressive-gan recipe",
          "objective.growth.stages, data.side",
          stages.size() + " stages, films of " + bank.side(),
          "at most " + config.levels() + " and " + config.side() + ", as model.channels says");
    }
    for (GrowthPlan.Stage each : stages) {
      if (config.group() > 0 && each.batch() % config.group() != 0) {
        throw new RequestException(
            "growth stage of " + each.side() + " pixels",
            "batch",
            Integer.toString(each.batch()),
            "a multiple of model.group, " + config.group());
      }
    }
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Optional<Rival> rival() {
    return Optional.of(
        new Rival() {
          @Override
          public Parameters parameters() {
            return criticParameters;
          }

          @Override
          public Tensor loss(long step) {
            return criticLoss(step);
          }
        });
  }

  @Override
  public void reached(double share) {
    Growth growth = settings.growth().growth(share);
    stage = settings.growth().stages().get(growth.level());
    standing =
        new ProgressiveGanModel.Standing(
            growth, standing.spread(), standing.low(), standing.scale());
  }

  @Override
  public double pace() {
    return stage.rate();
  }

  /** -E[D(G(z))]; only the generator gets gradients. */
  @Override
  public Tensor loss(long step) {
    latest = step;
    Growth growth = standing.growth();
    Tensor latents = noise(step, "latents", stage.batch(), config.latent());
    Tensor fake = generator.forward(latents, growth);
    made = Optional.of(fake.detach());
    criticParameters.train(false);
    try {
      return settings.loss().generator(critic.forward(changed(fake, step, "generator"), growth));
    } finally {
      criticParameters.train(true);
    }
  }

  /** Wasserstein loss with drift, and the gradient penalty in float32. */
  private Tensor criticLoss(long step) {
    int n = stage.batch();
    Growth growth = standing.growth();
    Tensor fake = made.orElseThrow();
    Tensor real = films.of(chosen(step, "films", n, films.count()), stage.side());
    Tensor both =
        changed(Tensors.joined(0, real, fake.to(real.scalar_type())), step, "critic").detach();
    Tensor scores = critic.forward(both, growth); // groups of variety hold one kind alone
    Tensor realScores = Tensors.part(scores, 0, 0, n);
    Tensor fakeScores = Tensors.part(scores, 0, n, 2L * n);
    steer(step, realScores, fakeScores);
    Tensor shares = uniform(noise(step, "shares", n)).view(n, 1, 1, 1);
    Tensor penalty =
        Precision.FLOAT32.on(
            parameters.device(),
            () ->
                settings
                    .loss()
                    .penalty(
                        points -> critic.forward(points, growth),
                        Tensors.part(both, 0, 0, n),
                        Tensors.part(both, 0, n, 2L * n),
                        shares));
    return settings.loss().critic(realScores, fakeScores).add(penalty);
  }

  /** Compares the critic's opinion of held-out films with that of the films it learns from. */
  private void steer(long step, Tensor realScores, Tensor fakeScores) {
    if (step % STEER_EVERY != 0) {
      return;
    }
    int n = stage.batch();
    Tensor kept = heldOut.of(chosen(step, "held-out", n, heldOut.count()), stage.side());
    Tensor scores =
        Gradients.off(
            () -> critic.forward(changed(kept, step, "held-out change"), standing.growth()));
    strength.learn(realScores, scores, fakeScores, (long) STEER_EVERY * n);
  }

  private Tensor changed(Tensor seen, long step, String purpose) {
    Tensor draws = noise(step, "change " + purpose, seen.size(0), AdaptiveAugmentation.DRAWS);
    return settings.augmentation().changed(seen, draws, strength.probability());
  }

  private Tensor noise(long step, String purpose, long... shape) {
    return BatchNoise.normal(seed, step, purpose, parameters.device(), shape);
  }

  /** A standard normal's distribution function is uniform. */
  private static Tensor uniform(Tensor normal) {
    return torch
        .erf(Tensors.scaled(normal, Math.sqrt(0.5)))
        .add(new Scalar(1))
        .mul(new Scalar(0.5));
  }

  private int[] chosen(long step, String purpose, int n, int of) {
    RandomStream stream = RandomStream.of(seed, step, purpose);
    int[] chosen = new int[n];
    Arrays.setAll(chosen, i -> stream.nextInt(of));
    return chosen;
  }

  /**
   * Sliced Wasserstein distance of held-out films to as many made ones at the full side; levels
   * that are still to come show as what is missing there.
   */
  @Override
  public double heldOut() {
    int n = Math.min(JUDGED, heldOutBank.count());
    double distance =
        Scope.computing(
            () -> {
              Tensor fakes = fakes(n);
              measure(fakes);
              int[] all = new int[n];
              Arrays.setAll(all, i -> i);
              return SlicedWasserstein.distance(
                  heldOutBank.whole(all),
                  generator.enlarged(fakes),
                  RandomStream.of(seed, 0, "sliced"),
                  parameters.device());
            });
    log(distance);
    return distance;
  }

  /** Made films at the stage's side, the same latents each time; within [-1, 1]. */
  private Tensor fakes(int n) {
    Tensor latents =
        Tensors.noise(
            RandomStream.of(seed, 0, "held-out latents"), parameters.device(), n, config.latent());
    Tensor[] parts =
        inParts(latents).stream()
            .map(some -> Scope.yielding(() -> generator.forward(some, standing.growth())))
            .toArray(Tensor[]::new);
    return Tensors.joined(0, parts)
        .clamp(new ScalarOptional(new Scalar(-1)), new ScalarOptional(new Scalar(1)));
  }

  /** What the guard of a later search for latents needs to know. */
  private void measure(Tensor fakes) {
    Growth growth = standing.growth();
    double spread = 0;
    int parts = 0;
    for (Tensor some : inParts(fakes)) {
      spread += Scope.computing(() -> critic.spread(some, growth).mean().item_double());
      parts++;
    }
    double typical = spread / parts;
    float[] scores = new float[Math.toIntExact(fakes.size(0))];
    int at = 0;
    for (Tensor some : inParts(fakes)) {
      float[] part = Scope.computing(() -> Tensors.floats(critic.alone(some, growth, typical)));
      System.arraycopy(part, 0, scores, at, part.length);
      at += part.length;
    }
    Arrays.sort(scores);
    standing =
        new ProgressiveGanModel.Standing(
            growth, typical, scores[(int) (LOW * scores.length)], deviation(scores));
  }

  /** Few enough rows at once for any machine. */
  private static List<Tensor> inParts(Tensor rows) {
    List<Tensor> parts = new ArrayList<>();
    long n = rows.size(0);
    for (long from = 0; from < n; from += AT_ONCE) {
      parts.add(Tensors.part(rows, 0, from, Math.min(n, from + AT_ONCE)));
    }
    return parts;
  }

  private static double deviation(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    return Math.sqrt(Math.max(LEAST_SCALE, squares / values.length - mean * mean));
  }

  private void log(double distance) {
    double[] steered = strength.read();
    folder.row(
        "growth.csv",
        "step,side,fade,batch,augmentation,overfitting,distance",
        "%d,%d,%.3f,%d,%.4f,%.4f,%.6f",
        latest,
        stage.side(),
        standing.growth().fade(),
        stage.batch(),
        steered[0],
        steered[1],
        distance);
  }

  @Override
  public Radiograph preview() {
    int count = SHEET;
    int size = config.side() * config.side();
    float[] all = Scope.computing(() -> Tensors.floats(generator.enlarged(fakes(count))));
    List<float[]> sheet =
        IntStream.range(0, count)
            .mapToObj(i -> Arrays.copyOfRange(all, i * size, (i + 1) * size))
            .toList();
    return Sheet.of(sheet, config.side(), (int) Math.sqrt(count));
  }

  @Override
  public Map<String, String> metadata() {
    return ProgressiveGanModel.metadata(config, standing);
  }

  /** The critic, for whoever will search latents. */
  @Override
  public Map<String, WeightFile.Entry> companions() {
    Map<String, WeightFile.Entry> kept = new LinkedHashMap<>();
    criticParameters
        .entries()
        .forEach(
            (name, entry) -> {
              if (name.startsWith(ProgressiveGanModel.CRITIC + ".")) {
                kept.put(name, entry);
              }
            });
    return kept;
  }

  @Override
  public void close() {
    films.close();
    heldOut.close();
    bank.close();
    heldOutBank.close();
    parameters.close();
    criticParameters.close();
  }
}
