package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DistanceValidationTest {

  private static final List<Radiograph> FILMS =
      IntStream.range(0, 48)
          .mapToObj(
              film ->
                  ThoraxPhantom.sample(
                          PhantomFamily.A,
                          RandomStream.of(3, film, "validation"),
                          128,
                          Optional.empty(),
                          Optional.empty())
                      .film())
          .toList();

  private static final List<String> PATIENTS =
      IntStream.range(0, FILMS.size()).mapToObj(film -> "patient " + film / 2).toList();

  @Test
  void theDistanceGrowsWithEveryHarmAndFallsWithMoreFilms() {
    DistanceValidation found =
        DistanceValidation.of(new DetailFeatures(128, 2), PATIENTS, FILMS::get, Progress.SILENT);
    assertThat(found.disturbed()).hasSize(15);
    for (DistanceValidation.Row row : found.disturbed()) {
      assertThat(row.distance()).as(row.disturbance()).isGreaterThan(0);
    }
    assertThat(found.monotone()).as(found.toString()).isTrue();
    assertThat(found.sizes()).extracting(DistanceValidation.SizeRow::films).containsExactly(24, 12);
    assertThat(found.json()).contains("chestnut-validation/1", "salt and pepper 0.3");
    assertThat(found.sizes().get(0).distance()).isLessThan(found.sizes().get(1).distance());
  }

  @Test
  void sixteenPixelsASideSeeNoBlur() {
    DistanceValidation found =
        DistanceValidation.of(new PixelFeatures(8), PATIENTS, FILMS::get, Progress.SILENT);
    assertThat(found.monotone()).isFalse();
    assertThat(found.disturbed())
        .filteredOn(row -> row.kind() == Disturbance.Kind.BLUR)
        .allMatch(row -> Math.abs(row.distance() - found.floor()) < 0.1 * found.floor());
  }

  @Test
  void aBlindFeatureSpaceIsFoundOut() {
    FeatureSpace blind =
        new FeatureSpace() {
          @Override
          public String name() {
            return "corner";
          }

          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double[] of(Radiograph film) {
            return new double[] {film.at(0, 0)};
          }
        };
    assertThat(DistanceValidation.of(blind, PATIENTS, FILMS::get, Progress.SILENT).monotone())
        .isFalse();
    assertThatThrownBy(
            () ->
                DistanceValidation.of(blind, PATIENTS.subList(0, 19), FILMS::get, Progress.SILENT))
        .hasMessageContaining("at least 20");
    assertThatThrownBy(
            () ->
                DistanceValidation.of(
                    blind, Collections.nCopies(48, "one"), FILMS::get, Progress.SILENT))
        .hasMessageContaining("one patient");
  }
}
