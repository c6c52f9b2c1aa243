package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FilmFrameTest {

  @Test
  void aWideFilmLiesCentredOnBlackWithItsShapeKept() {
    Radiograph film = Pictures.spot(64, 32, 32, 16, 5);
    FilmFrame frame = FilmFrame.of(film, 32);
    assertThat(frame.width()).isEqualTo(32);
    assertThat(frame.height()).isEqualTo(16);
    assertThat(frame.top()).isEqualTo(8);
    float[] square = frame.values(film);
    float surround = square[0];
    assertThat(square[7 * 32 + 20]).isEqualTo(surround);
    assertThat(square[24 * 32 + 20]).isEqualTo(surround);
    assertThat(square[8 * 32 + 20]).isGreaterThan(surround); // grey 0.2 is not black
    assertThat(square[16 * 32 + 16]).isGreaterThan(square[8 * 32 + 20]);
  }

  @Property(tries = 20)
  void theFilmHasMeanZeroAndDeviationOne(
      @ForAll @IntRange(min = 16, max = 90) int width,
      @ForAll @IntRange(min = 16, max = 90) int height) {
    Radiograph film = Pictures.hills(width, height, 3);
    FilmFrame frame = FilmFrame.of(film, 32);
    float[] square = frame.values(film);
    double sum = 0;
    double squares = 0;
    for (int y = frame.top(); y < frame.top() + frame.height(); y++) {
      for (int x = frame.left(); x < frame.left() + frame.width(); x++) {
        sum += square[y * 32 + x];
        squares += (double) square[y * 32 + x] * square[y * 32 + x];
      }
    }
    int count = frame.width() * frame.height();
    assertThat(sum / count).isCloseTo(0, within(1e-4));
    assertThat(squares / count).isCloseTo(1, within(1e-3));
  }

  @Test
  void bitDepthAndExposureDoNotMatter() {
    Radiograph film = Pictures.hills(40, 40, 1);
    FilmFrame frame = FilmFrame.of(film, 40);
    float[] eight = frame.values(film);
    float[] unit = film.unit();
    for (int i = 0; i < unit.length; i++) {
      unit[i] = 0.1f + unit[i] * 0.5f;
    }
    float[] darker = frame.values(Radiograph.ofUnit(40, 40, 16, unit));
    for (int i = 0; i < eight.length; i++) {
      assertThat(darker[i]).isCloseTo(eight[i], within(2e-3f));
    }
  }

  @Test
  void aFlatFilmIsFlatAndFinite() {
    Radiograph flat = Radiograph.ofUnit(20, 20, 8, new float[400]);
    assertThat(FilmFrame.of(flat, 16).values(flat)).containsOnly(0f);
  }

  @Property(tries = 15)
  void theHighestPlaneIsThatOfTheNaiveTwin(
      @ForAll @IntRange(min = 1, max = 48) int width,
      @ForAll @IntRange(min = 1, max = 48) int height,
      @ForAll long seed) {
    FilmFrame frame = new FilmFrame(width, height, 16);
    float[] planes = RandomStream.of(seed, 0, "planes").normals(4 * 16 * 16);
    byte[] fast = frame.highest(planes, 4, 16);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double[] values = new double[4];
        for (int plane = 0; plane < 4; plane++) {
          values[plane] = NaivePlanes.at(planes, plane, 16, frame, x, y);
        }
        if (NaivePlanes.margin(values) > 1e-5) {
          assertThat((int) fast[y * width + x]).isEqualTo(NaivePlanes.best(values));
        }
      }
    }
  }

  @Test
  void nothingOfTheSurroundReachesTheFilm() {
    FilmFrame frame = new FilmFrame(64, 16, 16); // 16 x 4 in the middle
    float[] plane = new float[256];
    java.util.Arrays.fill(plane, 7);
    for (int y = frame.top(); y < frame.top() + frame.height(); y++) {
      for (int x = 0; x < 16; x++) {
        plane[y * 16 + x] = 1;
      }
    }
    assertThat(frame.spread(plane, 0, 16)).containsOnly(1f);
    assertThat(frame.atLeast(plane, 0, 16, 2).isEmpty()).isTrue();
    assertThat(frame.atLeast(plane, 0, 16, 1).area()).isEqualTo(64 * 16);
  }

  @Test
  void aFilmOfAnotherSizeIsRefused() {
    FilmFrame frame = new FilmFrame(20, 20, 16);
    assertThatThrownBy(() -> frame.values(Pictures.hills(20, 21, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 20x20");
  }
}
