package ai.chestnut.adversarial;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.progress.Progress;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.NativeHandles;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The search in a small random generator, for films that are bright above or below. */
class LatentClassOptimisationTest {

  private static final ProgressiveConfig CONFIG = new ProgressiveConfig(8, List.of(6, 4), 0);
  private static final int SIDE = 8;
  private static final LatentSearch SEARCH = new LatentSearch(60, 0.1, 1, 3, 0, 0, 0);
  private static final LatentTarget ABOVE_NOT_BELOW =
      new LatentTarget(List.of(new LatentTarget.Label(1, 1, 1), new LatentTarget.Label(-1, -1, 1)));

  private final Parameters parameters = Parameters.random(7, Device.CPU);
  private final ProgressiveGenerator generator =
      new ProgressiveGenerator(parameters.root(), CONFIG);

  @AfterEach
  void close() {
    parameters.close();
  }

  private Tensor film(Tensor latents) {
    return generator.forward(latents, CONFIG.grown());
  }

  /** Mean grey of the upper and of the lower half, as two logits. */
  private static Tensor halves(Tensor films) {
    Tensor upper = films.narrow(2, 0, SIDE / 2).flatten(1, 3).mean(1);
    Tensor lower = films.narrow(2, SIDE / 2, SIDE / 2).flatten(1, 3).mean(1);
    return Tensors.joined(1, upper.view(-1, 1), lower.view(-1, 1)).mul(new Scalar(10));
  }

  /** Prefers dark films. */
  private static Tensor darkness(Tensor films) {
    return films.flatten(1, 3).mean(1).neg();
  }

  private List<FoundLatent> find(
      LatentTarget target,
      UnaryOperator<Tensor> classifier,
      LatentSearch search,
      int count,
      long seed) {
    return new LatentClassOptimisation(
            this::film,
            classifier,
            new CriticGuard(LatentClassOptimisationTest::darkness, 0, 0.1),
            search,
            Device.CPU)
        .find(target, RandomStream.of(seed, 0, "search"), 8, count, Progress.SILENT);
  }

  private FoundLatent find(LatentSearch search, long seed) {
    return find(ABOVE_NOT_BELOW, LatentClassOptimisationTest::halves, search, 1, seed).get(0);
  }

  @Test
  void theSearchMeetsTheTargetAndStaysOnTheSphereWhileTheWeightsStay() {
    Map<String, WeightFile.Entry> before = parameters.entries();
    int met = 0;
    double start = 0;
    double end = 0;
    for (int seed = 0; seed < 10; seed++) {
      FoundLatent found = find(SEARCH, seed);
      met += found.met() ? 1 : 0;
      start += find(SEARCH.withSteps(0), seed).loss();
      end += found.loss();
      double square = 0;
      for (float value : found.latent()) {
        square += value * value;
      }
      assertThat(square).isCloseTo(8, within(1e-4));
      if (found.met()) {
        assertThat(ABOVE_NOT_BELOW.met(found.logits())).isTrue();
        assertThat(found.steps()).isGreaterThanOrEqualTo(2); // three good looks in a row
      }
    }
    assertThat(met).isGreaterThanOrEqualTo(7);
    assertThat(end).isLessThan(0.5 * start);
    parameters
        .entries()
        .forEach(
            (name, entry) ->
                assertThat(entry.values()).isEqualTo(requireNonNull(before.get(name)).values()));
  }

  @Test
  void aLabelThatMayBeEitherHasNoInfluence() {
    LatentTarget above =
        new LatentTarget(List.of(new LatentTarget.Label(1, 1, 1), LatentTarget.Label.EITHER));
    FoundLatent one = find(above, LatentClassOptimisationTest::halves, SEARCH, 1, 1).get(0);
    FoundLatent other =
        find(
                above,
                films -> halves(films).mul(Tensors.of(new float[] {1, -50}, Device.CPU, 1, 2)),
                SEARCH,
                1,
                1)
            .get(0);
    assertThat(other.latent()).isEqualTo(one.latent());
    assertThat(other.steps()).isEqualTo(one.steps()).isPositive();
  }

  @Test
  void withTheGuardTheCriticObjectsLess() {
    double free = 0;
    double guarded = 0;
    for (int seed = 0; seed < 6; seed++) {
      free += Math.min(0, find(SEARCH, seed).score());
      FoundLatent held = find(SEARCH.withGuard(1), seed);
      guarded += Math.min(0, held.score());
      assertThat(!held.met() || held.score() >= 0).isTrue();
    }
    assertThat(guarded).isGreaterThan(0.7 * free);
    assertThat(free).isNegative();
  }

  @Test
  void moreStartsBeginNearer() {
    double one = 0;
    double best = 0;
    for (int seed = 0; seed < 8; seed++) {
      one += find(SEARCH.withSteps(0), seed).loss();
      best += find(SEARCH.withSteps(0).withStarts(16), seed).loss();
    }
    assertThat(best).isLessThan(0.6 * one);
  }

  @Test
  void diversityKeepsTheLatentsOfABatchApart() {
    LatentSearch toTheEnd = new LatentSearch(60, 0.1, 1, 100, 0, 0, 0); // to the same optimum
    assertThat(angles(toTheEnd.withDiversity(2))).isGreaterThan(angles(toTheEnd) + 5);
  }

  private double angles(LatentSearch search) {
    List<FoundLatent> found =
        find(ABOVE_NOT_BELOW, LatentClassOptimisationTest::halves, search, 4, 3);
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < i; j++) {
        sum += LatentSphere.angle(found.get(i).latent(), found.get(j).latent());
      }
    }
    return sum / 6;
  }

  @Test
  void theSameStreamFindsTheSameLatentAndAnotherAnother() {
    LatentSearch noisy = new LatentSearch(20, 0.1, 4, 3, 0, 0, 0.05);
    assertThat(find(noisy, 1).latent()).isEqualTo(find(noisy, 1).latent());
    assertThat(find(noisy, 1).latent()).isNotEqualTo(find(noisy, 2).latent());
  }

  @Test
  void aSearchLeavesNoHandleBehind() {
    NativeHandles.assertFlat(2, () -> find(SEARCH.withSteps(4).withStarts(4), 1));
  }

  @Test
  void targetsThatAskForNothingAreRefused() {
    assertThatThrownBy(() -> new LatentTarget(List.of(LatentTarget.Label.EITHER)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("nothing asked for");
    assertThatThrownBy(() -> new LatentTarget.Label(2, 0, 1)).isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> SEARCH.withStarts(0)).isInstanceOf(RequestException.class);
  }
}
