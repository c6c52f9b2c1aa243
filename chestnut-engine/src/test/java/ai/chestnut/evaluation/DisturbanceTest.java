package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.radiograph.PixelSpacing;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DisturbanceTest {

  private static final Radiograph FILM = film();

  /** A grey slope with a bright disc on its left. */
  private static Radiograph film() {
    float[] unit = new float[256 * 192];
    for (int i = 0; i < unit.length; i++) {
      int x = i % 256;
      int y = i / 256;
      unit[i] = Math.hypot(x - 80, y - 96) < 36 ? 0.9f : 0.2f + 0.001f * x;
    }
    return Radiograph.ofUnit(256, 192, 8, unit).withSpacing(new PixelSpacing(1, 1));
  }

  private static RandomStream stream() {
    return RandomStream.of(4, 0, "disturbance");
  }

  private static double apart(Radiograph one, Radiograph other) {
    float[] a = one.unit();
    float[] b = other.unit();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum / a.length);
  }

  @ParameterizedTest
  @EnumSource
  void moreHarmsMoreAndNoneChangesNothing(Disturbance.Kind kind) {
    assertThat(kind.of(0).of(FILM, stream())).isEqualTo(FILM);
    double before = 0;
    for (Disturbance disturbance : kind.graded()) {
      Radiograph harmed = disturbance.of(FILM, stream());
      assertThat(harmed).isEqualTo(disturbance.of(FILM, stream()));
      assertThat(harmed.spacing()).isEqualTo(FILM.spacing());
      double now = apart(FILM, harmed);
      assertThat(now).as(disturbance.name()).isGreaterThan(before + 0.002);
      before = now;
    }
  }

  @Test
  void mirroringTwiceIsNothing() {
    Disturbance mirrored = new Disturbance.Mirrored();
    Radiograph once = mirrored.of(FILM, stream());
    assertThat(once.at(255 - 80, 96)).isEqualTo(FILM.at(80, 96));
    assertThat(apart(FILM, once)).isGreaterThan(0.1);
    assertThat(mirrored.of(once, stream())).isEqualTo(FILM);
    assertThat(mirrored.name()).isEqualTo("mirrored");
  }

  @Test
  void toneMovesGreyValuesAlone() {
    Radiograph toned = new Disturbance.Tone(0.5, 0.1, 0.8).of(FILM, stream());
    double grey = FILM.at(160, 20) / 255.0;
    assertThat(toned.at(160, 20)).isEqualTo((int) Math.round(255 * (0.1 + 0.7 * Math.sqrt(grey))));
    assertThat(new Disturbance.Tone(0.5, 0, 1).name()).isEqualTo("tone 0.5 from 0 to 1");
  }

  @Test
  void blurIsMeasuredInTheFilmsWidth() {
    Radiograph small = new Disturbance.Blur(8).of(FILM, stream());
    Radiograph large = new Disturbance.Blur(8).of(FILM.resized(128, 96), stream());
    assertThat(apart(small, large.resized(256, 192))).isLessThan(0.02);
    assertThat(apart(small, FILM)).isGreaterThan(0.05);
  }

  @Test
  void saltAndPepperTouchTheGivenShare() {
    Radiograph harmed = new Disturbance.SaltAndPepper(0.2).of(FILM, stream());
    int white = 0;
    int black = 0;
    for (int i = 0; i < 256 * 192; i++) {
      white += harmed.at(i % 256, i / 256) == 255 ? 1 : 0;
      black += harmed.at(i % 256, i / 256) == 0 ? 1 : 0;
    }
    assertThat(white / (256 * 192.0)).isBetween(0.08, 0.12);
    assertThat(black / (256 * 192.0)).isBetween(0.08, 0.12);
    assertThat(harmed.spacing()).isEqualTo(Optional.of(new PixelSpacing(1, 1)));
  }
}
