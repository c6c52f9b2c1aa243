package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.language.TextEncoderConfig;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributesAndTextTest {

  @Test
  void attributesFollowTheirLogits() {
    try (MuExperts mu = new MuExperts(Role.FILTER, 1)) {
      Map<String, WeightFile.Entry> set = new LinkedHashMap<>(mu.attributeWeights.entries());
      WeightFile.Entry weight = Known.in(set, "head.weight");
      set.put(
          "head.weight", new WeightFile.Entry(weight.shape(), new float[weight.values().length]));
      set.put("head.bias", new WeightFile.Entry(new long[] {3}, new float[] {2, -1, 0}));
      mu.attributeWeights.load(set);
      Attributes seen = mu.attributes.read(Pictures.hills(40, 60, 1));
      assertThat(seen.view()).isEqualTo(View.PA);
      assertThat(seen.pa()).isCloseTo(0.8808, within(1e-4));
      assertThat(seen.sex()).isEqualTo(Sex.MALE);
      assertThat(seen.female()).isCloseTo(0.2689, within(1e-4));
      assertThat(seen.ageYears()).isCloseTo(60, within(1e-9));
    }
  }

  @Test
  void embeddingsAreUnitVectorsOfTheSharedWidth() {
    try (MuExperts mu = new MuExperts(Role.JUDGE, 1)) {
      Scope.running(
          () -> {
            var films = Tensors.of(new float[2 * 32 * 32], Device.CPU, 2, 1, 32, 32);
            assertThat(mu.scorer.patches(films).shape()).containsExactly(2, 8, 4, 4);
            int[][] tokens = {mu.scorer.tokens("Cardiomegaly."), mu.scorer.tokens("Edema.")};
            assertThat(mu.scorer.words(tokens).shape())
                .containsExactly(2, mu.scorer.config().text().length(), 8);
            float[] texts = Tensors.floats(mu.scorer.texts(tokens));
            assertThat(texts).hasSize(16);
            double length = 0;
            for (int i = 0; i < 8; i++) {
              length += texts[i] * texts[i];
            }
            assertThat(length).isCloseTo(1, within(1e-4));
          });
    }
  }

  @Test
  void theScoreIsTheCosineOfTheEmbeddings() {
    try (MuExperts mu = new MuExperts(Role.FILTER, 3)) {
      Radiograph film = Pictures.hills(64, 64, 9);
      float[] seen =
          ExpertBatch.look(film, 32, Device.CPU, "test", square -> mu.scorer.films(square));
      int[][] tokens = {mu.scorer.tokens("Small left pleural effusion.")};
      float[] read = Scope.computing(() -> Tensors.floats(mu.scorer.texts(tokens)));
      double dot = 0;
      for (int i = 0; i < seen.length; i++) {
        dot += seen[i] * read[i];
      }
      assertThat(mu.scorer.score(film, "Small left pleural effusion."))
          .isCloseTo(dot, within(1e-5))
          .isNotEqualTo(mu.scorer.score(film, "Cardiomegaly."));
    }
  }

  @Test
  void wordsNewerThanTheWeightsAreUnknown() {
    ImageTextScorerConfig mu = ImageTextScorerConfig.mu(Role.FILTER);
    TextEncoderConfig small =
        new TextEncoderConfig(10, mu.text().length(), mu.text().width(), mu.text().layers());
    ImageTextScorerConfig config = new ImageTextScorerConfig(Role.FILTER, mu.encoder(), small, 4);
    try (var weights = ai.chestnut.nn.Parameters.random(1, Device.CPU)) {
      ImageTextScorer scorer = new ImageTextScorer(weights.root(), config, Device.CPU);
      int[] all = Tokenizer.standard().encode("Pneumothorax.", small.length());
      assertThat(all[1]).isGreaterThanOrEqualTo(10);
      assertThat(scorer.tokens("Pneumothorax.")[1]).isEqualTo(Tokenizer.UNK);
      assertThat(scorer.score(Pictures.hills(40, 40, 1), "Pneumothorax.")).isBetween(-1.0, 1.0);
    }
    assertThatThrownBy(
            () ->
                new ImageTextScorerConfig(
                    Role.FILTER,
                    mu.encoder(),
                    new TextEncoderConfig(Tokenizer.standard().size() + 1, 48, 8, 1),
                    4))
        .isInstanceOf(RequestException.class);
  }
}
