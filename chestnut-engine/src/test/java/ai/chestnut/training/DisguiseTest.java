package ai.chestnut.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class DisguiseTest {

  private static final int SIDE = 32;
  private static final Disguise HEAVY = new Disguise(10, 0.1, 0.2, 0.5, 2, 0.05, 0.2, 0.5);

  @Test
  void withoutAnyChangeEveryPixelStaysAndTheFilmIsStandardised() {
    Look seen = look(Disguise.NONE, ramp(), one());
    for (int i = 0; i < SIDE * SIDE; i++) {
      assertThat(seen.source()[i]).isEqualTo(i);
    }
    assertThat(mean(seen.film())).isCloseTo(0, within(1e-5));
    assertThat(deviation(seen.film())).isCloseTo(1, within(1e-4));
  }

  @Test
  void filmAndPlanesMoveTogether() {
    // only geometry: what a pixel shows is what its source pixel shows, up to interpolation
    Disguise moving = new Disguise(10, 0.1, 0.2, 0, 0, 0, 0, 0);
    Look seen = look(moving, ramp(), RandomStream.of(2, 0, "test"));
    float[] sources = new float[SIDE * SIDE];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = ramp()[(int) seen.source()[i]] & 0xFF;
    }
    assertThat(correlation(seen.film(), sources)).isGreaterThan(0.995);
    assertThat(seen.source()).isNotEqualTo(look(Disguise.NONE, ramp(), one()).source());
  }

  @Test
  void theSameStreamGivesTheSameLookAndAnotherAnother() {
    float[] first = look(HEAVY, ramp(), RandomStream.of(3, 0, "test")).film();
    assertThat(look(HEAVY, ramp(), RandomStream.of(3, 0, "test")).film()).isEqualTo(first);
    assertThat(look(HEAVY, ramp(), RandomStream.of(3, 1, "test")).film()).isNotEqualTo(first);
  }

  @Test
  void leftStaysLeft() {
    // a film dark on its left half: under no disguise is its left half the brighter one
    byte[] film = new byte[SIDE * SIDE];
    for (int i = 0; i < film.length; i++) {
      film[i] = (byte) (i % SIDE < SIDE / 2 ? 30 : 220);
    }
    for (int index = 0; index < 50; index++) {
      float[] seen = look(HEAVY, film, RandomStream.of(4, index, "t")).film();
      double left = 0;
      double right = 0;
      for (int i = 0; i < seen.length; i++) {
        if (i % SIDE < SIDE / 2) {
          left += seen[i];
        } else {
          right += seen[i];
        }
      }
      assertThat(left).isLessThan(right);
    }
  }

  @Test
  void boundsAreChecked() {
    assertThatThrownBy(() -> new Disguise(50, 0, 0, 0, 0, 0, 0, 0))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("degrees");
  }

  static Known nothing() {
    return new Known(
        Optional.empty(),
        0,
        new byte[SIDE * SIDE],
        0,
        Optional.empty(),
        Map.of(),
        Prompt.of(Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of()));
  }

  private static RandomStream one() {
    return RandomStream.of(1, 0, "test");
  }

  private record Look(float[] film, float[] source) {}

  private static Look look(Disguise disguise, byte[] film, RandomStream stream) {
    return Scope.computing(
        () -> {
          Tensor bytes = AbstractTensor.create(film, false).view(1, -1);
          Disguise.Seen seen = disguise.seen(bytes, SIDE, stream, 1, Device.CPU);
          return new Look(Tensors.floats(seen.films()), Tensors.floats(seen.source()));
        });
  }

  private static byte[] ramp() {
    byte[] film = new byte[SIDE * SIDE];
    for (int i = 0; i < film.length; i++) {
      film[i] = (byte) (4 * (i % SIDE) + 3 * (i / SIDE));
    }
    return film;
  }

  /** Every film gets a border, if only of some edges, and a bright marker near its top. */
  @Test
  void bordersAndMarkersCoverWhatTheyShould() {
    Disguise covering = new Disguise(0, 0, 0, 0, 0, 0, 0, 1);
    int corners = 0;
    int marked = 0;
    for (int index = 0; index < 40; index++) {
      byte[] grey = new byte[SIDE * SIDE];
      java.util.Arrays.fill(grey, (byte) 100);
      grey[SIDE * SIDE / 2 + SIDE / 2] = 50; // not flat, and never covered
      float[] seen = look(covering, grey, RandomStream.of(5, index, "t")).film();
      float plain = seen[SIDE * SIDE / 2 + SIDE / 4];
      corners += Math.abs(seen[0] - plain) > 0.01 ? 1 : 0;
      for (int i = 0; i < SIDE * (SIDE / 5 + 2); i++) {
        if (seen[i] - plain > 0.01) {
          marked++;
          break;
        }
      }
    }
    assertThat(corners).isBetween(10, 40);
    assertThat(marked).isEqualTo(40);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }

  private static double correlation(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - mean(one)) * (other[i] - mean(other));
    }
    return sum / (one.length * deviation(one) * deviation(other));
  }
}
