package ai.chestnut.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.language.Nucleus;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.CodebookModels;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.Facts;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodebookSynthesisTest {

  private static final GenerationRequest REQUEST =
      GenerationRequest.of("Small left pleural effusion. No pneumothorax.")
          .withMethod(Method.CODEBOOK)
          .withModel(Catalogue.MU)
          .withSeed(3);

  private static CodebookModels models() {
    return new Catalogue(Path.of("nowhere")).codebook(Catalogue.MU, Device.CPU);
  }

  private static CodebookSynthesis system(CodebookSettings settings) {
    return new CodebookSynthesis(models(), settings);
  }

  private static Radiograph film(CodebookSynthesis system, GenerationRequest request, int index) {
    return system.draft(request, index, 1, Progress.SILENT).film();
  }

  @Test
  void theSameSeedMakesTheSameFilmWhateverCameBefore() {
    try (CodebookSynthesis one = system(CodebookSettings.standard());
        CodebookSynthesis other = system(CodebookSettings.standard())) {
      Radiograph first = film(one, REQUEST, 5);
      film(other, REQUEST, 4);
      assertThat(film(other, REQUEST, 5)).isEqualTo(first);
      assertThat(first.width()).isEqualTo(32);
      assertThat(film(one, REQUEST.withSeed(4), 5)).isNotEqualTo(first);
    }
  }

  @Test
  void nothingLearnsWhileFilmsAreMade() {
    CodebookModels models = models();
    float[] before = weights(models);
    try (CodebookSynthesis system = new CodebookSynthesis(models, CodebookSettings.standard())) {
      film(system, REQUEST, 0);
      models.report(film(system, REQUEST, 1), Nucleus.STANDARD, RandomStream.of(1, 0, "report"));
      assertThat(weights(models)).isEqualTo(before);
    }
  }

  private static float[] weights(CodebookModels models) {
    List<float[]> all =
        models.parameters().stream()
            .flatMap(each -> each.entries().values().stream())
            .map(e -> e.values())
            .toList();
    float[] joined = new float[all.stream().mapToInt(values -> values.length).sum()];
    int at = 0;
    for (float[] values : all) {
      System.arraycopy(values, 0, joined, at, values.length);
      at += values.length;
    }
    return joined;
  }

  @Test
  void provenanceHoldsWordsPatchesAndCodes() {
    try (CodebookSynthesis system = system(CodebookSettings.standard())) {
      Map<String, Facts> more = system.draft(REQUEST, 0, 1, Progress.SILENT).more();
      Facts facts = more.getOrDefault(CodebookSynthesis.KEY, Facts.NONE);
      assertThat(facts.values().get("words")).isEqualTo(List.of("pleural effusion", "left"));
      assertThat((List<?>) facts.values().get("patches")).isNotEmpty();
      assertThat((List<?>) facts.values().get("codes")).hasSizeBetween(1, 5);
      assertThat(system.models()).hasSize(4);
    }
  }

  @Test
  void comparisonsBringOtherCodesOrNone() {
    try (CodebookSynthesis none = system(CodebookSettings.standard().withKeys(KeyCodes.NONE));
        CodebookSynthesis random = system(CodebookSettings.standard().withKeys(KeyCodes.RANDOM))) {
      Facts without =
          none.draft(REQUEST, 0, 1, Progress.SILENT)
              .more()
              .getOrDefault(CodebookSynthesis.KEY, Facts.NONE);
      assertThat((List<?>) without.values().get("codes")).isEmpty();
      Facts drawn =
          random
              .draft(REQUEST, 0, 1, Progress.SILENT)
              .more()
              .getOrDefault(CodebookSynthesis.KEY, Facts.NONE);
      assertThat((List<?>) drawn.values().get("patches")).hasSize(10);
    }
  }

  @Test
  void wordsOfDeniedFindingsAreNotPromptWords() {
    assertThat(
            CodebookSynthesis.words(
                new ReportReader().read("Right apical nodule. No pleural effusion.")))
        .containsExactly("nodule", "right", "apical");
  }
}
