package ai.chestnut.evaluation.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.evaluation.PixelFeatures;
import ai.chestnut.evaluation.films.PhantomFilms;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class FilmReadingTest {

  private final Radiograph film = PhantomFilms.of(PhantomFamily.A, 1, 1, 64).film(0);

  @Test
  void whiteNoiseLosesTwoOctavesOfPowerWithEachScale() {
    RandomStream random = RandomStream.of(1, 0, "noise");
    float[] noise = new float[256 * 256];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (0.5 + 0.1 * random.nextGaussian());
    }
    double[] octaves = Octaves.of(GreyPlane.of(Radiograph.ofUnit(256, 256, 16, noise)));
    assertThat(octaves[0]).isEqualTo(Math.log(0.75) / Math.log(2), within(0.02)); // 3 of 4 parts
    assertThat(octaves[0] - octaves[1]).isEqualTo(2, within(0.05));
    assertThat(octaves[1] - octaves[2]).isEqualTo(2, within(0.1));
  }

  @Test
  void aBlurTakesTheFinestOctaveFirst() {
    FilmReading sharp = read(film);
    FilmReading soft = read(GreyPlane.of(film).blurred(1).film(16));
    assertThat(soft.sharpness()).isLessThan(sharp.sharpness() - 0.5);
    assertThat(soft.sharpness()).isEqualTo(sharp.blurredSharpness(), within(0.05));
  }

  @Test
  void exposureMovesTonesAndNothingElse() {
    float[] dimmed = film.unit();
    for (int i = 0; i < dimmed.length; i++) {
      dimmed[i] = 0.1f + 0.5f * dimmed[i];
    }
    FilmReading bright = read(film.withBitDepth(16));
    FilmReading dim = read(Radiograph.ofUnit(64, 64, 16, dimmed));
    assertThat(dim.octaves()[0]).isEqualTo(bright.octaves()[0], within(0.01));
    assertThat(dim.small()[77]).isEqualTo(bright.small()[77], within(0.01));
    assertThat(dim.tones()[3]).isEqualTo(0.1 + 0.5 * bright.tones()[3], within(0.001));
  }

  @Test
  void tonesOfAnotherFilmAreTakenOverWhole() {
    Radiograph other = PhantomFilms.of(PhantomFamily.A, 2, 1, 64).film(0);
    Radiograph toned = GreyPlane.of(film).withTonesOf(GreyPlane.of(other)).film(8);
    double[] wanted = read(other).tones();
    double[] got = read(toned).tones();
    for (int i = 1; i < wanted.length; i++) {
      assertThat(got[i]).isEqualTo(wanted[i], within(0.03));
    }
    Radiograph flat = GreyPlane.of(film).flattened().film(16);
    assertThat(spread(read(flat))).isEqualTo(spread(read(film)) / 2, within(0.01));
  }

  @Test
  void twoMirrorsAreNone() {
    Radiograph mirrored = GreyPlane.of(film).mirrored().film(8);
    assertThat(mirrored).isNotEqualTo(film);
    assertThat(mirrored.at(3, 5)).isEqualTo(film.at(60, 5));
    assertThat(GreyPlane.of(mirrored).mirrored().film(8)).isEqualTo(film);
  }

  private static double spread(FilmReading reading) {
    return reading.tones()[6] - reading.tones()[0];
  }

  private static FilmReading read(Radiograph film) {
    FilmReading reading = FilmReading.of(film, new PixelFeatures(4), 64, Judged.NOTHING);
    assertThat(Arrays.stream(reading.point()).allMatch(Double::isFinite)).isTrue();
    return reading;
  }
}
