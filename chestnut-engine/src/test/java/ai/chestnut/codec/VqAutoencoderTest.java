package ai.chestnut.codec;

import static java.util.Objects.requireNonNull;
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
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class VqAutoencoderTest {

  private static final VqAutoencoderConfig MU = VqAutoencoderConfig.mu();

  private static void with(BiConsumer<VqAutoencoder, Parameters> work) {
    try (Parameters parameters = Parameters.stirred(1, Device.CPU)) {
      VqAutoencoder net = new VqAutoencoder(parameters.root(), MU);
      Scope.running(() -> work.accept(net, parameters));
    }
  }

  private static Tensor noise(String purpose, long... shape) {
    return Tensors.noise(RandomStream.of(1, 0, purpose), Device.CPU, shape);
  }

  @Test
  void shapesOnTheWayInAndOut() {
    with(
        (net, parameters) -> {
          VqAutoencoder.Quantised quantised = net.quantise(noise("x", 2, 1, 64, 32));
          assertThat(quantised.features().shape()).containsExactly(2, 4, 4, 2);
          assertThat(quantised.numbers().shape()).containsExactly(2, 4, 2);
          assertThat(quantised.vectors().shape()).containsExactly(2, 4, 4, 2);
          assertThat(net.decode(quantised.numbers()).shape()).containsExactly(2, 1, 64, 32);
          assertThatThrownBy(() -> net.decodeVectors(noise("z", 2, 3, 4, 2)))
              .isInstanceOf(DefectException.class)
              .hasMessageContaining("[2, 3, 4, 2]");
        });
  }

  @Test
  void everyEntryIsItsOwnNearest() {
    with(
        (net, parameters) -> {
          Codebook book = net.codebook();
          long[] all = new long[MU.codes()];
          for (int i = 0; i < all.length; i++) {
            all[i] = i;
          }
          Tensor numbers = Tensors.of(all, Device.CPU, 1, 4, 4);
          assertThat(book.nearest(book.vectors(numbers)).eq(numbers).all().item_bool()).isTrue();
        });
  }

  @Test
  void theNearestEntryIsThatOfTheLeastDistance() {
    with(
        (net, parameters) -> {
          Tensor features = net.codebook().normalised(noise("f", 1, 4, 5, 3));
          float[] rows = Tensors.floats(features.permute(0, 2, 3, 1));
          float[] entries = Tensors.floats(net.codebook().entries());
          int[] numbers = Codes.of(net.codebook().nearest(features)).get(0).numbers();
          for (int cell = 0; cell < numbers.length; cell++) {
            double best = Double.POSITIVE_INFINITY;
            int nearest = -1;
            for (int entry = 0; entry < MU.codes(); entry++) {
              double distance = 0;
              for (int d = 0; d < 4; d++) {
                distance += Math.pow(rows[cell * 4 + d] - entries[entry * 4 + d], 2);
              }
              if (distance < best) {
                best = distance;
                nearest = entry;
              }
            }
            assertThat(numbers[cell]).as("cell " + cell).isEqualTo(nearest);
          }
        });
  }

  @Test
  void theGradientPassesStraightThroughTheRounding() {
    with(
        (net, parameters) ->
            Gradients.on(
                () -> {
                  Tensor leaf = net.codebook().normalised(noise("f", 1, 4, 2, 2)).detach();
                  leaf.requires_grad_(true);
                  Tensor numbers = net.codebook().nearest(leaf);
                  VqAutoencoder.Quantised quantised =
                      new VqAutoencoder.Quantised(leaf, numbers, net.codebook().vectors(numbers));
                  Tensor through = quantised.straightThrough();
                  assertThat(through.sub(quantised.vectors()).abs().max().item_double())
                      .as("its value is the entry")
                      .isCloseTo(0, within(1e-6));
                  Tensor weight = noise("w", 1, 4, 2, 2);
                  through.mul(weight).sum().backward();
                  assertThat(leaf.grad().sub(weight).abs().max().item_double()).isZero();
                  return leaf;
                }));
  }

  @Test
  void revivalReplacesWhatTheBatchDidNotUseByFeaturesOfTheBatch() {
    with(
        (net, parameters) -> {
          Codebook book = net.codebook();
          Tensor features = book.normalised(noise("f", 1, 4, 2, 3));
          Tensor numbers = book.nearest(features);
          float[] counts = Tensors.floats(book.counts(numbers));
          float[] before = Tensors.floats(book.entries());
          book.revive(features, numbers, RandomStream.of(1, 0, "revival"));
          float[] after = Tensors.floats(book.entries());
          float[] rows = Tensors.floats(features.permute(0, 2, 3, 1));
          int dead = 0;
          for (int entry = 0; entry < MU.codes(); entry++) {
            if (counts[entry] > 0) {
              assertThat(after[4 * entry]).isCloseTo(before[4 * entry], within(1e-6f));
            } else {
              dead++;
              int at = entry;
              assertThat(
                      java.util.stream.IntStream.range(0, 6)
                          .anyMatch(row -> Math.abs(rows[4 * row] - after[4 * at]) < 1e-6))
                  .as("entry " + entry + " is a feature of the batch")
                  .isTrue();
            }
          }
          assertThat(dead).isBetween(MU.codes() - 6, MU.codes() - 1);
          assertThat(book.counts(book.nearest(features)).sum().item_long()).isEqualTo(6);
        });
  }

  @Test
  void aFilmHasTheSameCodesAloneAndAmongOthers() {
    with(
        (net, parameters) -> {
          Tensor films = noise("x", 3, 1, 32, 32);
          List<Codes> together = Codes.of(net.encode(films));
          for (int i = 0; i < 3; i++) {
            assertThat(Codes.of(net.encode(films.narrow(0, i, 1))))
                .containsExactly(together.get(i));
          }
        });
  }

  @Test
  void codesToATensorAndBackAreTheSame() {
    Codes one = Codes.of(3, 2, new int[] {1, 2, 3, 4, 5, 6});
    Codes other = Codes.of(3, 2, new int[] {7, 2, 3, 4, 5, 6});
    assertThat(one).isNotEqualTo(other).hasToString("3x2 codes");
    assertThat(one.at(2, 1)).isEqualTo(6);
    Scope.running(
        () -> {
          Tensor tensor = Codes.tensor(List.of(one, other), Device.CPU);
          assertThat(tensor.shape()).containsExactly(2, 2, 3);
          assertThat(Codes.of(tensor)).containsExactly(one, other);
        });
    assertThatThrownBy(() -> Codes.of(2, 2, new int[3])).isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> Codes.of(1, 1, new int[] {-1})).isInstanceOf(RequestException.class);
  }

  @Test
  void lossesReachEncoderCodebookAndDecoder() {
    with(
        (net, parameters) ->
            Gradients.on(
                () -> {
                  parameters.train(true);
                  VqAutoencoder.Quantised quantised = net.quantise(noise("x", 2, 1, 32, 32));
                  Tensor apart =
                      quantised.features().detach().sub(quantised.vectors()).square().sum();
                  Tensor film = net.decodeVectors(quantised.straightThrough());
                  film.square().mean().add(apart, new Scalar(1)).backward();
                  for (Map.Entry<String, Tensor> each : parameters.byName().entrySet()) {
                    assertThat(each.getValue().grad().defined()).as(each.getKey()).isTrue();
                  }
                  assertThat(
                          requireNonNull(parameters.byName().get("codebook.entries"))
                              .grad()
                              .norm()
                              .item_double())
                      .isPositive();
                  return film;
                }));
  }

  @Test
  void wrongConfigurationsSayWhatIsExpected() {
    assertThatThrownBy(() -> new VqAutoencoderConfig(List.of(4, 4, 8), List.of(1), 16, 4))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("four widths");
    assertThatThrownBy(() -> new VqAutoencoderConfig(MU.channels(), MU.blocks(), 1, 4))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("at least 2");
  }
}
