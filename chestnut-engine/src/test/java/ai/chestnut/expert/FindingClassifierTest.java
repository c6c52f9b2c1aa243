package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.Point;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import ai.chestnut.vocabulary.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingClassifierTest {

  private static final List<Finding> TWO = List.of(Finding.PLEURAL_EFFUSION, Finding.MASS);

  @Test
  void shapes() {
    try (MuExperts mu = new MuExperts(Role.FILTER, 1)) {
      Scope.running(
          () -> {
            var films = Tensors.of(new float[3 * 32 * 32], Device.CPU, 3, 1, 32, 32);
            assertThat(mu.classifier.forward(films).shape())
                .containsExactly(3, Finding.values().length);
            assertThat(mu.classifier.activations(films).shape())
                .containsExactly(3, Finding.values().length, 4, 4);
          });
    }
  }

  @Test
  void aLogitIsTheMeanOfItsMap() {
    try (MuExperts mu = new MuExperts(Role.JUDGE, 2)) {
      Radiograph film = Pictures.hills(32, 32, 5);
      float[] maps =
          ExpertBatch.look(film, 32, Device.CPU, "test", films -> mu.classifier.activations(films));
      double sum = 0;
      int cardiomegaly = List.of(Finding.values()).indexOf(Finding.CARDIOMEGALY);
      for (int i = 0; i < 16; i++) {
        sum += maps[cardiomegaly * 16 + i];
      }
      assertThat(mu.classifier.logits(film).get(Finding.CARDIOMEGALY))
          .isCloseTo(sum / 16, within(1e-5));
    }
  }

  @Test
  void calibrationTurnsLogitsIntoProbabilities() {
    try (MuExperts mu = new MuExperts(Role.FILTER, 1)) {
      Radiograph film = Pictures.hills(50, 40, 7);
      Map<Finding, Double> logits = mu.classifier.logits(film);
      GateCalibration none = GateCalibration.none(Role.FILTER);
      GateCalibration scaled = none.withLogits(Map.of("mass", new LogitScale(2, -1)));
      double logit = Known.in(logits, Finding.MASS);
      assertThat(mu.classifier.probabilities(film, none).get(Finding.MASS))
          .isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-12));
      assertThat(mu.classifier.probabilities(film, scaled).get(Finding.MASS))
          .isCloseTo(1 / (1 + Math.exp(1 - logit / 2)), within(1e-12));
      assertThat(mu.classifier.probabilities(film, scaled).get(Finding.EDEMA))
          .isEqualTo(mu.classifier.probabilities(film, none).get(Finding.EDEMA));
    }
  }

  @Test
  void theMapOfANetThatKnowsBrightnessPeaksOnTheBrightSpot() {
    FindingClassifierConfig config =
        new FindingClassifierConfig(Role.FILTER, EncoderConfig.mu(Role.FILTER), TWO);
    try (Parameters weights = Parameters.random(1, Device.CPU)) {
      FindingClassifier net = new FindingClassifier(weights.root(), config, Device.CPU);
      weights.load(brightness(weights.entries()));
      for (Point centre : List.of(new Point(100, 72), new Point(30, 20), new Point(80, 56))) {
        Radiograph film = Pictures.spot(128, 96, (int) centre.x(), (int) centre.y(), 12);
        Point peak = net.activation(film, Finding.PLEURAL_EFFUSION).peak();
        // the net's square is 32 pixels of 4 film pixels, its cells are 8 of those; 4 rows lie
        // above
        assertThat((int) peak.x() / 32).as("column of %s", peak).isEqualTo((int) centre.x() / 32);
        assertThat((int) (peak.y() + 16) / 32)
            .as("row of %s", peak)
            .isEqualTo((int) (centre.y() + 16) / 32);
        assertThat(net.logits(film).get(Finding.MASS)).isEqualTo(0.0);
        assertThat(net.activation(film, Finding.MASS).at(64, 48)).isEqualTo(0.0);
      }
    }
  }

  /** Channel 0 carries the film's grey down every level; the first finding is channel 0. */
  private static Map<String, WeightFile.Entry> brightness(Map<String, WeightFile.Entry> entries) {
    Map<String, WeightFile.Entry> set = new LinkedHashMap<>();
    entries.forEach(
        (name, entry) -> {
          float[] values = new float[entry.values().length];
          if (name.equals("encoder.stem.weight")) {
            for (int in = 0; in < 4; in++) {
              values[in * 9 + 4] = 0.25f; // the middle of a 3x3 kernel
            }
          } else if (name.startsWith("encoder.down") && name.endsWith("weight")) {
            java.util.Arrays.fill(values, 0, 4, 0.25f); // the four pixels of channel 0
          } else if (name.equals("encoder.norm.weight")) {
            java.util.Arrays.fill(values, 1);
          } else if (name.equals("head.weight")) {
            values[0] = 1;
          }
          set.put(name, new WeightFile.Entry(entry.shape(), values));
        });
    return set;
  }

  @Test
  void anUnknownFindingHasNoMap() {
    FindingClassifierConfig config =
        new FindingClassifierConfig(Role.JUDGE, EncoderConfig.mu(Role.JUDGE), TWO);
    try (Parameters weights = Parameters.random(1, Device.CPU)) {
      FindingClassifier net = new FindingClassifier(weights.root(), config, Device.CPU);
      assertThatThrownBy(() -> net.activation(Pictures.hills(40, 40, 1), Finding.HERNIA))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("judge-finding-classifier")
          .hasMessageContaining("Hernia");
    }
  }

  @Test
  void wrongConfigurationsAreRefused() {
    EncoderConfig encoder = EncoderConfig.mu(Role.FILTER);
    assertThatThrownBy(() -> new FindingClassifierConfig(Role.FILTER, encoder, List.of()))
        .isInstanceOf(RequestException.class);
    assertThatThrownBy(
            () ->
                new FindingClassifierConfig(
                    Role.FILTER, encoder, List.of(Finding.MASS, Finding.MASS)))
        .isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> new EncoderConfig(33, List.of(4, 4), 1))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("multiple of 4");
    assertThatThrownBy(() -> new EncoderConfig(32, List.of(6, 4), 1))
        .isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> new EncoderConfig(32, List.of(4, 4), 0))
        .isInstanceOf(RequestException.class);
  }

  @Test
  void weightsThatGiveNoNumberAreADefect() {
    try (MuExperts mu = new MuExperts(Role.FILTER, 1)) {
      Map<String, WeightFile.Entry> broken = new LinkedHashMap<>(mu.classifierWeights.entries());
      WeightFile.Entry head = Known.in(broken, "head.bias");
      float[] values = head.values().clone();
      values[3] = Float.NaN;
      broken.put("head.bias", new WeightFile.Entry(head.shape(), values));
      mu.classifierWeights.load(broken);
      assertThatThrownBy(() -> mu.classifier.logits(Pictures.hills(40, 40, 1)))
          .hasMessageContaining("filter-finding-classifier")
          .hasMessageContaining("NaN");
    }
  }
}
