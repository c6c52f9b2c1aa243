package ai.chestnut.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FamiliesTest {

  /** Smooth waves and noise: a film of one person, at one exposure. */
  private static Radiograph film(int person, double gain, double noise) {
    RandomStream shape = RandomStream.of(person, 0, "waves");
    double[] wave = new double[24];
    Arrays.setAll(wave, i -> shape.uniform(-1, 1));
    RandomStream grain = RandomStream.of(person, Double.hashCode(noise), "grain");
    float[] unit = new float[64 * 64];
    for (int i = 0; i < unit.length; i++) {
      double value = 0;
      for (int k = 0; k < 8; k++) {
        double turns = 6 * wave[3 * k] * (i % 64) / 64.0 + 6 * wave[3 * k + 1] * (i / 64) / 64.0;
        value += Math.sin(2 * Math.PI * turns + 7 * wave[3 * k + 2]) / 16;
      }
      unit[i] = (float) (0.5 + gain * value + noise * (grain.nextDouble() - 0.5));
    }
    return Radiograph.ofUnit(64, 64, 8, unit);
  }

  @Test
  void anotherExposureOrALittleNoiseIsNearAndAnotherPersonFar() {
    FilmSignature one = FilmSignature.of(film(1, 1, 0));
    assertThat(one.distance(one)).isZero();
    assertThat(one.distance(FilmSignature.of(film(1, 0.5, 0)))).isLessThan(NearDuplicates.NEAR / 2);
    assertThat(one.distance(FilmSignature.of(film(1, 1, 0.02)))).isLessThan(NearDuplicates.NEAR);
    for (int other = 2; other < 20; other++) {
      assertThat(one.distance(FilmSignature.of(film(other, 1, 0))))
          .isGreaterThan(3 * NearDuplicates.NEAR);
    }
  }

  @Test
  void nearlyEqualFilmsAndTwinsShareAFamilyAndASplit() {
    List<FilmSignature> signatures = new ArrayList<>();
    for (int study = 0; study < 60; study++) {
      signatures.add(FilmSignature.of(film(study % 30, 1, study < 30 ? 0 : 0.02)));
    }
    int[] roots = IntStream.range(0, 60).toArray();
    roots[1] = 0; // a twin
    List<NearDuplicates.Pair> parted = new java.util.ArrayList<>();
    NearDuplicates search = NearDuplicates.ofWords(NearDuplicates.words(signatures));
    for (int film = 0; film < signatures.size(); film++) {
      parted.addAll(search.rows(film, film + 1));
    }
    assertThat(parted).isNotEmpty().isEqualTo(NearDuplicates.of(signatures).all());
    Families families = new Families(roots, NearDuplicates.of(signatures).all());
    for (int study = 30; study < 60; study++) {
      assertThat(families.root(study)).isEqualTo(families.root(study - 30));
    }
    assertThat(families.root(31)).isZero();
    assertThat(families.root(2)).isEqualTo(2);
    int[] splits = families.splits(new Splits(1, 1, 1), 5, new int[60]);
    for (int study = 30; study < 60; study++) {
      assertThat(splits[study]).isEqualTo(splits[study - 30]);
    }
    assertThat(splits[0]).isEqualTo(splits[1]);
    assertThat(Arrays.stream(splits).distinct().count()).isEqualTo(3);
  }

  @Test
  void theSharesHoldOverallAndInEveryCell() {
    int studies = 1000;
    Families families = new Families(IntStream.range(0, studies).toArray(), List.of());
    int[] cells = IntStream.range(0, studies).map(study -> study / 100).toArray();
    int[] splits = families.splits(new Splits(8, 1, 1), 3, cells);
    for (int cell = 0; cell < 10; cell++) {
      int from = 100 * cell;
      assertThat(Arrays.stream(splits, from, from + 100).filter(split -> split == 0).count())
          .isBetween(78L, 82L);
      assertThat(Arrays.stream(splits, from, from + 100).filter(split -> split == 2).count())
          .isBetween(8L, 12L);
    }
    int[] again = families.splits(new Splits(0.8, 0.1, 0.1), 3, cells);
    assertThat(again).isEqualTo(splits);
    assertThat(families.splits(new Splits(8, 1, 1), 4, cells)).isNotEqualTo(splits);
    assertThat(families.splits(Splits.TRAIN, 3, cells)).containsOnly(0);
    assertThatThrownBy(() -> new Splits(0, 0, 0)).isInstanceOf(RequestException.class);
  }
}
