package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.config.Toml;
import ai.chestnut.expert.GateResult.Outcome;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.study.VerifiedLabel;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GatesTest {

  private static final GateCalibration CALIBRATION =
      Toml.parse(
          """
          role = "filter"
          fittedOn = "a test"
          [logits]
          [findings]
          pleural-effusion = { requested = 0.6, unrequested = 0.4 }
          cardiomegaly = { requested = 0.5 }
          [masks]
          [anatomy]
          areas = { left-lung = { least = 0.1, most = 0.3 }, heart = { least = 0.05, most = 0.3 } }
          cardiothoracicRatio = { least = 0.2, most = 0.6 }
          [imageText]
          least = 0.25
          """,
          "test",
          GateCalibration.class);

  private static final FindingAgreement AGREEMENT = new FindingAgreement(CALIBRATION);
  private static final AnatomyPlausibility ANATOMY = new AnatomyPlausibility(CALIBRATION.anatomy());
  private static final ImageTextAgreement TEXT = new ImageTextAgreement(CALIBRATION.imageText());

  @Test
  void whatWasAskedForMustBeSeen() {
    Prompt effusion = prompt(Observation.present(Finding.PLEURAL_EFFUSION));
    assertThat(AGREEMENT.judge(seen(effusion, 0.6)).outcome()).isEqualTo(Outcome.PASSED);
    GateResult missed = AGREEMENT.judge(seen(effusion, 0.59));
    assertThat(missed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(missed.remarks())
        .containsExactly(
            "Pleural Effusion was asked for: got probability 0.590, expected at least 0.600");
  }

  @Test
  void whatWasNotAskedForMustNotBeSeen() {
    Prompt heart = prompt(Observation.present(Finding.CARDIOMEGALY));
    Map<Finding, Double> both = Map.of(Finding.CARDIOMEGALY, 0.9, Finding.PLEURAL_EFFUSION, 0.41);
    GateResult extra = AGREEMENT.judge(evidence(Optional.of(heart), both));
    assertThat(extra.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(extra.remarks())
        .containsExactly(
            "Pleural Effusion was not asked for: got probability 0.410, expected at most 0.400");
    Map<Finding, Double> one = Map.of(Finding.CARDIOMEGALY, 0.9, Finding.PLEURAL_EFFUSION, 0.4);
    assertThat(AGREEMENT.judge(evidence(Optional.of(heart), one)).remarks()).isEmpty();
  }

  @Test
  void anUncertainFindingMayBeEither() {
    Prompt maybe =
        prompt(Observation.present(Finding.PLEURAL_EFFUSION).withCertainty(Certainty.UNCERTAIN));
    for (double probability : new double[] {0.0, 0.5, 1.0}) {
      assertThat(AGREEMENT.judge(seen(maybe, probability)).outcome()).isEqualTo(Outcome.PASSED);
    }
  }

  @Test
  void whatCannotBeDecidedIsSaid() {
    Prompt two =
        prompt(Observation.present(Finding.MASS), Observation.present(Finding.CARDIOMEGALY));
    GateResult result = AGREEMENT.judge(evidence(Optional.of(two), Map.of(Finding.MASS, 0.01)));
    assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(result.remarks())
        .contains("Mass was asked for, but is not calibrated")
        .contains("Cardiomegaly was asked for, but is unknown to the classifier");
    assertThat(AGREEMENT.judge(evidence(Optional.empty(), Map.of(Finding.MASS, 0.9))).outcome())
        .isEqualTo(Outcome.NOT_APPLIED);
    assertThat(AGREEMENT.judge(evidence(Optional.of(two), Map.of())).remarks())
        .containsExactly("there is no finding classifier");
  }

  @Test
  void verifiedLabelsAgreeByTheBoundOrByTheLikelier() {
    Prompt effusion = prompt(Observation.present(Finding.PLEURAL_EFFUSION));
    Map<Finding, Double> probabilities =
        Map.of(Finding.PLEURAL_EFFUSION, 0.55, Finding.EDEMA, 0.55, Finding.MASS, 0.45);
    assertThat(AGREEMENT.verified(probabilities, Optional.of(effusion)))
        .containsEntry(Finding.PLEURAL_EFFUSION, new VerifiedLabel(0.55, false))
        .containsEntry(Finding.EDEMA, new VerifiedLabel(0.55, false))
        .containsEntry(Finding.MASS, new VerifiedLabel(0.45, true));
    assertThat(AGREEMENT.verified(probabilities, Optional.empty()).values())
        .allMatch(VerifiedLabel::agrees);
  }

  @Test
  void aChestPassesAndItsFaultsAreNamed() {
    assertThat(ANATOMY.judge(of(chest(40, 10))).outcome()).isEqualTo(Outcome.PASSED);
    GateResult wide = ANATOMY.judge(of(chest(40, 34)));
    assertThat(wide.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(wide.remarks()).hasSize(1);
    assertThat(wide.remarks().get(0))
        .startsWith("cardiothoracic ratio: got 0.")
        .endsWith("expected 0.200 to 0.600");
    GateResult small = ANATOMY.judge(of(chest(8, 10)));
    assertThat(small.remarks())
        .anyMatch(fault -> fault.startsWith("left lung: got 0.0") && fault.contains("of the film"));
  }

  @Test
  void swappedAndMissingLungsFail() {
    byte[] codes = chest(40, 10).codes();
    for (int i = 0; i < codes.length; i++) {
      codes[i] = codes[i] == 1 ? (byte) 2 : codes[i] == 2 ? (byte) 1 : codes[i];
    }
    assertThat(ANATOMY.judge(of(AnatomyMap.of(100, 100, codes, Map.of()))).remarks())
        .anyMatch(fault -> fault.contains("left lung (1) left of the right lung"));
    GateResult empty = ANATOMY.judge(of(AnatomyMap.of(100, 100, new byte[10_000], Map.of())));
    assertThat(empty.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(empty.remarks())
        .anyMatch(fault -> fault.contains("no lung"))
        .anyMatch(fault -> fault.contains("no heart between two lungs"));
  }

  @Test
  void textMustFit() {
    Prompt asked = prompt(Observation.present(Finding.MASS));
    assertThat(TEXT.judge(cosine(asked, OptionalDouble.of(0.25))).outcome())
        .isEqualTo(Outcome.PASSED);
    GateResult unfit = TEXT.judge(cosine(asked, OptionalDouble.of(0.2)));
    assertThat(unfit.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(unfit.remarks())
        .containsExactly("cosine of film and text: got 0.200, expected at least 0.250");
    assertThat(TEXT.judge(cosine(asked, OptionalDouble.empty())).outcome())
        .isEqualTo(Outcome.NOT_APPLIED);
  }

  @Test
  void withoutACalibrationNoGateIsAppliedAndThatIsSaid() {
    GateCalibration none = GateCalibration.none(Role.FILTER);
    Prompt asked = prompt(Observation.present(Finding.PLEURAL_EFFUSION));
    assertThat(new FindingAgreement(none).judge(seen(asked, 0)).remarks())
        .containsExactly("no finding is calibrated");
    assertThat(new AnatomyPlausibility(none.anatomy()).judge(of(chest(8, 10))).remarks())
        .containsExactly("anatomy is not calibrated");
    assertThat(
            new ImageTextAgreement(none.imageText())
                .judge(cosine(asked, OptionalDouble.of(-1)))
                .outcome())
        .isEqualTo(Outcome.NOT_APPLIED);
  }

  private static Prompt prompt(Observation... observations) {
    return Prompt.of(
        Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of(observations));
  }

  private static Evidence seen(Prompt asked, double effusion) {
    return evidence(Optional.of(asked), Map.of(Finding.PLEURAL_EFFUSION, effusion));
  }

  private static Evidence evidence(Optional<Prompt> asked, Map<Finding, Double> probabilities) {
    return new Evidence(
        asked, probabilities, Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());
  }

  private static Evidence of(AnatomyMap map) {
    return new Evidence(
        Optional.empty(),
        Map.of(),
        Optional.of(map),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private static Evidence cosine(Prompt asked, OptionalDouble cosine) {
    return new Evidence(
        Optional.of(asked), Map.of(), Optional.empty(), cosine, OptionalDouble.empty());
  }

  /** A 100 x 100 film: two lungs 36 wide and a heart 40 high between and over them. */
  private static AnatomyMap chest(int lungHeight, int halfHeart) {
    byte[] codes = new byte[10_000];
    for (int y = 10; y < 10 + lungHeight; y++) {
      for (int x = 0; x < 36; x++) {
        codes[y * 100 + 8 + x] = 2; // the patient's right is at the image's left
        codes[y * 100 + 56 + x] = 1;
      }
    }
    for (int y = 40; y < 80; y++) {
      for (int x = 50 - halfHeart; x < 50 + halfHeart; x++) {
        codes[y * 100 + x] = 3;
      }
    }
    return AnatomyMap.of(100, 100, codes, Map.of());
  }
}
