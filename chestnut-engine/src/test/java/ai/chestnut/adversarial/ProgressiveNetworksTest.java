package ai.chestnut.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressiveNetworksTest {

  private static final ProgressiveConfig CONFIG = new ProgressiveConfig(8, List.of(6, 6, 4, 4), 0);
  private static final int TOP = 3;

  private final Parameters making = Parameters.random(1, Device.CPU);
  private final Parameters judging = Parameters.random(2, Device.CPU);
  private final ProgressiveGenerator generator = new ProgressiveGenerator(making.root(), CONFIG);
  private final ProgressiveCritic critic = new ProgressiveCritic(judging.root(), CONFIG);

  @AfterEach
  void close() {
    making.close();
    judging.close();
  }

  private static Tensor latents(int count) {
    return Tensors.noise(RandomStream.of(4, 0, "latents"), Device.CPU, count, CONFIG.latent());
  }

  private static Tensor films(int count, int side) {
    return Tensors.noise(RandomStream.of(4, 0, "films"), Device.CPU, count, 1, side, side);
  }

  private static float[] numbers(Supplier<Tensor> work) {
    return Scope.computing(() -> Tensors.floats(work.get()));
  }

  /**
   * Counted from the published code: generator 23,079,187 and critic 25,434,625 with one head each
   * of three colours; ours has one grey channel and the heads of all nine levels.
   */
  @Test
  void publishedWidthsGiveThePublishedCounts() {
    List<Integer> widths = List.of(512, 512, 512, 512, 256, 128, 64, 32, 16);
    ProgressiveConfig published = new ProgressiveConfig(512, widths, 0);
    int lower = widths.stream().mapToInt(w -> w).sum() - 16;
    Parameters one = Parameters.random(1, Device.CPU);
    Parameters two = Parameters.random(1, Device.CPU);
    try (one;
        two) {
      new ProgressiveGenerator(one.root(), published);
      new ProgressiveCritic(two.root(), published);
      int generatorColours = 3 * 16 + 3 - (16 + 1);
      int criticColours = 3 * 16 - 16;
      assertThat(one.count()).isEqualTo(23_079_187 - generatorColours + lower + 8);
      assertThat(two.count()).isEqualTo(25_434_625 - criticColours + 2 * lower);
    }
  }

  @ParameterizedTest
  @CsvSource({"512, 0.0625", "4608, 0.0208333", "8192, 0.015625"})
  void theEqualisedGainIsThePublishedOne(int fanIn, double gain) {
    assertThat(EqualisedConv2d.gain(fanIn)).isCloseTo(gain, within(5e-8));
  }

  @Test
  void pixelNormBringsTheMeanSquareToOne() {
    float[] power =
        numbers(() -> Activations.pixelNorm(films(10, 8).view(2, 5, 8, 8)).square().mean(1));
    for (float value : power) {
      assertThat(value).isCloseTo(1, within(1e-4f));
    }
  }

  /** Films that do not differ at all: the plane holds sqrt(1e-8). */
  @Test
  void theSpreadOfEqualFilmsIsNothing() {
    for (float value : numbers(() -> Activations.spread(films(1, 4).expand(6, 3, 4, 4), 0))) {
      assertThat(value).isCloseTo(1e-4f, within(1e-9f));
    }
  }

  @Test
  void theSpreadIsThatOfTheGroup() {
    float[] inPairs = numbers(() -> Activations.spread(films(4, 4), 2));
    float[] pair = numbers(() -> Activations.spread(films(4, 4).narrow(0, 2, 2), 2));
    assertThat(inPairs[0]).isEqualTo(inPairs[1]).isNotCloseTo(inPairs[2], within(1e-3f));
    assertThat(inPairs[2]).isCloseTo(pair[0], within(1e-6f));
  }

  @Test
  void onlyTheDirectionOfALatentMatters() {
    float[] film = numbers(() -> generator.forward(latents(2), CONFIG.grown()));
    float[] longer =
        numbers(() -> generator.forward(Tensors.scaled(latents(2), 7), CONFIG.grown()));
    for (int i = 0; i < film.length; i++) {
      assertThat(longer[i]).isCloseTo(film[i], within(1e-4f));
    }
  }

  @Test
  void aBlockThatHasNotFadedInIsNotSeen() {
    Growth start = new Growth(TOP, 0);
    Growth before = new Growth(TOP - 1, 1);
    assertThat(numbers(() -> generator.forward(latents(2), start)))
        .isEqualTo(numbers(() -> Activations.doubled(generator.forward(latents(2), before))));
    assertThat(numbers(() -> critic.forward(films(2, 32), start)))
        .isEqualTo(numbers(() -> critic.forward(Activations.halved(films(2, 32)), before)));
  }

  @Test
  void anOldHeadHasNoInfluenceOnceTheBlockHasFadedIn() {
    assertThat(moved(making, CONFIG.grown())).doesNotContain("grey2.weight", "grey2.bias");
    assertThat(moved(making, new Growth(TOP, 0.5))).contains("grey2.weight", "grey3.weight");
    assertThat(moved(judging, CONFIG.grown())).doesNotContain("grey2.weight", "grey2.bias");
    assertThat(moved(judging, new Growth(TOP, 0.5))).contains("grey2.weight", "grey3.weight");
  }

  /** What was grown learns, what was not grown yet stays as it was. */
  @Test
  void everyGrownLayerLearnsAndNoOther() {
    Set<String> small = moved(making, new Growth(1, 0.5));
    assertThat(small)
        .contains("entry.weight", "first.weight", "block1.one.weight", "block1.two.bias")
        .doesNotContain("block2.one.weight", "block3.one.weight", "grey2.weight");
    Set<String> whole = moved(making, CONFIG.grown());
    assertThat(whole).contains("block2.one.weight", "block3.two.weight", "grey3.weight");
    Set<String> seen = moved(judging, CONFIG.grown());
    assertThat(seen)
        .contains("block3.one.weight", "block1.two.weight", "last.weight", "score.weight");
  }

  /** Names of the parameters that the critic's score of the generator's films moves. */
  private Set<String> moved(Parameters parameters, Growth growth) {
    making.train(true);
    judging.train(true);
    Scope.running(
        () ->
            Gradients.on(
                () -> {
                  critic.forward(generator.forward(latents(4), growth), growth).mean().backward();
                  return growth;
                }));
    Set<String> moved = new TreeSet<>();
    for (Parameters all : List.of(making, judging)) {
      for (Map.Entry<String, Tensor> entry : all.byName().entrySet()) {
        Scope.running(
            () -> {
              Tensor gradient = entry.getValue().grad();
              if (gradient.defined() && gradient.abs().max().item_double() > 0) {
                if (all == parameters) {
                  moved.add(entry.getKey());
                }
                gradient.zero_();
              }
            });
      }
    }
    return moved;
  }

  @Test
  void aloneAFilmIsScoredTheSameWhateverLiesBesideIt() {
    float[] together = numbers(() -> critic.alone(films(3, 32), CONFIG.grown(), 0.2));
    float[] single = numbers(() -> critic.alone(films(3, 32).narrow(0, 1, 1), CONFIG.grown(), 0.2));
    assertThat(together[1]).isCloseTo(single[0], within(1e-5f));
    float[] other = numbers(() -> critic.alone(films(3, 32), CONFIG.grown(), 2));
    assertThat(other[1]).isNotCloseTo(single[0], within(1e-3f));
  }

  @Test
  void filmsOfAnotherSideAreRefused() {
    assertThatThrownBy(() -> numbers(() -> critic.forward(films(2, 16), CONFIG.grown())))
        .isInstanceOf(DefectException.class)
        .hasMessageContaining("32");
    assertThatThrownBy(() -> CONFIG.levelOf(48)).isInstanceOf(RequestException.class);
    assertThat(CONFIG.levelOf(16)).isEqualTo(2);
  }

  @Test
  void coarseFilmsAreEnlargedToTheFullSide() {
    float[] large = numbers(() -> generator.enlarged(films(1, 8)));
    float[] small = numbers(() -> films(1, 8));
    assertThat(large).hasSize(32 * 32);
    assertThat(large[0]).isEqualTo(small[0]);
    assertThat(large[32 * 32 - 1]).isEqualTo(small[63]);
  }

  @Test
  void halfPrecisionStaysClose() {
    float[] exact = numbers(() -> generator.forward(latents(2), CONFIG.grown()));
    float[] rough =
        numbers(
            () ->
                ai.chestnut.tensor.Precision.BFLOAT16.on(
                    Device.CPU,
                    () ->
                        generator.forward(latents(2), CONFIG.grown()).to(torch.ScalarType.Float)));
    double error = 0;
    double power = 0;
    for (int i = 0; i < exact.length; i++) {
      error += (rough[i] - exact[i]) * (rough[i] - exact[i]);
      power += exact[i] * exact[i];
    }
    assertThat(error).isGreaterThan(0); // it was at work
    assertThat(Math.sqrt(error / power)).isLessThan(0.1);
  }
}
