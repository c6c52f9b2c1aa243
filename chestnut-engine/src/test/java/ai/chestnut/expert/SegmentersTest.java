package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Components;
import ai.chestnut.layout.Mask;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentersTest {

  @Test
  void shapes() {
    try (MuExperts mu = new MuExperts(Role.JUDGE, 1)) {
      Scope.running(
          () -> {
            var films = Tensors.of(new float[2 * 32 * 32], Device.CPU, 2, 1, 32, 32);
            AnatomySegmenter.Logits logits = mu.anatomy.forward(films);
            assertThat(logits.structures().shape()).containsExactly(2, 9, 32, 32);
            assertThat(logits.layers().shape()).containsExactly(2, 3, 32, 32);
            assertThat(mu.lesions.forward(films).shape())
                .containsExactly(2, mu.lesions.config().findings().size(), 32, 32);
          });
    }
  }

  @Test
  void theAnatomyMapIsTheNaiveArgmaxAtTheFilmsOwnSize() {
    try (MuExperts mu = new MuExperts(Role.FILTER, 4)) {
      Radiograph film = Pictures.hills(75, 53, 2);
      FilmFrame frame = FilmFrame.of(film, 32);
      float[] planes =
          ExpertBatch.look(film, 32, Device.CPU, "test", films -> mu.anatomy.probabilities(films));
      double total = 0;
      for (int plane = 0; plane < 9; plane++) {
        total += planes[plane * 1024 + 500];
      }
      assertThat(total).isCloseTo(1, within(1e-5));
      AnatomyMap map = mu.anatomy.segment(film);
      assertThat(map.width()).isEqualTo(75);
      assertThat(map.height()).isEqualTo(53);
      int close = 0;
      byte[] naive = new byte[75 * 53];
      for (int y = 0; y < 53; y++) {
        for (int x = 0; x < 75; x++) {
          double[] values = new double[9];
          for (int plane = 0; plane < 9; plane++) {
            values[plane] = NaivePlanes.at(planes, plane, 32, frame, x, y);
          }
          if (NaivePlanes.margin(values) < 1e-6) {
            close++;
          }
          naive[y * 75 + x] = (byte) NaivePlanes.best(values);
          for (int layer = 0; layer < 3; layer++) {
            double value = NaivePlanes.at(planes, 9 + layer, 32, frame, x, y);
            if (Math.abs(value - 0.5) > 1e-6) {
              assertThat(map.layer(OverlapLayer.values()[layer]).orElseThrow().at(x, y))
                  .isEqualTo(value > 0.5);
            }
          }
        }
      }
      assertThat(close).as("ties that rounding may decide").isLessThan(40);
      byte[] expected = StrayParts.removed(naive, 75, 53);
      int other = 0;
      for (int i = 0; i < expected.length; i++) {
        other += map.codeAt(i % 75, i / 75) == expected[i] ? 0 : 1;
      }
      assertThat(other).isLessThanOrEqualTo(close);
      assertThat(map.codes()).as("more than one structure").contains(map.codeAt(0, 0) == 0 ? 1 : 0);
    }
  }

  @Test
  void onlyLesionsAboveTheirThresholdHaveAMask() {
    try (MuExperts mu = new MuExperts(Role.FILTER, 1)) {
      List<Finding> findings = mu.lesions.config().findings();
      mu.lesionWeights.load(
          biased(mu.lesionWeights.entries(), findings.size(), findings.indexOf(Finding.MASS)));
      Radiograph film = Pictures.hills(64, 80, 3);
      LesionSegmenter.Lesions seen =
          mu.lesions.segment(
              film,
              masks(
                  Map.of(
                      "mass", new MaskThreshold(0.8, 0.5),
                      "edema", new MaskThreshold(0.8, 0.5),
                      "fracture", new MaskThreshold(0.4, 0.4))));
      // all logits are 0, those of the mass 3: sigmoid(3) = 0.953
      assertThat(seen.highest()).hasSize(findings.size());
      assertThat(seen.highest().get(Finding.MASS)).isCloseTo(0.9526, within(1e-4));
      assertThat(seen.highest().get(Finding.EDEMA)).isCloseTo(0.5, within(1e-6));
      assertThat(seen.pathology().masks()).containsOnlyKeys(Finding.MASS, Finding.FRACTURE);
      Mask mass = seen.pathology().of(Finding.MASS).orElseThrow();
      assertThat(mass.area()).isEqualTo(64 * 80);
      assertThat(mu.lesions.segment(film, masks(Map.of())).pathology().masks()).isEmpty();
    }
  }

  @Test
  void specksAreCleanedAway() {
    try (MuExperts mu = new MuExperts(Role.JUDGE, 5)) {
      Radiograph film = Pictures.hills(96, 96, 11); // each third pixel is one of the net's
      int plane = mu.lesions.config().findings().indexOf(Finding.CONSOLIDATION);
      float[] planes =
          ExpertBatch.look(
              film, 32, Device.CPU, "test", films -> mu.lesions.forward(films).sigmoid());
      double highest =
          Known.in(mu.lesions.segment(film, masks(Map.of())).highest(), Finding.CONSOLIDATION);
      Mask speck = FilmFrame.of(film, 32).atLeast(planes, plane, 32, highest);
      assertThat(speck.area()).isBetween(1L, 4L); // 0.05 % of the film are 4.6 pixels
      assertThat(
              mu.lesions
                  .segment(film, masks(Map.of("consolidation", new MaskThreshold(0, highest))))
                  .pathology()
                  .masks())
          .isEmpty();
      Mask most =
          mu.lesions
              .segment(film, masks(Map.of("consolidation", new MaskThreshold(0, highest / 2))))
              .pathology()
              .of(Finding.CONSOLIDATION)
              .orElseThrow();
      assertThat(Components.cleaned(most)).isEqualTo(most);
    }
  }

  @Test
  void findingsWithoutAPlaceAreRefused() {
    assertThatThrownBy(
            () ->
                new LesionSegmenterConfig(
                    Role.FILTER, EncoderConfig.mu(Role.FILTER), List.of(Finding.NO_FINDING)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("place in the film");
  }

  private static GateCalibration masks(Map<String, MaskThreshold> thresholds) {
    return GateCalibration.none(Role.FILTER).withMasks(thresholds);
  }

  /** Every logit 0, save one plane's 3; four of the last layer's channels make a plane. */
  private static Map<String, WeightFile.Entry> biased(
      Map<String, WeightFile.Entry> entries, int planes, int plane) {
    Map<String, WeightFile.Entry> set = new LinkedHashMap<>(entries);
    WeightFile.Entry weight = Known.in(entries, "decoder.planes.weight");
    set.put(
        "decoder.planes.weight",
        new WeightFile.Entry(weight.shape(), new float[weight.values().length]));
    float[] bias = new float[4 * planes];
    java.util.Arrays.fill(bias, 4 * plane, 4 * plane + 4, 3);
    set.put("decoder.planes.bias", new WeightFile.Entry(new long[] {bias.length}, bias));
    return set;
  }
}
