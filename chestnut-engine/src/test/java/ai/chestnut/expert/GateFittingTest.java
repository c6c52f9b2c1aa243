package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** On films whose every number has a known distribution. */
final class GateFittingTest {

  private static final GateCalibration START = GateCalibration.none(Role.FILTER);

  @Test
  void newFilmsPassAtTheStatedRateAlthoughTheGatesAreMany() {
    for (double wanted : new double[] {0.8, 0.95}) {
      double passed = 0;
      for (int trial = 0; trial < 10; trial++) {
        GateFitting.Fitted fitted =
            GateFitting.fit(START, films(110, trial, 0), wanted, "made films");
        passed += share(fitted.calibration(), films(400, 100 + trial, 0)) / 10;
        assertThat(fitted.passRate()).isBetween(wanted, wanted + 0.02);
      }
      assertThat(passed).as("wanted " + wanted).isCloseTo(wanted, within(0.04));
    }
  }

  @Test
  void theGatesAgreeWithTheRateOnTheFilmsThemselves() {
    List<CalibrationFilm> films = films(110, 1, 0);
    GateFitting.Fitted fitted = GateFitting.fit(START, films, 0.9, "made films");
    assertThat(share(fitted.calibration(), films)).isCloseTo(fitted.onItself(), within(1e-9));
    assertThat(fitted.onItself()).isGreaterThan(fitted.passRate() - 0.02);
  }

  @Test
  void strangeFilmsAreRefused() {
    GateCalibration fitted =
        GateFitting.fit(START, films(110, 1, 0), 0.95, "made films").calibration();
    assertThat(share(fitted, films(100, 2, 6))).isLessThan(0.05);
  }

  @Test
  void whatFewFilmsSayIsNotGated() {
    GateCalibration fitted =
        GateFitting.fit(START, films(110, 1, 0), 0.95, "made films").calibration();
    assertThat(fitted.bounds(Finding.EDEMA).orElseThrow().requested()).isPresent();
    assertThat(fitted.bounds(Finding.HERNIA).orElseThrow().requested()).isEmpty();
    assertThat(fitted.bounds(Finding.HERNIA).orElseThrow().unrequested()).isPresent();
    assertThat(fitted.bounds(Finding.MASS)).isEmpty(); // nobody labelled it
    assertThat(fitted.anatomy().orElseThrow().areas()).doesNotContainKey("trachea"); // never seen
    assertThat(fitted.scale(Finding.EDEMA).temperature()).isCloseTo(0.5, within(0.35));
    assertThat(fitted.scale(Finding.HERNIA)).isNotEqualTo(LogitScale.IDENTITY);
  }

  @Test
  void theFileSaysWhatItWasFittedOn() {
    GateCalibration fitted =
        GateFitting.fit(START, films(110, 1, 0), 0.95, "made films").calibration();
    assertThat(fitted.fittedOn())
        .contains("made films; 110 films of 55 patients; wanted pass rate 0.950, held-out 0.9");
    assertThat(fitted.passRate().orElseThrow()).isBetween(0.95, 0.97);
    assertThat(Toml.parse(Toml.write(fitted), "written", GateCalibration.class)).isEqualTo(fitted);
  }

  @Test
  void theSameFilmsGiveTheSameGates() {
    assertThat(GateFitting.fit(START, films(60, 1, 0), 0.9, "x"))
        .isEqualTo(GateFitting.fit(START, films(60, 1, 0), 0.9, "x"));
  }

  @Test
  void whatCannotBeFittedIsRefused() {
    refused(films(16, 1, 0), 0.95, "8 patients");
    refused(films(60, 1, 0), 1.0, "passRate");
    List<CalibrationFilm> blind = new ArrayList<>(films(60, 1, 0));
    for (int i = 0; i < 10; i++) {
      CalibrationFilm film = blind.get(i);
      blind.set(
          i,
          new CalibrationFilm(
              film.patient(),
              film.labels(),
              film.logits(),
              Optional.of(new CalibrationFilm.Segmented(false, Map.of(), OptionalDouble.empty())),
              film.cosine(),
              film.distance()));
    }
    refused(blind, 0.95, "10 of 60 films in which no usable anatomy is seen");
    assertThat(GateFitting.fit(START, blind, 0.8, "x").passRate()).isBetween(0.8, 0.84);
  }

  private static void refused(List<CalibrationFilm> films, double rate, String message) {
    assertThatThrownBy(() -> GateFitting.fit(START, films, rate, "x"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(message);
  }

  /** The share that passes, decided by the written bounds alone. */
  private static double share(GateCalibration gates, List<CalibrationFilm> films) {
    return films.stream().filter(film -> passes(gates, film)).count() / (double) films.size();
  }

  private static boolean passes(GateCalibration gates, CalibrationFilm film) {
    for (Map.Entry<Finding, Integer> label : film.labels().entrySet()) {
      double p = gates.scale(label.getKey()).probability(Known.in(film.logits(), label.getKey()));
      Optional<FindingBounds> bounds = gates.bounds(label.getKey());
      if (bounds.isPresent()
          && (label.getValue() == 1 && p < bounds.get().requested().orElse(0)
              || label.getValue() == 0 && p > bounds.get().unrequested().orElse(1))) {
        return false;
      }
    }
    CalibrationFilm.Segmented seen = film.anatomy().orElseThrow();
    AnatomyBounds anatomy = gates.anatomy().orElseThrow();
    for (Anatomy structure : Anatomy.values()) {
      double share = Known.in(seen.shares(), structure);
      if (anatomy.area(structure).filter(range -> !range.contains(share)).isPresent()) {
        return false;
      }
    }
    return anatomy.cardiothoracicRatio().orElseThrow().contains(seen.ratio().orElseThrow())
        && film.cosine().orElseThrow() >= gates.imageText().orElseThrow().least()
        && film.distance().orElseThrow() <= gates.typicality().orElseThrow().most();
  }

  /**
   * @param shift by how many deviations the distance is off
   */
  private static List<CalibrationFilm> films(int count, long seed, double shift) {
    List<CalibrationFilm> films = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RandomStream stream = RandomStream.of(seed, i, "calibration film");
      Map<Finding, Integer> labels = new EnumMap<>(Finding.class);
      Map<Finding, Double> logits = new EnumMap<>(Finding.class);
      for (Finding finding : Finding.values()) {
        int label = stream.chance(finding == Finding.HERNIA ? 0.03 : 0.4) ? 1 : 0;
        // two unit normals at -1 and 1, whose log odds are 2 z
        logits.put(finding, stream.nextGaussian() + (label == 1 ? 1 : -1));
        if (finding != Finding.MASS) {
          labels.put(finding, label);
        }
      }
      Map<Anatomy, Double> shares = new EnumMap<>(Anatomy.class);
      for (Anatomy structure : Anatomy.values()) {
        boolean never = structure == Anatomy.TRACHEA;
        shares.put(structure, never ? 0.0 : LogitScale.sigmoid(0.3 * stream.nextGaussian() - 2));
      }
      films.add(
          new CalibrationFilm(
              "patient " + i / 2,
              labels,
              logits,
              Optional.of(
                  new CalibrationFilm.Segmented(
                      true, shares, OptionalDouble.of(0.5 + 0.04 * stream.nextGaussian()))),
              OptionalDouble.of(0.4 + 0.1 * stream.nextGaussian()),
              OptionalDouble.of(Math.exp(0.2 * (stream.nextGaussian() + shift)))));
    }
    return films;
  }
}
