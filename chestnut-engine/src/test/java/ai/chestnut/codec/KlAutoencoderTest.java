package ai.chestnut.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class KlAutoencoderTest {

  @Test
  void shapesOnTheWayInAndOut() {
    try (Parameters parameters = Parameters.random(1, Device.CPU)) {
      KlAutoencoder autoencoder = new KlAutoencoder(parameters.root(), AutoencoderConfig.mu());
      Scope.running(
          () -> {
            Tensor films = Tensors.noise(RandomStream.of(1, 0, "x"), Device.CPU, 2, 1, 64, 32);
            KlAutoencoder.Posterior posterior = autoencoder.encode(films);
            assertThat(posterior.mean().shape()).containsExactly(2, 4, 8, 4);
            assertThat(posterior.logVariance().shape()).containsExactly(2, 4, 8, 4);
            assertThat(autoencoder.decode(posterior.mean()).shape()).containsExactly(2, 1, 64, 32);
            assertThatThrownBy(() -> autoencoder.decode(films))
                .isInstanceOf(DefectException.class)
                .hasMessageContaining("[2, 1, 64, 32]");
          });
    }
  }

  @Test
  void aLocalChangeOfTheLatentChangesTheFilmThereMost() {
    try (Parameters parameters = Parameters.random(1, Device.CPU)) {
      KlAutoencoder autoencoder = new KlAutoencoder(parameters.root(), AutoencoderConfig.mu());
      float[] plain = new float[4 * 8 * 8];
      float[] changed = plain.clone();
      changed[8 * 5 + 2] = 5; // channel 0, row 5, column 2
      float[] difference = difference(decode(autoencoder, plain), decode(autoencoder, changed));
      int largest = 0;
      for (int i = 0; i < difference.length; i++) {
        largest = difference[i] > difference[largest] ? i : largest;
      }
      assertThat(largest / 64).as("row").isBetween(5 * 8 - 12, 6 * 8 + 12);
      assertThat(largest % 64).as("column").isBetween(2 * 8 - 12, 3 * 8 + 12);
    }
  }

  private static float[] decode(KlAutoencoder autoencoder, float[] latents) {
    return Scope.computing(
        () -> Tensors.floats(autoencoder.decode(Tensors.of(latents, Device.CPU, 1, 4, 8, 8))));
  }

  private static float[] difference(float[] a, float[] b) {
    float[] difference = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = Math.abs(a[i] - b[i]);
    }
    return difference;
  }

  @Test
  void scaleThereAndBackIsTheIdentity() {
    LatentScale scale = new LatentScale(List.of(0.5, -1.0), List.of(2.0, 0.25));
    Scope.running(
        () -> {
          Tensor latents = Tensors.of(new float[] {2.5f, -0.75f}, Device.CPU, 1, 2, 1, 1);
          assertThat(Tensors.floats(scale.normalised(latents))).containsExactly(1, 1);
          Tensor back = scale.restored(scale.normalised(latents));
          assertThat(back.sub(latents).abs().max().item_double()).isCloseTo(0, within(1e-7));
        });
  }

  @Test
  void wrongConfigurationsSayWhatIsExpected() {
    assertThatThrownBy(() -> new AutoencoderConfig(List.of(4, 4), List.of(1, 1, 1), 4))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("three widths");
    assertThatThrownBy(() -> new LatentScale(List.of(0.0), List.of(0.0)))
        .isInstanceOf(RequestException.class);
  }

  @Test
  void grainIsOnePatternThatTheFeaturesScale() {
    AutoencoderConfig plain = AutoencoderConfig.mu();
    AutoencoderConfig grainy =
        new AutoencoderConfig(plain.channels(), plain.blocks(), 4, Optional.of(true));
    try (Parameters parameters = Parameters.random(1, Device.CPU)) {
      KlAutoencoder with = new KlAutoencoder(parameters.root(), grainy);
      Scope.running(
          () -> {
            Tensor latents = Tensors.noise(RandomStream.of(1, 0, "z"), Device.CPU, 2, 4, 4, 4);
            Tensor none = Tensors.of(new float[32 * 32], Device.CPU, 1, 1, 32, 32);
            Tensor white = Tensors.noise(RandomStream.of(1, 0, "n"), Device.CPU, 1, 1, 32, 32);
            Tensor still = with.decode(latents, none).whole();
            assertThat(with.decode(latents).sub(with.decode(latents)).abs().max().item_double())
                .as("the same latents, the same film")
                .isZero();
            assertThat(with.decode(latents).sub(still).std().item_double()).isBetween(1e-3, 0.1);
            assertThat(with.decode(latents, white).plain().sub(still).abs().max().item_double())
                .as("the film without its grain")
                .isZero();
            Tensor once = with.decode(latents, white).whole().sub(still);
            Tensor twice = with.decode(latents, Tensors.scaled(white, 2)).whole().sub(still);
            assertThat(twice.sub(Tensors.scaled(once, 2)).abs().max().item_double())
                .as("grain grows with the noise")
                .isCloseTo(0, within(1e-5));
          });
    }
    try (Parameters parameters = Parameters.random(1, Device.CPU)) {
      new KlAutoencoder(parameters.root(), plain);
      assertThat(parameters.byName().keySet()).noneMatch(name -> name.contains("grain"));
    }
  }
}
