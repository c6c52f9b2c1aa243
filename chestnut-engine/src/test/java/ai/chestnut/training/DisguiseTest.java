package ai.chestnut.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DisguiseTest {

  private static final int SIDE = 32;
  private static final Disguise HEAVY = new Disguise(10, 0.1, 0.2, 0.5, 2, 0.05, 0.2, 0.5);

  @Test
  void withoutAnyChangeEveryPixelStaysAndTheFilmIsStandardised() {
    Disguise.Seen seen = Disguise.NONE.seen(ramp(), SIDE, RandomStream.of(1, 0, "test"));
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
    Disguise.Seen seen = moving.seen(ramp(), SIDE, RandomStream.of(2, 0, "test"));
    float[] sources = new float[SIDE * SIDE];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = ramp().film()[seen.source()[i]] & 0xFF;
    }
    assertThat(correlation(seen.film(), sources)).isGreaterThan(0.995);
    assertThat(seen.source()).isNotEqualTo(Disguise.NONE.seen(ramp(), SIDE, one()).source());
  }

  @Test
  void theSameStreamGivesTheSameLookAndAnotherAnother() {
    float[] first = HEAVY.seen(ramp(), SIDE, RandomStream.of(3, 0, "test")).film();
    assertThat(HEAVY.seen(ramp(), SIDE, RandomStream.of(3, 0, "test")).film()).isEqualTo(first);
    assertThat(HEAVY.seen(ramp(), SIDE, RandomStream.of(3, 1, "test")).film()).isNotEqualTo(first);
  }

  @Test
  void leftStaysLeft() {
    // a film dark on its left half: under no disguise is its left half the brighter one
    byte[] film = new byte[SIDE * SIDE];
    for (int i = 0; i < film.length; i++) {
      film[i] = (byte) (i % SIDE < SIDE / 2 ? 30 : 220);
    }
    for (int index = 0; index < 50; index++) {
      float[] seen =
          HEAVY.seen(new Example(film, nothing()), SIDE, RandomStream.of(4, index, "t")).film();
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

  private static Example ramp() {
    byte[] film = new byte[SIDE * SIDE];
    for (int i = 0; i < film.length; i++) {
      film[i] = (byte) (4 * (i % SIDE) + 3 * (i / SIDE));
    }
    return new Example(film, nothing());
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
