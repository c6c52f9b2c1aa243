package ai.chestnut.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.adversarial.FoundLatent;
import ai.chestnut.adversarial.LatentSearch;
import ai.chestnut.adversarial.LatentTarget;
import ai.chestnut.expert.EncoderConfig;
import ai.chestnut.expert.FilmFrame;
import ai.chestnut.expert.FindingBounds;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.FindingClassifierConfig;
import ai.chestnut.expert.GateCalibration;
import ai.chestnut.expert.LogitScale;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.vocabulary.Finding;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindingSearchTest {

  private static final List<Finding> KNOWN =
      List.of(Finding.CARDIOMEGALY, Finding.PLEURAL_EFFUSION, Finding.MASS, Finding.NO_FINDING);

  private static final GateCalibration CALIBRATION =
      GateCalibration.none(Role.FILTER)
          .withLogits(Map.of("cardiomegaly", new LogitScale(2, 1)))
          .withFindings(
              Map.of(
                  "cardiomegaly",
                  new FindingBounds(OptionalDouble.of(0.9), OptionalDouble.of(0.4)),
                  "pleural-effusion",
                  new FindingBounds(OptionalDouble.empty(), OptionalDouble.of(0.25))));

  private final ProgressiveGanModel gan = ProgressiveGanModel.mu(1, Device.CPU);
  private final Parameters parameters = Parameters.random(2, Device.CPU);

  @AfterEach
  void close() {
    gan.close();
    parameters.close();
  }

  private FindingSearch search(int side) {
    FindingClassifier classifier =
        new FindingClassifier(
            parameters.root().at("side" + side),
            new FindingClassifierConfig(
                Role.FILTER, new EncoderConfig(side, List.of(4, 8), 1), KNOWN),
            Device.CPU);
    return new FindingSearch(gan, classifier, CALIBRATION);
  }

  private static double logit(double probability) {
    return Math.log(probability / (1 - probability));
  }

  @Test
  void theTargetIsThePromptsWithThePanelsBounds() {
    LatentTarget target = search(32).target(new ReportReader().read("Cardiomegaly."));
    LatentTarget.Label asked = target.labels().get(0);
    assertThat(asked.side()).isEqualTo(1);
    assertThat(asked.bound()).isCloseTo(logit(0.9), within(1e-9));
    LatentTarget.Label unsaid = target.labels().get(1);
    assertThat(unsaid.side()).isEqualTo(-1);
    assertThat(unsaid.bound()).isLessThan(logit(0.25));
    assertThat(unsaid.weight()).isLessThan(asked.weight());
    assertThat(target.labels().get(2)).isEqualTo(LatentTarget.Label.EITHER);
    LatentTarget.Label denied =
        search(16).target(new ReportReader().read("Mass. No cardiomegaly.")).labels().get(0);
    assertThat(denied.side()).isEqualTo(-1);
    assertThat(denied.bound()).isCloseTo(logit(0.3), within(1e-9));
  }

  @Test
  void aFindingThatTheClassifierDoesNotKnowCannotBeAskedFor() {
    assertThatThrownBy(() -> search(32).target(new ReportReader().read("Pneumothorax.")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Pneumothorax");
  }

  /** The device's way to what the classifier sees is that of the panel, but for the bytes. */
  @Test
  void theClassifierSeesTheFilmAsInThePanel() {
    float[] signed = RandomStream.of(1, 0, "film").normals(32 * 32);
    float[] unit = new float[signed.length];
    for (int i = 0; i < unit.length; i++) {
      signed[i] = Math.max(-1, Math.min(1, signed[i] / 2));
      unit[i] = (signed[i] + 1) / 2;
    }
    Radiograph film = Radiograph.ofUnit(32, 32, 16, unit);
    for (int side : new int[] {32, 16}) {
      FindingSearch search = search(side);
      float[] expected = FilmFrame.of(film, side).values(film);
      float[] seen =
          Scope.computing(
              () -> Tensors.floats(search.seen(Tensors.of(signed, Device.CPU, 1, 1, 32, 32))));
      assertThat(seen).hasSameSizeAs(expected);
      for (int i = 0; i < seen.length; i++) {
        assertThat(seen[i]).isCloseTo(expected[i], within(2e-3f));
      }
    }
  }

  @Test
  void theSearchRaisesWhatWasAskedForAndSaysWhatThePanelWouldSee() {
    FindingSearch search = search(16);
    LatentTarget target = search.target(new ReportReader().read("Cardiomegaly."));
    LatentSearch quiet = new LatentSearch(25, 0.2, 4, 3, 0, 0, 0);
    RandomStream stream = RandomStream.of(1, 0, "search");
    FoundLatent start = search.find(target, quiet.withSteps(0), stream, Progress.SILENT);
    FoundLatent end = search.find(target, quiet, RandomStream.of(1, 0, "search"), Progress.SILENT);
    assertThat(end.loss()).isLessThan(start.loss());
    Radiograph film = search.film(end.latent(), 16);
    assertThat(film.width()).isEqualTo(32);
    Map<Finding, Double> panel =
        new FindingClassifier(
                parameters.root().at("again"),
                new FindingClassifierConfig(
                    Role.FILTER, new EncoderConfig(16, List.of(4, 8), 1), KNOWN),
                Device.CPU)
            .probabilities(film, CALIBRATION);
    assertThat(panel).hasSize(4);
    assertThat(search.probabilities(end).keySet()).isEqualTo(panel.keySet());
  }
}
