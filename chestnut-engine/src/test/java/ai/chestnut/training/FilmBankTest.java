package ai.chestnut.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilmBankTest {

  private static final Augmentation NONE = new Augmentation(0, 0, 0, 0);
  private static final int SIDE = 32;

  private final Films films = films();

  @Test
  void wholeFilmsAreThoseThatWereGiven() {
    try (FilmBank bank = FilmBank.of(films, Device.CPU)) {
      float[] whole = Scope.computing(() -> Tensors.floats(bank.whole(new int[] {2, 0})));
      assertThat(whole).hasSize(2 * SIDE * SIDE);
      for (int i = 0; i < SIDE * SIDE; i++) {
        assertThat(whole[i]).isCloseTo(films.signed(2)[i], within(1e-6f));
        assertThat(whole[SIDE * SIDE + i]).isCloseTo(films.signed(0)[i], within(1e-6f));
      }
    }
  }

  @Test
  void anUnchangedWindowIsAPartOfItsFilm() {
    try (FilmBank bank = FilmBank.of(films, Device.CPU)) {
      RandomStream asked = RandomStream.of(5, 1, "batch");
      float[] window = Scope.computing(() -> Tensors.floats(bank.windows(asked, 1, 16, NONE)));
      RandomStream same = RandomStream.of(5, 1, "batch");
      float[] film = films.signed(same.nextInt(bank.count()));
      int left = same.nextInt(SIDE - 16 + 1);
      int top = same.nextInt(SIDE - 16 + 1);
      for (int y = 0; y < 16; y++) {
        for (int x = 0; x < 16; x++) {
          assertThat(window[16 * y + x])
              .isCloseTo(film[SIDE * (top + y) + left + x], within(1e-4f));
        }
      }
    }
  }

  /** The map on the device is the one of {@link Augmentation#window}, pixel by pixel. */
  @Test
  void changesOnTheDeviceAreThoseOfTheAugmentation() {
    Augmentation change = new Augmentation(6, 0.05, 0.1, 0.2);
    try (FilmBank bank = FilmBank.of(films, Device.CPU)) {
      RandomStream stream = RandomStream.of(7, 3, "change");
      float[] there =
          Scope.computing(() -> Tensors.floats(bank.changed(stream, new int[] {1}, change)));
      float[] here = change.window(films, 1, 0, 0, SIDE, RandomStream.of(7, 3, "change"));
      double worst = 0;
      for (int i = 0; i < here.length; i++) {
        worst = Math.max(worst, Math.abs(here[i] - there[i]));
      }
      assertThat(worst).isLessThan(2e-3);
    }
  }

  @Test
  void masksMoveWithTheirFilm() {
    Augmentation change = new Augmentation(6, 0.05, 0.1, 0);
    Scope.running(
        () -> {
          Warp warp = Warp.drawn(RandomStream.of(9, 1, "w"), 1, SIDE, SIDE, change, Device.CPU);
          float[] disc = new float[SIDE * SIDE];
          for (int i = 0; i < disc.length; i++) {
            double x = i % SIDE - 12;
            double y = i / SIDE - 18;
            disc[i] = x * x + y * y < 36 ? 1 : 0;
          }
          float[] mask = Tensors.floats(warp.masks(Tensors.of(disc, Device.CPU, 1, 1, SIDE, SIDE)));
          float[] film = new float[disc.length];
          for (int i = 0; i < film.length; i++) {
            film[i] = 2 * disc[i] - 1;
          }
          float[] moved = Tensors.floats(warp.film(Tensors.of(film, Device.CPU, 1, 1, SIDE, SIDE)));
          int disagree = 0;
          int inside = 0;
          for (int i = 0; i < mask.length; i++) {
            disagree += (moved[i] > 0) == (mask[i] > 0.5) ? 0 : 1;
            inside += mask[i] > 0.5 ? 1 : 0;
          }
          assertThat(inside).isBetween(80, 160);
          assertThat(disagree).isLessThan(8);
        });
  }

  @Test
  void noiseIsTheSameForTheSameStep() {
    float[] first = noise(4);
    assertThat(noise(4)).isEqualTo(first);
    assertThat(noise(5)).isNotEqualTo(first);
  }

  private static float[] noise(long step) {
    return Scope.computing(
        () -> Tensors.floats(BatchNoise.normal(1, step, "noise", Device.CPU, 2, 3)));
  }

  private static Films films() {
    List<Radiograph> films = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      float[] unit = new float[SIDE * SIDE];
      for (int i = 0; i < unit.length; i++) {
        double x = i % SIDE / (double) SIDE;
        double y = i / SIDE / (double) SIDE;
        unit[i] = (float) (0.5 + 0.4 * Math.sin(5 * x + n) * Math.cos(4 * y - n));
      }
      films.add(Radiograph.ofUnit(SIDE, SIDE, 8, unit));
    }
    return Films.of(SIDE, films);
  }
}
