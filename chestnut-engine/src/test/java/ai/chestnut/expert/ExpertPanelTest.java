package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.study.Verdict;
import ai.chestnut.vocabulary.Finding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class ExpertPanelTest {

  private static final Optional<Prompt> ASKED =
      Optional.of(
          Prompt.of(
              Optional.empty(),
              Optional.empty(),
              OptionalInt.of(60),
              List.of(Observation.present(Finding.PLEURAL_EFFUSION))));

  @Test
  void everyExpertIsHeardAtTheFilmsOwnSize() {
    try (MuExperts mu = new MuExperts(Role.JUDGE, 1)) {
      ExpertPanel panel = new ExpertPanel(mu.all(), GateCalibration.mu(Role.JUDGE));
      PanelReview review = panel.review(Pictures.hills(100, 70, 1), ASKED);
      assertThat(review.verified()).hasSize(Finding.values().length);
      assertThat(review.scores().keySet())
          .containsExactly(
              "judge-anatomy-segmenter",
              "judge-attribute-expert",
              "judge-film-typicality",
              "judge-finding-classifier",
              "judge-image-text-scorer",
              "judge-lesion-segmenter");
      assertThat(review.scores().get("judge-attribute-expert"))
          .containsOnlyKeys("pa", "female", "age-years");
      assertThat(review.anatomy().orElseThrow().width()).isEqualTo(100);
      assertThat(review.pathology().height()).isEqualTo(70);
      assertThat(review.accepted()).isTrue();
      assertThat(review.notApplied()).hasSize(4);
      assertThat(review.verdict(2)).isEqualTo(new Verdict(true, 2, List.of()));
    }
  }

  @Test
  void theSameFilmGivesTheSameReviewWhateverCameBetween() {
    try (MuExperts mu = new MuExperts(Role.FILTER, 2);
        MuExperts twin = new MuExperts(Role.FILTER, 2);
        MuExperts other = new MuExperts(Role.FILTER, 3)) {
      GateCalibration calibration = GateCalibration.mu(Role.FILTER);
      ExpertPanel panel = new ExpertPanel(mu.all(), calibration);
      Radiograph film = Pictures.hills(64, 64, 1);
      PanelReview first = panel.review(film, ASKED);
      PanelReview between = panel.review(Pictures.hills(90, 40, 2), Optional.empty());
      assertThat(panel.review(film, ASKED)).isEqualTo(first);
      assertThat(new ExpertPanel(twin.all(), calibration).review(film, ASKED)).isEqualTo(first);
      assertThat(new ExpertPanel(other.all(), calibration).review(film, ASKED).scores())
          .isNotEqualTo(first.scores());
      assertThat(between.scores()).doesNotContainKey("filter-image-text-scorer");
      assertThat(between.verified().values()).allMatch(label -> label.agrees());
    }
  }

  @Test
  void nativeHandlesStayFlat() throws InterruptedException {
    try (MuExperts mu = new MuExperts(Role.FILTER, 1)) {
      ExpertPanel panel = new ExpertPanel(mu.all(), GateCalibration.mu(Role.FILTER));
      Radiograph film = Pictures.hills(48, 64, 1);
      panel.review(film, ASKED);
      mu.classifier.activation(film, Finding.MASS);
      long before = Handles.settled();
      for (int i = 0; i < 6; i++) {
        panel.review(film, ASKED);
        mu.classifier.activation(film, Finding.MASS);
      }
      assertThat(Pointer.totalCount()).isEqualTo(before);
    }
  }

  @Test
  void aRefusalCarriesItsReasons() {
    GateCalibration strict =
        Toml.parse(
            """
            role = "filter"
            fittedOn = "a test"
            [logits]
            pleural-effusion = { temperature = 1.0, bias = -50.0 }
            [findings]
            pleural-effusion = { requested = 0.9 }
            [masks]
            [anatomy]
            areas = { heart = { least = 0.999, most = 1.0 } }
            [imageText]
            least = 1.0
            [typicality]
            most = 1e-6
            """,
            "test",
            GateCalibration.class);
    try (MuExperts mu = new MuExperts(Role.FILTER, 1)) {
      PanelReview review =
          new ExpertPanel(mu.all(), strict).review(Pictures.hills(64, 64, 1), ASKED);
      Verdict verdict = review.verdict(4);
      assertThat(verdict.accepted()).isFalse();
      assertThat(verdict.attempts()).isEqualTo(4);
      assertThat(verdict.reasons())
          .anyMatch(why -> why.startsWith("finding agreement: Pleural Effusion was asked for"))
          .anyMatch(why -> why.startsWith("anatomy plausibility: heart: got"))
          .anyMatch(why -> why.startsWith("image-text agreement: cosine of film and text: got"))
          .anyMatch(why -> why.startsWith("likeness to real films: distance to real films: got"));
      assertThat(Known.in(review.verified(), Finding.PLEURAL_EFFUSION).agrees()).isFalse();
      assertThat(review.notApplied()).isEmpty();
    }
  }

  @Test
  void anEmptyPanelSeesNothingAndSaysSo() {
    PanelReview review =
        new ExpertPanel(Experts.NONE, GateCalibration.none(Role.FILTER))
            .review(Pictures.hills(32, 32, 1), ASKED);
    assertThat(review.verified()).isEmpty();
    assertThat(review.scores()).isEmpty();
    assertThat(review.anatomy()).isEmpty();
    assertThat(review.pathology().masks()).isEmpty();
    assertThat(review.accepted()).isTrue();
    assertThat(review.notApplied()).hasSize(4);
  }

  @Test
  void filterAndJudgeDoNotSitTogether() {
    try (MuExperts filter = new MuExperts(Role.FILTER, 1);
        MuExperts judge = new MuExperts(Role.JUDGE, 1)) {
      Experts mixed = filter.all().with(judge.anatomy);
      assertThatThrownBy(() -> new ExpertPanel(mixed, GateCalibration.mu(Role.FILTER)))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("a judge");
      assertThat(filter.classifierWeights.count()).isNotEqualTo(judge.classifierWeights.count());
    }
  }

  @Test
  void rolesHaveSeedsOfTheirOwn() {
    assertThat(Role.FILTER.seed(1, "x"))
        .isNotEqualTo(Role.JUDGE.seed(1, "x"))
        .isNotEqualTo(Role.FILTER.seed(1, "y"))
        .isNotEqualTo(Role.FILTER.seed(2, "x"))
        .isEqualTo(Role.FILTER.seed(1, "x"));
  }

  @Test
  void aFilmWhoseNegativeIsLikeRealFilmsLooksInverted() {
    Radiograph film = Pictures.spot(60, 50, 20, 20, 8);
    assertThat(film.negative().negative()).isEqualTo(film);
    try (MuExperts mu = new MuExperts(Role.FILTER, 1)) {
      Experts experts = Experts.NONE.with(mu.classifier).with(mu.typicality);
      double own = mu.typicality.distance(mu.classifier.features(film));
      double other = mu.typicality.distance(mu.classifier.features(film.negative()));
      Radiograph near = own < other ? film : film.negative();
      ExpertPanel between = panel(experts, (own + other) / 2);
      assertThat(between.doubts(near)).isEmpty();
      assertThat(between.doubts(near.negative()))
          .containsExactly("looks inverted: its negative looks like a chest film");
      assertThat(panel(experts, Math.min(own, other) / 2).doubts(near).get(0))
          .startsWith("does not look like a frontal chest film: distance to real films: got");
      assertThat(new ExpertPanel(experts, GateCalibration.none(Role.FILTER)).doubts(near))
          .isEmpty();
    }
  }

  private static ExpertPanel panel(Experts experts, double most) {
    return new ExpertPanel(
        experts,
        GateCalibration.none(Role.FILTER).withTypicality(Optional.of(new TypicalityBounds(most))));
  }
}
