package ai.chestnut.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DrawsTest {

  private static final Prompt NOTHING =
      Prompt.of(Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of());

  @Test
  void noPatientIsInBothHalvesAndAllSetsAreEquallyLarge() {
    List<FilmEntry> real = films(90, 3, "one");
    Draws draws = Draws.of(real, films(200, 1, ""));
    assertThat(draws.n()).isBetween(42, 45);
    assertThat(draws.matched()).isFalse();
    assertThat(draws.draws()).hasSize(Draws.COUNT);
    for (Draw draw : draws.draws()) {
      assertThat(draw.reference()).hasSize(draws.n()).doesNotHaveDuplicates();
      assertThat(draw.real()).hasSize(draws.n()).doesNotHaveDuplicates();
      assertThat(draw.synthetic()).hasSize(draws.n()).doesNotHaveDuplicates();
      assertThat(patients(real, draw.reference()))
          .doesNotContainAnyElementsOf(patients(real, draw.real()));
    }
    Draws again = Draws.of(real, films(200, 1, ""));
    assertThat(again.draws().get(17).real()).isEqualTo(draws.draws().get(17).real());
    assertThat(draws.draws().get(18).real()).isNotEqualTo(draws.draws().get(17).real());
  }

  @Test
  void sourcesOfRealFilmsAreThoseOfTheSyntheticOnes() {
    List<FilmEntry> real = join(films(100, 1, "a"), films(100, 1, "b"), films(50, 1, "c"));
    List<FilmEntry> synthetic = join(films(60, 1, "a"), films(20, 1, "b"));
    Draws draws = Draws.of(real, synthetic);
    assertThat(draws.matched()).isTrue();
    for (Draw draw : draws.draws()) {
      assertThat(share(real, draw.reference(), "a")).isEqualTo(0.75, within(0.02));
      assertThat(share(real, draw.real(), "b")).isEqualTo(0.25, within(0.02));
      assertThat(share(synthetic, draw.synthetic(), "a")).isEqualTo(0.75, within(0.02));
    }
    assertThat(Draws.of(real, films(80, 1, "d")).matched()).isFalse();
  }

  /** The half-sampling interval of a mean is that of the whole sample. */
  @Test
  void halvesSpreadAsTheWholeDoes() {
    RandomStream random = RandomStream.of(3, 0, "values");
    double[] values = IntStream.range(0, 400).mapToDouble(i -> random.nextGaussian()).toArray();
    Draws draws = Draws.of(films(400, 1, ""), films(400, 1, ""));
    Spread spread =
        draws.spread(
            draw ->
                Arrays.stream(draw.synthetic()).mapToDouble(i -> values[i]).average().orElse(0));
    double wide = 2 * 1.96 / Math.sqrt(400);
    assertThat(spread.high() - spread.low()).isEqualTo(wide, within(0.25 * wide));
  }

  @Test
  void tooFewFilmsAreRefused() {
    assertThatThrownBy(() -> Draws.of(films(3, 1, ""), films(9, 1, "")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("at least four");
    assertThatThrownBy(() -> Draws.of(films(12, 12, ""), films(9, 1, "")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("several patients");
  }

  @Test
  void drawsWithoutTheFigureArePassedOver() {
    Spread spread = Spread.of(new double[] {1, Double.NaN, 3, 2});
    assertThat(spread.defined()).isTrue();
    assertThat(spread.mean()).isEqualTo(2);
    assertThat(spread.low()).isEqualTo(1.05, within(1e-12));
    assertThat(Spread.of(new double[] {1, Double.NaN, Double.NaN}).defined()).isFalse();
    assertThat(spread.between(1, 3).draws()).containsExactly(0, Double.NaN, 1, 0.5);
  }

  private static Set<String> patients(List<FilmEntry> entries, int[] films) {
    return Arrays.stream(films).mapToObj(i -> entries.get(i).patient()).collect(Collectors.toSet());
  }

  private static double share(List<FilmEntry> entries, int[] films, String source) {
    return Arrays.stream(films).filter(i -> entries.get(i).source().equals(source)).count()
        / (double) films.length;
  }

  private static List<FilmEntry> films(int count, int perPatient, String source) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new FilmEntry(
                    source + i,
                    source + i / perPatient,
                    Optional.empty(),
                    source,
                    NOTHING,
                    Map.of()))
        .toList();
  }

  @SafeVarargs
  private static List<FilmEntry> join(List<FilmEntry>... lists) {
    return Arrays.stream(lists).flatMap(List::stream).toList();
  }
}
